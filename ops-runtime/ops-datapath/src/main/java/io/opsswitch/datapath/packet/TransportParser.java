/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static io.opsswitch.datapath.packet.PacketParser.u16;
import static io.opsswitch.datapath.packet.PacketParser.u8;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/**
 * Reads the headers of TCP, UDP, SCTP, IGMP, ICMP and ICMPv6; each only if it is complete.
 *
 * <p>As in Open vSwitch's own datapath, unlike those of the kernels, ICMP and IGMP are read in IPv6 packets and ICMPv6 is
 * read in IPv4 packets too.
 */
final class TransportParser {

    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int SCTP_HEADER = 12;
    private static final int ICMP_HEADER = 8;
    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    private TransportParser() {}

    static void parse(ByteBuffer frame, int at, int end, int protocol, FlowKey key) {
        int length = end - at;
        switch (protocol) {
            case IpProtocol.TCP -> {
                if (length >= TCP_HEADER) {
                    tcp(frame, at, length, key);
                }
            }
            case IpProtocol.UDP -> {
                if (length >= UDP_HEADER) {
                    add(key, (long) frame.getInt(at) << 32);
                }
            }
            case IpProtocol.SCTP -> {
                if (length >= SCTP_HEADER) {
                    add(key, (long) frame.getInt(at) << 32);
                }
            }
            case IpProtocol.ICMP, IpProtocol.IGMP -> {
                if (length >= ICMP_HEADER) {
                    typeAndCode(frame, at, key);
                }
            }
            case IpProtocol.ICMPV6 -> {
                if (length >= ICMP_HEADER) {
                    typeAndCode(frame, at, key);
                    int type = u8(frame, at);
                    if ((type == NEIGHBOUR_SOLICITATION || type == NEIGHBOUR_ADVERTISEMENT) && u8(frame, at + 1) == 0) {
                        NeighbourDiscoveryParser.parse(frame, at + 4, end, key);
                    }
                }
            }
            default -> {
                // No fields.
            }
        }
    }

    private static void tcp(ByteBuffer frame, int at, int length, FlowKey key) {
        int control = u16(frame, at + 12);
        int header = (control >>> 12) * 4;
        if (header >= TCP_HEADER && header <= length) {
            add(key, (long) frame.getInt(at) << 32 | (long) (control & 0x0fff) << FlowField.TCP_FLAGS.shift());
        }
    }

    private static void typeAndCode(ByteBuffer frame, int at, FlowKey key) {
        add(
                key,
                (long) u8(frame, at) << FlowField.TP_SRC.shift()
                        | (long) u8(frame, at + 1) << FlowField.TP_DST.shift());
    }

    /** Add to the word of the ports, in which the second VLAN tag may be already. */
    private static void add(FlowKey key, long bits) {
        int word = FlowField.TP_SRC.word();
        key.setWord(word, key.word(word) | bits);
    }
}
