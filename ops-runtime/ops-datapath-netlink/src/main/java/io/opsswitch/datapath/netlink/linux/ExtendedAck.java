/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.NetlinkSocket;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Makes an exception of a refusal. Behind the error number lies the head of the request, or all of it where the kernel
 * does not know how to leave it out, and then perhaps its explanation (linux/netlink.h, enum nlmsgerr_attrs).
 */
final class ExtendedAck {
    private static final int CAPPED = 0x100;
    private static final int HAS_ATTRIBUTES = 0x200;
    private static final int MESSAGE = 1;
    private static final int TYPE_MASK = 0x3fff;

    private ExtendedAck() {}

    /**
     * Describe a refusal.
     *
     * @param at offset of its message
     * @param attributes where the kernel's explanation begins, counted from the message's begin
     */
    private static String explanation(ByteBuffer buffer, int at, int length, int attributes) {
        int next = at + attributes;
        int end = at + length;
        while (end - next >= 4) {
            int size = buffer.getShort(next) & 0xffff;
            if (size < 4 || size > end - next) {
                break;
            }
            if ((buffer.getShort(next + 2) & TYPE_MASK) == MESSAGE) {
                byte[] text = new byte[size - 4];
                buffer.get(next + 4, text);
                return ": " + new String(text, StandardCharsets.UTF_8).replace("\0", "");
            }
            next += size + 3 & ~3;
        }
        return "";
    }

    /** Make an exception of the refusal at an offset. */
    static NetlinkException exception(ByteBuffer buffer, int at, int length) {
        int errno = -buffer.getInt(at + NetlinkHeader.BYTES);
        int flags = NetlinkHeader.flags(buffer, at);
        String explanation = "";
        if ((flags & HAS_ATTRIBUTES) != 0 && length >= 36) {
            int echoed = (flags & CAPPED) != 0 ? NetlinkHeader.BYTES : buffer.getInt(at + 20) + 3 & ~3;
            // A length that the kernel echoes from a request is as trustworthy as the request.
            explanation = echoed < 16 || echoed > length - 20 ? "" : explanation(buffer, at, length, 20 + echoed);
        }
        return exception(errno, explanation);
    }

    /** Make an exception of the status at the end of a dump, which the kernel's explanation may follow. */
    static NetlinkException ofDone(ByteBuffer buffer, int at, int length) {
        int errno = -buffer.getInt(at + NetlinkHeader.BYTES);
        boolean explained = (NetlinkHeader.flags(buffer, at) & HAS_ATTRIBUTES) != 0;
        return exception(errno, explained ? explanation(buffer, at, length, 20) : "");
    }

    private static NetlinkException exception(int errno, String explanation) {
        return new NetlinkException(
                errno,
                "the kernel refused the request (" + NetlinkSocket.errorText(errno) + ", error " + errno + ")"
                        + explanation);
    }
}
