/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

import java.nio.ByteBuffer;

/**
 * Layout of the headers in front of every message, with absolute offsets (linux/netlink.h, linux/genetlink.h), for
 * transports and the codec.
 *
 * <pre>
 *    0               4       6       8               12              16    17        18       20
 *   +---------------+-------+-------+---------------+---------------+-----+---------+--------+------------
 *   | length of all | type  | flags | sequence      | pid           | cmd | version | 0      | attributes
 *   +---------------+-------+-------+---------------+---------------+-----+---------+--------+------------
 * </pre>
 *
 * Datapath families have the number of the datapath, 4 bytes, in front of their attributes. Messages of connection
 * tracking have address family, version and resource (network order) where generic ones have command, version and 0, and
 * no datapath; Windows wants four bytes there, which its transport adds.
 */
public final class NetlinkHeader {
    /** Bytes of the netlink header. */
    public static final int BYTES = 16;
    /** Bytes of the netlink and the generic (or netfilter) header. */
    public static final int GENERIC_BYTES = 20;
    /** Bytes of all headers of a datapath message. */
    public static final int DATAPATH_BYTES = 24;

    /** Offset of the length. */
    public static final int LENGTH = 0;
    /** Offset of the type. */
    public static final int TYPE = 4;
    /** Offset of the flags. */
    public static final int FLAGS = 6;
    /** Offset of the sequence number. */
    public static final int SEQUENCE = 8;
    /** Offset of the sender's number. */
    public static final int PID = 12;
    /** Offset of the command. */
    public static final int COMMAND = 16;
    /** Offset of the family's version. */
    public static final int VERSION = 17;
    /** Offset of what is 0, or of the resource. */
    public static final int RESERVED = 18;
    /** Offset of the datapath's number. */
    public static final int DATAPATH = 20;

    /** Type: to be skipped. */
    public static final int NOOP = 1;
    /** Type: refusal, or agreement with error number 0. */
    public static final int ERROR = 2;
    /** Type: end of a dump. */
    public static final int DONE = 3;
    /** Type: messages were lost. */
    public static final int OVERRUN = 4;

    /** Flag: a request. */
    public static final int REQUEST = 1;
    /** Flag: one of several messages. */
    public static final int MULTI = 2;
    /** Flag: confirm it. */
    public static final int ACK = 4;
    /** Flag: answer with the new state. */
    public static final int ECHO = 8;
    /** Flag: the table changed while it was dumped. */
    public static final int DUMP_INTERRUPTED = 0x10;
    /** Flags of a request for a dump. */
    public static final int DUMP = 0x300;
    /** Flag: make it if it is not there. */
    public static final int CREATE = 0x400;

    private NetlinkHeader() {}

    /** Return the type of the message at the buffer's position: a family, or one of the types here. */
    public static int type(ByteBuffer message) {
        return type(message, message.position());
    }

    /** Return the flags of the message at the buffer's position. */
    public static int flags(ByteBuffer message) {
        return flags(message, message.position());
    }

    /** Return the command of the generic message at the buffer's position. */
    public static int command(ByteBuffer message) {
        return message.get(message.position() + COMMAND) & 0xff;
    }

    /** Return a length with the bytes that fill it up to a multiple of 4, as of each attribute and message. */
    public static int aligned(int length) {
        return length + 3 & ~3;
    }

    /** Return the type of the message at an offset. */
    public static int type(ByteBuffer buffer, int at) {
        return buffer.getShort(at + TYPE) & 0xffff;
    }

    /** Return the flags of the message at an offset. */
    public static int flags(ByteBuffer buffer, int at) {
        return buffer.getShort(at + FLAGS) & 0xffff;
    }

    /** Return the sequence number of the message at an offset. */
    public static int sequence(ByteBuffer buffer, int at) {
        return buffer.getInt(at + SEQUENCE);
    }

    /**
     * Check that a whole message lies at an offset.
     *
     * @return its length
     * @throws NetlinkException with EPROTO if not
     */
    public static int checkedLength(ByteBuffer buffer, int at, int end) throws NetlinkException {
        int left = end - at;
        int length = left < BYTES ? left : buffer.getInt(at + LENGTH);
        if (length < BYTES || length > left) {
            throw new NetlinkException(
                    Errno.EPROTO,
                    "the kernel sent a damaged message: at byte " + at + " its header claims "
                            + (left < BYTES ? "16 bytes" : Integer.toUnsignedString(length) + " bytes") + ", but "
                            + left + " are left");
        }
        return length;
    }
}
