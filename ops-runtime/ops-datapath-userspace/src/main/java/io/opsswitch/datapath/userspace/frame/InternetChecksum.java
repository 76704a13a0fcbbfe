/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import java.nio.ByteBuffer;

/** The checksum of IP, TCP and UDP (RFC 1071). */
final class InternetChecksum {

    private InternetChecksum() {}

    /** Return the complement of the one's complement sum over big-endian memory. */
    static int of(ByteBuffer memory, int offset, int length) {
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
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return (int) ~sum & 0xffff;
    }
}
