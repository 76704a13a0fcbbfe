/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.packet.EtherType;
import java.util.Set;

/**
 * What a port does with VLANs. VLAN 0 inside the switch stands for "untagged and in no VLAN".
 *
 * @param tag the access or native VLAN; 0 on a trunk
 * @param trunks the VLANs that a trunk carries; empty = all. A native VLAN is always carried, and VLAN 0 never beside it
 * @param customers the VLANs of customers that a tunnel carries, 0 for packets without one; empty = all
 * @param outerType the Ethertype of the tag that a tunnel puts in front
 * @param priorityTags when packets without a VLAN get a tag
 */
public record VlanSettings(
        VlanMode mode, int tag, Set<Integer> trunks, Set<Integer> customers, int outerType, PriorityTags priorityTags) {

    /** A port that carries all VLANs: what a port without configuration is. */
    public static final VlanSettings TRUNK_ALL = new VlanSettings(VlanMode.TRUNK, 0, Set.of());

    /** Create settings. */
    public VlanSettings {
        trunks = Set.copyOf(trunks);
        customers = Set.copyOf(customers);
    }

    /** Create the settings of a port that is no tunnel and adds no tags for priorities. */
    public VlanSettings(VlanMode mode, int tag, Set<Integer> trunks) {
        this(mode, tag, trunks, Set.of(), EtherType.VLAN_SERVICE, PriorityTags.NEVER);
    }

    /** Return the settings of an access port. */
    public static VlanSettings access(int tag) {
        return new VlanSettings(VlanMode.ACCESS, tag, Set.of());
    }

    /** Return whether a packet with this VLAN identifier (0 = untagged or priority-tagged) may come in. */
    public boolean accepts(int vid) {
        return switch (mode) {
            case ACCESS -> vid == 0;
            case TRUNK -> trunks(vid);
            case NATIVE_TAGGED, NATIVE_UNTAGGED -> vid == 0 || trunks(vid);
            case DOT1Q_TUNNEL -> customers.isEmpty() || customers.contains(vid);
        };
    }

    /** Return the VLAN that an accepted packet with this VLAN identifier belongs to. */
    public int vlanOf(int vid) {
        return switch (mode) {
            case ACCESS, DOT1Q_TUNNEL -> tag;
            case TRUNK -> vid;
            case NATIVE_TAGGED, NATIVE_UNTAGGED -> vid == 0 ? tag : vid;
        };
    }

    /** Return whether packets of a VLAN that are in no customer's may leave by this port. */
    public boolean carries(int vlan) {
        return carries(vlan, 0);
    }

    /**
     * Return whether packets may leave by this port.
     *
     * @param vlan the VLAN that they belong to
     * @param customer the VLAN of the tag behind it; 0 for none
     */
    public boolean carries(int vlan, int customer) {
        return switch (mode) {
            case ACCESS -> vlan == tag && customer == 0;
            case DOT1Q_TUNNEL -> vlan == tag && (customers.isEmpty() || customers.contains(customer));
            case TRUNK, NATIVE_TAGGED, NATIVE_UNTAGGED -> trunks(vlan);
        };
    }

    /** Return whether it depends on the tag behind the VLAN's what leaves by this port. */
    public boolean looksAtCustomers() {
        return mode == VlanMode.ACCESS || mode == VlanMode.DOT1Q_TUNNEL && !customers.isEmpty();
    }

    /** Return the VLAN identifier that a packet of a VLAN leaves with; 0 = without a tag. */
    public int vidFor(int vlan) {
        return switch (mode) {
            case ACCESS, DOT1Q_TUNNEL -> 0;
            case TRUNK, NATIVE_TAGGED -> vlan;
            case NATIVE_UNTAGGED -> vlan == tag ? 0 : vlan;
        };
    }

    private boolean trunks(int vlan) {
        if (mode != VlanMode.TRUNK && tag != 0 && (vlan == 0 || vlan == tag)) {
            return vlan == tag;
        }
        return trunks.isEmpty() || trunks.contains(vlan);
    }
}
