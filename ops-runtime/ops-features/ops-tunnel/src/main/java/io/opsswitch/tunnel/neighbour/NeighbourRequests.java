/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.neighbour;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.packet.PacketComposer;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.vswitchd.maclearning.MacAddresses;

/** Makes the packets that ask for a neighbour: ARP (RFC 826), neighbour solicitation (RFC 4861, 4.3). Stateless. */
public final class NeighbourRequests {

    private static final int SOLICITATION = 135;
    private static final int HOP_LIMIT = 255;
    private static final long SOLICITED_NODE_HIGH = 0xff02_0000_0000_0000L;
    private static final long SOLICITED_NODE_LOW = 0x1_ff00_0000L;
    private static final long LAST_24_BITS = 0xff_ffff;

    private NeighbourRequests() {}

    /** Return the frame that asks who has an address. */
    public static byte[] ask(long mac, Ip source, Ip wanted) {
        return PacketComposer.compose(wanted.isV4() ? arp(mac, source, wanted) : solicitation(mac, source, wanted));
    }

    private static FlowKey arp(long mac, Ip source, Ip wanted) {
        return new FlowKey()
                .set(FlowField.ETH_DST, MacAddresses.BROADCAST)
                .set(FlowField.ETH_SRC, mac)
                .set(FlowField.ETH_TYPE, EtherType.ARP)
                .set(FlowField.IP_PROTO, 1)
                .set(FlowField.ARP_SHA, mac)
                .set(FlowField.IPV4_SRC, source.v4())
                .set(FlowField.IPV4_DST, wanted.v4());
    }

    private static FlowKey solicitation(long mac, Ip source, Ip wanted) {
        long last = wanted.low() & LAST_24_BITS;
        return new FlowKey()
                .set(FlowField.ETH_DST, 0x3333_ff00_0000L | last)
                .set(FlowField.ETH_SRC, mac)
                .set(FlowField.ETH_TYPE, EtherType.IPV6)
                .set(FlowField.IP_PROTO, IpProtocol.ICMPV6)
                .set(FlowField.IP_TTL, HOP_LIMIT)
                .set(FlowField.TP_SRC, SOLICITATION)
                .set(FlowField.IPV6_SRC_HIGH, source.high())
                .set(FlowField.IPV6_SRC_LOW, source.low())
                .set(FlowField.IPV6_DST_HIGH, SOLICITED_NODE_HIGH)
                .set(FlowField.IPV6_DST_LOW, SOLICITED_NODE_LOW | last)
                .set(FlowField.ND_TARGET_HIGH, wanted.high())
                .set(FlowField.ND_TARGET_LOW, wanted.low())
                .set(FlowField.ARP_SHA, mac);
    }
}
