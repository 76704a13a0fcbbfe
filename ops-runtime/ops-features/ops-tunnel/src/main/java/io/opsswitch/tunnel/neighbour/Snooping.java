/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.neighbour;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.tunnel.route.DeviceAddresses;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.tunnel.route.Prefix;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import io.opsswitch.vswitchd.ofproto.Place;

/** Learns neighbours from the answers that pass on their way to this system. Stateless; looks at what Open vSwitch does. */
public final class Snooping {

    private static final int ARP_REPLY = 2;
    private static final int ADVERTISEMENT = 136;

    private Snooping() {}

    /** Look at a packet that is about to leave by a port whose device has addresses. */
    public static void look(OutgoingPacket packet, Place to, DeviceAddresses addresses, Neighbours neighbours) {
        FlowKey flow = packet.flow();
        boolean isMeant = isAnswer(flow) && isForUs(packet, to, addresses) || isGratuitousArp(packet);
        if (!isMeant) {
            return;
        }
        if (flow.get(FlowField.ETH_TYPE) == EtherType.ARP) {
            arp(packet, to, neighbours);
        } else {
            advertisement(packet, to, neighbours);
        }
    }

    private static boolean isAnswer(FlowKey flow) {
        return flow.get(FlowField.ETH_TYPE) == EtherType.ARP || flow.get(FlowField.IP_PROTO) == IpProtocol.ICMPV6;
    }

    private static boolean isForUs(OutgoingPacket packet, Place to, DeviceAddresses addresses) {
        FlowKey flow = packet.flow();
        for (Prefix each : addresses.of(to.bridge().name())) {
            if (isTo(flow, each.ip())) {
                return true;
            }
        }
        for (Place place : packet.snapshot().places(to.bridge())) {
            for (Prefix each : addresses.of(place.port().name())) {
                if (isTo(flow, each.ip())) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isTo(FlowKey flow, Ip ip) {
        if (ip.isV4()) {
            return flow.get(FlowField.ETH_TYPE) == EtherType.ARP && (int) flow.get(FlowField.IPV4_DST) == ip.v4();
        }
        long high = flow.get(FlowField.IPV6_DST_HIGH);
        long low = flow.get(FlowField.IPV6_DST_LOW);
        boolean isSolicitedNode = high >>> 48 == 0xff02 && (low ^ 0x1_ff00_0000L | 0xff_ffff) == 0xff_ffff;
        return high == ip.high() && low == ip.low() || isSolicitedNode && ((low ^ ip.low()) & 0xff_ffff) == 0;
    }

    /** Return whether a station announces itself, and record what tells so. */
    private static boolean isGratuitousArp(OutgoingPacket packet) {
        FlowKey flow = packet.flow();
        if (flow.get(FlowField.ETH_TYPE) != EtherType.ARP) {
            return false;
        }
        packet.mask().matchAll(FlowField.ETH_DST);
        if (flow.get(FlowField.ETH_DST) != MacAddresses.BROADCAST) {
            return false;
        }
        packet.mask().matchAll(FlowField.IP_PROTO);
        if (flow.get(FlowField.IP_PROTO) == ARP_REPLY) {
            return true;
        }
        if (flow.get(FlowField.IP_PROTO) != 1) {
            return false;
        }
        packet.mask().matchAll(FlowField.IPV4_SRC).matchAll(FlowField.IPV4_DST);
        return flow.get(FlowField.IPV4_SRC) == flow.get(FlowField.IPV4_DST);
    }

    private static void arp(OutgoingPacket packet, Place to, Neighbours neighbours) {
        FlowKey flow = packet.flow();
        FlowKey mask = packet.mask();
        if (!isGratuitousArp(packet)) {
            mask.matchAll(FlowField.IP_PROTO);
            if (flow.get(FlowField.IP_PROTO) != ARP_REPLY) {
                return;
            }
        }
        mask.matchAll(FlowField.ARP_SHA);
        if (flow.get(FlowField.ARP_SHA) == 0) {
            return;
        }
        mask.matchAll(FlowField.IPV4_SRC);
        if (packet.mayHaveSideEffects()) {
            neighbours.set(to.bridge().name(), Ip.v4((int) flow.get(FlowField.IPV4_SRC)), flow.get(FlowField.ARP_SHA));
        }
    }

    private static void advertisement(OutgoingPacket packet, Place to, Neighbours neighbours) {
        FlowKey flow = packet.flow();
        FlowKey mask = packet.mask();
        if (flow.get(FlowField.ETH_TYPE) != EtherType.IPV6) {
            return;
        }
        mask.matchAll(FlowField.IP_PROTO);
        if (flow.get(FlowField.IP_PROTO) != IpProtocol.ICMPV6) {
            return;
        }
        mask.matchAll(FlowField.TP_DST).matchAll(FlowField.TP_SRC);
        if (flow.get(FlowField.TP_DST) != 0 || flow.get(FlowField.TP_SRC) != ADVERTISEMENT) {
            return;
        }
        mask.matchAll(FlowField.ARP_THA);
        if (flow.get(FlowField.ARP_THA) == 0) {
            return;
        }
        mask.matchAll(FlowField.IPV6_SRC_HIGH).matchAll(FlowField.IPV6_SRC_LOW);
        mask.matchAll(FlowField.IPV6_DST_HIGH).matchAll(FlowField.IPV6_DST_LOW);
        mask.matchAll(FlowField.ND_TARGET_HIGH).matchAll(FlowField.ND_TARGET_LOW);
        if (packet.mayHaveSideEffects()) {
            Ip target = new Ip(flow.get(FlowField.ND_TARGET_HIGH), flow.get(FlowField.ND_TARGET_LOW));
            neighbours.set(to.bridge().name(), target, flow.get(FlowField.ARP_THA));
        }
    }
}
