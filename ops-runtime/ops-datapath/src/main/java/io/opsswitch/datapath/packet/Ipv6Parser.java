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
    private static final int FLOW_LABEL = 0xfffff;
    /** What Open vSwitch can count. */
    private static final int MAX_PADDING = 0xffff;

    private Ipv6Parser() {}

    static void parse(ByteBuffer frame, int start, int frameEnd, FlowKey key) {
        if (frameEnd - start < HEADER) {
            return;
        }
        int payload = u16(frame, start + 4);
        if (payload > frameEnd - start - HEADER || frameEnd - start - HEADER - payload > MAX_PADDING) {
            return;
        }
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
                        // Open vSwitch takes the reserved bits into account too.
                        if (word != 0) {
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
                if ((frag & PacketParser.FRAG_LATER) != 0) {
                    // What follows is the middle of some payload, whatever the header says.
                    next = IpProtocol.FRAGMENT;
                    extension = false;
                }
            }
        }
        int first = frame.getInt(start);
        PacketParser.ipFields(key, next, first >>> 20 & 0xff, u8(frame, start + 7), frag);
        int label = first & FLOW_LABEL;
        if (label != 0) {
            int word = FlowField.IPV6_LABEL.word();
            key.setWord(word, key.word(word) | label);
        }
        if ((frag & PacketParser.FRAG_LATER) == 0) {
            TransportParser.parse(frame, at, end, next, key);
        }
    }
}
