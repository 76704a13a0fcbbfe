/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import java.nio.ByteBuffer;

/**
 * The headers of a message.
 *
 * <pre>
 * offset 0         4      6       8     12    16        17        18         20            24
 *        length    type   flags   seq   pid   command   version   reserved   dp_ifindex    attributes
 *        nlmsghdr, 16 bytes                   genlmsghdr, 4 bytes             ovs_header
 * </pre>
 *
 * <p>Messages of connection tracking have address family, version and resource (network order) where generic ones have
 * command, version and reserved, and no {@code dp_ifindex}; Windows wants four bytes there, which its transport adds.
 */
public final class Header {
    /** Bytes of the first header, which every message has. */
    public static final int NETLINK = 16;
    /** Bytes of all headers of generic messages. */
    public static final int GENERIC = 24;
    /** Bytes of the headers of a message of connection tracking. */
    public static final int NETFILTER = 20;

    /** Type of an error, or of an acknowledgement if its error is 0. */
    public static final int TYPE_ERROR = 2;
    /** Type of the end of a dump. */
    public static final int TYPE_DONE = 3;

    /** Flag: a request. */
    public static final int REQUEST = 1;
    /** Flag: one of several messages. */
    public static final int MULTI = 2;
    /** Flag: answer also when all is well. */
    public static final int ACK = 4;
    /** Flag: answer with the new state. */
    public static final int ECHO = 8;
    /** Flags: answer with all there is. */
    public static final int DUMP = 0x300;
    /** Flag: make it if it is not there. */
    public static final int CREATE = 0x400;

    static final int TYPE = 4;
    static final int FLAGS = 6;
    static final int SEQUENCE = 8;
    static final int PID = 12;
    static final int COMMAND = 16;
    static final int VERSION = 17;
    static final int RESERVED = 18;
    static final int DATAPATH = 20;

    private Header() {}

    /** Return the type of the message at the buffer's position: a family, or one of the types here. */
    public static int type(ByteBuffer message) {
        return message.getShort(message.position() + TYPE) & 0xffff;
    }

    /** Return the flags of the message at the buffer's position. */
    public static int flags(ByteBuffer message) {
        return message.getShort(message.position() + FLAGS) & 0xffff;
    }

    /** Return the command of the generic message at the buffer's position. */
    public static int command(ByteBuffer message) {
        return message.get(message.position() + COMMAND) & 0xff;
    }

    static int aligned(int length) {
        return length + 3 & ~3;
    }
}
