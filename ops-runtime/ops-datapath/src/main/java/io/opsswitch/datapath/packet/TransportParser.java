/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static io.opsswitch.datapath.packet.PacketParser.u16;
import static io.opsswitch.datapath.packet.PacketParser.u8;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/** Reads the headers of TCP, UDP, SCTP, ICMP and ICMPv6; each only if it is complete. */
final class TransportParser {

    private static final int TCP_HEADER = 20;
    private static final int UDP_HEADER = 8;
    private static final int SCTP_HEADER = 12;
    private static final int ICMP_HEADER = 8;
    private static final int ICMPV6_HEADER = 4;

    private TransportParser() {}

    static void parse(ByteBuffer frame, int at, int end, int protocol, FlowKey key) {
        int length = end - at;
        switch (protocol) {
            case IpProtocol.TCP -> {
                if (length >= TCP_HEADER) {
                    ports(frame, at, key);
                    key.set(FlowField.TCP_FLAGS, u16(frame, at + 12) & 0x0fff);
                }
            }
            case IpProtocol.UDP -> {
                if (length >= UDP_HEADER) {
                    ports(frame, at, key);
                }
            }
            case IpProtocol.SCTP -> {
                if (length >= SCTP_HEADER) {
                    ports(frame, at, key);
                }
            }
            case IpProtocol.ICMP -> {
                if (length >= ICMP_HEADER && key.get(FlowField.ETH_TYPE) == EtherType.IPV4) {
                    typeAndCode(frame, at, key);
                }
            }
            case IpProtocol.ICMPV6 -> {
                if (length >= ICMPV6_HEADER && key.get(FlowField.ETH_TYPE) == EtherType.IPV6) {
                    typeAndCode(frame, at, key);
                }
            }
            default -> {
                // No fields.
            }
        }
    }

    private static void ports(ByteBuffer frame, int at, FlowKey key) {
        key.set(FlowField.TP_SRC, u16(frame, at));
        key.set(FlowField.TP_DST, u16(frame, at + 2));
    }

    private static void typeAndCode(ByteBuffer frame, int at, FlowKey key) {
        key.set(FlowField.TP_SRC, u8(frame, at));
        key.set(FlowField.TP_DST, u8(frame, at + 1));
    }
}
