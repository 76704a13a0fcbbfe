/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static io.opsswitch.datapath.packet.PacketParser.u16;
import static io.opsswitch.datapath.packet.PacketParser.u8;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/** Reads IPv6 headers and their extensions (RFC 8200; RFC 4302 for the authentication header). */
final class Ipv6Parser {

    private static final int HEADER = 40;

    private Ipv6Parser() {}

    static void parse(ByteBuffer frame, int start, int frameEnd, FlowKey key) {
        if (frameEnd - start < HEADER) {
            return;
        }
        int first = frame.getInt(start);
        int payload = u16(frame, start + 4);
        if (first >>> 28 != 6 || payload > frameEnd - start - HEADER) {
            return;
        }
        key.set(FlowField.IP_TOS, first >>> 20 & 0xff);
        key.set(FlowField.IP_TTL, u8(frame, start + 7));
        key.setWord(FlowField.IPV6_SRC_HIGH.word(), frame.getLong(start + 8));
        key.setWord(FlowField.IPV6_SRC_LOW.word(), frame.getLong(start + 16));
        key.setWord(FlowField.IPV6_DST_HIGH.word(), frame.getLong(start + 24));
        key.setWord(FlowField.IPV6_DST_LOW.word(), frame.getLong(start + 32));

        int end = start + HEADER + payload;
        int at = start + HEADER;
        int next = u8(frame, start + 6);
        int frag = 0;
        boolean extension = true;
        // Each turn moves on by 8 bytes at least, so that the frame's length bounds the number of turns.
        while (extension) {
            int size;
            switch (next) {
                case IpProtocol.HOP_BY_HOP, IpProtocol.ROUTING, IpProtocol.DESTINATION_OPTIONS -> {
                    size = end - at < 8 ? 8 : (u8(frame, at + 1) + 1) * 8;
                }
                case IpProtocol.AH -> size = end - at < 8 ? 8 : (u8(frame, at + 1) + 2) * 4;
                case IpProtocol.FRAGMENT -> {
                    size = 8;
                    if (end - at >= 8) {
                        int word = u16(frame, at + 2);
                        if ((word & 0xfff9) != 0) {
                            frag = PacketParser.FRAG_ANY | ((word & 0xfff8) != 0 ? PacketParser.FRAG_LATER : 0);
                        }
                    }
                }
                default -> {
                    extension = false;
                    size = 0;
                }
            }
            if (extension) {
                if (size > end - at) {
                    return;
                }
                next = u8(frame, at);
                at += size;
                // What follows the header of a later fragment is the middle of some payload.
                extension = (frag & PacketParser.FRAG_LATER) == 0;
            }
        }
        key.set(FlowField.IP_PROTO, next);
        key.set(FlowField.IP_FRAG, frag);
        if ((frag & PacketParser.FRAG_LATER) == 0) {
            TransportParser.parse(frame, at, end, next, key);
        }
    }
}
