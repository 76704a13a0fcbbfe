/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.tunnel.neighbour.Snooping;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import io.opsswitch.vswitchd.ofproto.Place;

/**
 * Takes the packets away that are on their way to this system and are for a tunnel of it, and learns from those that tell of
 * neighbours.
 */
record TunnelExtension(Tunnels tunnels) implements BridgeExtension {

    @Override
    public boolean intercept(OutgoingPacket packet, Place to) {
        packet.depend(Tunnels.TAG);
        if (!packet.hasNativeTunnels()
                || tunnels.addresses().of(to.port().name()).isEmpty()) {
            return false;
        }
        int port = tunnels.listening().find(packet.flow(), packet.mask());
        if (port < 0) {
            Snooping.look(packet, to, tunnels.addresses(), tunnels.neighbours());
            return false;
        }
        learn(packet, to);
        packet.popTunnel(port);
        return true;
    }

    /** Who has sent a packet can be sent one. */
    private void learn(OutgoingPacket packet, Place to) {
        FlowKey flow = packet.flow();
        if (packet.mayHaveSideEffects()) {
            Ip source = flow.get(FlowField.ETH_TYPE) == EtherType.IPV4
                    ? Ip.v4((int) flow.get(FlowField.IPV4_SRC))
                    : new Ip(flow.get(FlowField.IPV6_SRC_HIGH), flow.get(FlowField.IPV6_SRC_LOW));
            tunnels.neighbours().set(to.bridge().name(), source, flow.get(FlowField.ETH_SRC));
        }
    }
}
