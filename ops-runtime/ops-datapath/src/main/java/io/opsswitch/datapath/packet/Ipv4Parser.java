/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static io.opsswitch.datapath.packet.PacketParser.u16;
import static io.opsswitch.datapath.packet.PacketParser.u8;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/** Reads IPv4 headers (RFC 791). */
final class Ipv4Parser {

    /** What Open vSwitch can count. */
    private static final int MAX_PADDING = 0xffff;

    private static final int MIN_HEADER = 20;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int FRAGMENT_OFFSET = 0x1fff;

    private Ipv4Parser() {}

    static void parse(ByteBuffer frame, int at, int end, FlowKey key) {
        if (end - at < MIN_HEADER) {
            return;
        }
        // As in Open vSwitch, the version is not looked at: the Ethertype has told it.
        int header = (u8(frame, at) & 0xf) * 4;
        int total = u16(frame, at + 2);
        if (header < MIN_HEADER || total < header || total > end - at || end - at - total > MAX_PADDING) {
            return;
        }
        int protocol = u8(frame, at + 9);
        int fragment = u16(frame, at + 6);
        int frag = 0;
        if ((fragment & (MORE_FRAGMENTS | FRAGMENT_OFFSET)) != 0) {
            frag = PacketParser.FRAG_ANY | ((fragment & FRAGMENT_OFFSET) != 0 ? PacketParser.FRAG_LATER : 0);
        }
        PacketParser.ipFields(key, protocol, u8(frame, at + 1), u8(frame, at + 8), frag);
        // Source and destination are neighbours in the packet and in the key.
        key.setWord(FlowField.IPV4_SRC.word(), frame.getLong(at + 12));
        if ((frag & PacketParser.FRAG_LATER) == 0) {
            TransportParser.parse(frame, at + header, at + total, protocol, key);
        }
    }
}
