/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.vswitchd.ofproto.PriorityTags;
import io.opsswitch.vswitchd.ofproto.VlanMode;
import io.opsswitch.vswitchd.ofproto.VlanSettings;
import io.opsswitch.vswitchd.xlate.headers.VlanStack;

/** The tag that the packet of a {@link Journey} has outermost, and records of which of its bits were looked at. */
final class VlanTag {

    static final int PRESENT = FlowField.VLAN_PRESENT;
    static final int VID = FlowField.VLAN_VID_MASK;
    private static final int PCP = 0xe000;

    private VlanTag() {}

    /** Return the outermost tag, and record that some of its bits were looked at: those of the packet's tag that it is. */
    static int tci(Journey journey, int bits) {
        FlowField field = journey.popped ? FlowField.INNER_VLAN_TCI : FlowField.VLAN_TCI;
        journey.mask.set(field, journey.mask.get(field) | bits);
        return (int) journey.flow.get(FlowField.VLAN_TCI);
    }

    /**
     * Give the packet the tags with which it leaves by a port.
     *
     * @param from how it came into the bridge
     * @param vlan the VLAN that it belongs to
     */
    static void leave(Journey journey, VlanSettings from, VlanSettings to, int vlan) {
        int vid = to.vidFor(vlan);
        boolean wantsPriority = to.priorityTags() != PriorityTags.NEVER;
        int priority = wantsPriority ? tci(journey, PCP | PRESENT | VID) & PCP : 0;
        if (from.mode() == VlanMode.DOT1Q_TUNNEL && vid != 0) {
            // The customer's tags stay behind the new one.
            FlowKey unused = new FlowKey();
            VlanStack.push(journey.flow, unused);
            VlanStack.setOutermost(journey.flow, from.outerType(), priority | PRESENT | vid);
        } else if (from.mode() != VlanMode.DOT1Q_TUNNEL || to.mode() == VlanMode.ACCESS) {
            replace(journey, vid);
        }
        boolean hasTag = (journey.flow.get(FlowField.VLAN_TCI) & PRESENT) != 0;
        if (!hasTag && (priority != 0 || to.priorityTags() == PriorityTags.ALWAYS)) {
            VlanStack.setOutermost(journey.flow, EtherType.VLAN, priority | PRESENT);
        }
    }

    /** Give the packet the tag of a VLAN in the place of the one that it has, whose priority stays; 0 takes it off. */
    static void replace(Journey journey, int vid) {
        FlowKey flow = journey.flow;
        int tci = tci(journey, PRESENT);
        boolean isTagged = (tci & PRESENT) != 0;
        if (isTagged && vid == (tci & VID) && vid != 0) {
            return;
        }
        int tpid = EtherType.VLAN;
        // Which bits of the tag that takes is known when the datapath's packet is brought in line.
        FlowKey unused = new FlowKey();
        if (isTagged) {
            tpid = (int) flow.get(FlowField.VLAN_TPID);
            VlanStack.pop(flow, unused);
        }
        if (vid != 0) {
            // The new tag takes over the priority of the packet as it is, so that too was looked at.
            tci(journey, PCP | PRESENT | VID);
            VlanStack.push(flow, unused);
            VlanStack.setOutermost(flow, tpid, tci & PCP | PRESENT | vid);
        } else {
            journey.popped |= isTagged;
        }
    }
}
