/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import java.util.zip.CRC32C;

/** Computes the checksums of a frame anew (RFC 1071; RFC 9260 for SCTP). A UDP packet without one stays so. */
final class Checksums {
    private Checksums() {}

    static void update(Frame frame) {
        int at = frame.typeOffset() + 2;
        if (frame.etherType() == EtherType.IPV4) {
            int header = (frame.u8(at) & 0xf) * 4;
            frame.put(at + 10, 2, 0);
            frame.put(at + 10, 2, fold(sum(frame, at, at + header, 0)));
            int end = Math.min(at + frame.u16(at + 2), frame.length());
            // Only a whole packet has all of what the sum covers.
            if ((frame.u16(at + 6) & 0x3fff) == 0) {
                long pseudo = sum(frame, at + 12, at + 20, 0);
                transport(frame, at + header, end, frame.u8(at + 9), pseudo);
            }
        } else if (frame.etherType() == EtherType.IPV6) {
            int end = Math.min(at + 40 + frame.u16(at + 4), frame.length());
            transport(frame, at + 40, end, frame.u8(at + 6), sum(frame, at + 8, at + 40, 0));
        }
    }

    private static void transport(Frame frame, int at, int end, int protocol, long pseudo) {
        int place;
        switch (protocol) {
            case IpProtocol.TCP -> place = at + 16;
            case IpProtocol.UDP -> place = frame.u16(at + 6) == 0 ? -1 : at + 6;
            case IpProtocol.ICMPV6 -> place = at + 2;
            case IpProtocol.SCTP -> {
                sctp(frame, at, end);
                return;
            }
            default -> place = -1;
        }
        if (place < 0 || place + 2 > end) {
            return;
        }
        frame.put(place, 2, 0);
        int sum = fold(sum(frame, at, end, pseudo + protocol + (end - at)));
        frame.put(place, 2, protocol == IpProtocol.UDP && sum == 0 ? 0xffff : sum);
    }

    private static void sctp(Frame frame, int at, int end) {
        if (at + 12 <= end) {
            frame.put(at + 8, 4, 0);
            CRC32C crc = new CRC32C();
            crc.update(frame.bytes(), at, end - at);
            frame.put(at + 8, 4, Integer.reverseBytes((int) crc.getValue()));
        }
    }

    private static long sum(Frame frame, int from, int end, long start) {
        long sum = start;
        for (int i = from; i < end; i += 2) {
            sum += i + 1 < end ? frame.u16(i) : frame.u8(i) << 8;
        }
        return sum;
    }

    private static int fold(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) ~folded & 0xffff;
    }
}
