/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.neighbour.NeighbourRequests;
import io.opsswitch.tunnel.neighbour.Neighbours;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.tunnel.route.Router;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.ofproto.DropReason;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import io.opsswitch.vswitchd.ofproto.Place;
import org.jspecify.annotations.Nullable;

/**
 * Sends packets out of a tunnel: finds the way to the other end and the neighbour that is next on it, and has the datapath
 * put the headers in front that say so. The words for people are those of Open vSwitch, whose tools print them.
 */
final class NativeOutput {

    private static final Coverage REQUESTS = Coverage.counter("xlate_actions_neigh_sent");

    private final Tunnels tunnels;

    NativeOutput(Tunnels tunnels) {
        this.tunnels = tunnels;
    }

    /** Where the outer packet goes next. */
    private record Hop(Place below, Ip next, Ip source, long mac) {}

    void send(OutgoingPacket packet, Place at, TunnelPort port, boolean isLast) {
        packet.depend(Tunnels.TAG);
        Hop hop = find(packet, isLast);
        if (hop == null) {
            return;
        }
        String bridge = hop.below().bridge().name();
        Neighbours neighbours = tunnels.neighbours();
        long neighbour = neighbours.find(bridge, hop.next());
        if (neighbour < 0) {
            packet.drop(DropReason.TUNNEL_NEIGHBOUR_MISSING, isLast);
            missing(packet, hop, neighbour);
            return;
        }
        packet.effect((packets, bytes, used) -> neighbours.use(bridge, hop.next()));
        packet.note("tunneling from " + MacAddresses.format(hop.mac()) + " " + hop.source() + " to "
                + MacAddresses.format(neighbour) + " " + hop.next());
        FlowKey flow = packet.flow();
        TunnelProtocol protocol = port.protocol();
        Ip destination = TunnelFamily.destination(flow);
        OuterHeader header = new OuterHeader()
                .ethernet(neighbour, hop.mac(), destination.isV4())
                .ip(
                        hop.source(),
                        destination,
                        protocol.ipProtocol(),
                        (int) flow.get(FlowField.TUN_TOS),
                        (int) flow.get(FlowField.TUN_TTL),
                        (flow.get(FlowField.TUN_FLAGS) & FlowField.TUN_DONT_FRAGMENT) == 0);
        protocol.build(header, port.config(), packet);
        Action.TunnelPush push = new Action.TunnelPush(
                at.port().datapathPort(),
                hop.below().port().datapathPort(),
                protocol.number(),
                header.toBytes(),
                header.text().toString());
        packet.encapsulate(push, hop.below(), outer(flow, protocol, neighbour, hop), isLast);
    }

    /** Return the fields of the outer headers, as the bridge below sees them. */
    private static FlowKey outer(FlowKey flow, TunnelProtocol protocol, long neighbour, Hop hop) {
        Ip destination = TunnelFamily.destination(flow);
        FlowKey outer = new FlowKey()
                .set(FlowField.ETH_DST, neighbour)
                .set(FlowField.ETH_SRC, hop.mac())
                .set(FlowField.ETH_TYPE, destination.isV4() ? EtherType.IPV4 : EtherType.IPV6)
                .set(FlowField.IP_PROTO, protocol.ipProtocol())
                .set(FlowField.IP_TOS, flow.get(FlowField.TUN_TOS))
                .set(FlowField.IP_TTL, flow.get(FlowField.TUN_TTL))
                .set(FlowField.TP_DST, flow.get(FlowField.TUN_TP_DST));
        if (destination.isV4()) {
            outer.set(FlowField.IPV4_SRC, hop.source().v4()).set(FlowField.IPV4_DST, destination.v4());
        } else {
            outer.set(FlowField.IPV6_SRC_HIGH, hop.source().high());
            outer.set(FlowField.IPV6_SRC_LOW, hop.source().low());
            outer.set(FlowField.IPV6_DST_HIGH, destination.high());
            outer.set(FlowField.IPV6_DST_LOW, destination.low());
        }
        return outer;
    }

    private @Nullable Hop find(OutgoingPacket packet, boolean isLast) {
        FlowKey flow = packet.flow();
        Ip destination = TunnelFamily.destination(flow);
        Router.Way way = tunnels.router().lookup(flow.get(FlowField.PKT_MARK), destination, TunnelFamily.source(flow));
        Place below = way == null ? null : packet.snapshot().ofInterface(way.device());
        if (way == null || below == null) {
            packet.drop(DropReason.TUNNEL_ROUTING_FAILED, isLast);
            packet.warn("native tunnel routing failed");
            return null;
        }
        boolean hasGateway = way.gateway().isSet() && !way.gateway().equals(Ip.NONE_V4);
        Ip next = hasGateway ? way.gateway() : destination;
        packet.note("tunneling to " + next + " via " + way.device());
        long mac = tunnels.macOf(way.device());
        if (mac == 0) {
            packet.drop(DropReason.TUNNEL_OUTPUT_NO_ETHERNET, isLast);
            packet.warn("tunnel output device lacks Ethernet address");
            return null;
        }
        return new Hop(below, next, way.source(), mac);
    }

    private void missing(OutgoingPacket packet, Hop hop, long state) {
        String kind = hop.next().isV4() ? "ARP" : "ND";
        String what = "neighbor cache miss for " + hop.next() + " on bridge "
                + hop.below().bridge().name() + ", ";
        if (state == Neighbours.ASKED) {
            packet.note(what + "waiting on " + kind + " request");
            return;
        }
        packet.note(what + "sending " + kind + " request");
        REQUESTS.hit();
        Ip near = tunnels.addresses().sourceFor(hop.next(), hop.below().port().name());
        packet.inject(hop.below(), NeighbourRequests.ask(hop.mac(), near == null ? hop.source() : near, hop.next()));
    }
}
