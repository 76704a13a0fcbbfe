/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.Pipeline;
import io.opsswitch.vswitchd.ofproto.Translating;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import org.jspecify.annotations.Nullable;

/**
 * Forwards as an Ethernet switch with VLANs does: the action {@code NORMAL} of ovs-actions(7). Checks the VLAN at the
 * input port, learns the source, and sends the packet to where its destination was learned, or everywhere in its VLAN.
 * Stateless: what is learned is in the bridge's MAC table.
 */
public final class NormalPipeline implements Pipeline {

    /** The only instance. */
    public static final NormalPipeline INSTANCE = new NormalPipeline();

    private static final int ARP_REQUEST = 1;

    private NormalPipeline() {}

    @Override
    public void process(Translating packet) {
        OfBridge bridge = packet.place().bridge();
        Bundle from = packet.place().bundle();
        long source = packet.field(FlowField.ETH_SRC);
        long destination = packet.field(FlowField.ETH_DST);
        int vid = packet.vid();
        VlanSettings vlans = from.vlans();
        if (isTruncatedTag(packet)) {
            packet.warn("partial VLAN tag, dropping");
            return;
        }
        if (!vlans.accepts(vid)) {
            packet.warn("disallowed VLAN VID for this input port, dropping");
            return;
        }
        if (!bridge.forwardBpdu() && MacAddresses.isReserved(destination)) {
            packet.note("packet has reserved destination MAC, dropping");
            return;
        }
        int vlan = vlans.vlanOf(vid);
        if (destination == MacAddresses.BROADCAST) {
            lookAtGratuitousArp(packet);
        }
        if (packet.place().port().number() != OfPorts.CONTROLLER) {
            learn(packet, bridge.macTable(), source, vlan, from);
        }
        forward(packet, bridge, from, destination, vlan);
    }

    private static boolean isTruncatedTag(Translating packet) {
        long type = packet.field(FlowField.ETH_TYPE);
        return EtherType.isVlan((int) type) && !packet.isTagged();
    }

    /** Open vSwitch looks whether stations announce themselves, and its tools show that. */
    private static void lookAtGratuitousArp(Translating packet) {
        if (packet.field(FlowField.ETH_TYPE) == EtherType.ARP && packet.field(FlowField.IP_PROTO) == ARP_REQUEST) {
            packet.field(FlowField.IPV4_SRC);
            packet.field(FlowField.IPV4_DST);
        }
    }

    private static void learn(Translating packet, MacTable table, long source, int vlan, Bundle from) {
        if (MacAddresses.isMulticast(source)) {
            return;
        }
        String port = from.name();
        // Before the destination is looked up: the answer for a packet to its own source must be its input port.
        if (packet.mayLearn() && table.learn(source, vlan, port, packet.now())) {
            packet.note("learned that " + MacAddresses.format(source) + " is on port " + port + " in VLAN " + vlan);
        }
        packet.effect((packets, bytes, used) -> table.learn(source, vlan, port, used));
    }

    private static void forward(Translating packet, OfBridge bridge, Bundle from, long destination, int vlan) {
        if (MacAddresses.isMulticast(destination)) {
            packet.note("no learned MAC for destination, flooding");
            flood(packet, bridge, from, vlan);
            return;
        }
        packet.depend(bridge.macTable().tag(destination, vlan));
        String port = bridge.macTable().lookup(destination, vlan);
        // A port may be gone that a packet in flight still learned: better to find the station again than to wait.
        @Nullable Bundle to = port == null ? null : bridge.bundle(port);
        if (to == null) {
            packet.note("no learned MAC for destination, flooding");
            flood(packet, bridge, from, vlan);
        } else if (to.name().equals(from.name())) {
            packet.note("learned port is input port, dropping");
        } else if (bridge.isReserved(to)) {
            packet.warn("learned port is reserved, dropping");
        } else if (from.isProtected() && to.isProtected()) {
            packet.warn("learned port and input port are both protected, dropping");
        } else {
            packet.note("forwarding to learned port");
            packet.output(to, vlan, packet.isLast());
        }
    }

    /** Return the VLAN of the tag that is behind that of the VLAN which the packet belongs to; 0 if there is none. */
    private static int customer(Translating packet, Bundle from) {
        return switch (from.vlans().mode()) {
            case ACCESS -> 0;
            case DOT1Q_TUNNEL -> packet.vid();
            case TRUNK, NATIVE_TAGGED, NATIVE_UNTAGGED ->
                // A packet without a tag has none behind it.
                !packet.isTagged() ? 0 : (int) packet.field(FlowField.INNER_VLAN_TCI) & FlowField.VLAN_VID_MASK;
        };
    }

    private static void flood(Translating packet, OfBridge bridge, Bundle from, int vlan) {
        Bundle last = null;
        for (Bundle to : bridge.bundles()) {
            if (!to.name().equals(from.name())
                    && to.vlans().carries(vlan, to.vlans().looksAtCustomers() ? customer(packet, from) : 0)
                    && !bridge.isReserved(to)
                    && !(from.isProtected() && to.isProtected())) {
                if (last != null) {
                    packet.output(last, vlan, false);
                }
                last = to;
            }
        }
        if (last != null) {
            packet.output(last, vlan, packet.isLast());
        }
    }
}
