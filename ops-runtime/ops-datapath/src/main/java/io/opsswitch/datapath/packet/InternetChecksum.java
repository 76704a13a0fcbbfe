/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import java.nio.ByteBuffer;

/** The checksum of IP, TCP and UDP (RFC 1071), and its change with the data (RFC 1624). Stateless. */
public final class InternetChecksum {

    private InternetChecksum() {}

    /** Return the complement of the one's complement sum over big-endian memory. */
    public static int of(ByteBuffer memory, int offset, int length) {
        return ~fold(sum(memory, offset, length)) & 0xffff;
    }

    /** Return the sum over big-endian memory of less than 4 GB, not folded yet. */
    public static long sum(ByteBuffer memory, int offset, int length) {
        long sum = 0;
        int at = offset;
        int end = offset + length;
        for (; end - at >= 4; at += 4) {
            sum += memory.getInt(at) & 0xffffffffL;
        }
        if (end - at >= 2) {
            sum += memory.getShort(at) & 0xffff;
            at += 2;
        }
        if (end - at == 1) {
            sum += (memory.get(at) & 0xff) << 8;
        }
        return sum;
    }

    /** Return a sum as 16 bits. */
    public static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) folded;
    }

    /** Return a folded sum after the part that had one sum has another. */
    public static int replace(int folded, long before, long after) {
        return fold(folded + (~fold(before) & 0xffff) + fold(after));
    }
}
