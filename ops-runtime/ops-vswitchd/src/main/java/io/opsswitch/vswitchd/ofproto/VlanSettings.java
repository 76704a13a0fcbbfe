/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import java.util.Set;

/**
 * What a port does with VLANs. VLAN 0 inside the switch stands for "untagged and in no VLAN".
 *
 * @param tag the access or native VLAN; 0 on a trunk
 * @param trunks the VLANs that a trunk carries; empty = all. A native VLAN is always carried
 */
public record VlanSettings(VlanMode mode, int tag, Set<Integer> trunks) {

    /** A port that carries all VLANs: what a port without configuration is. */
    public static final VlanSettings TRUNK_ALL = new VlanSettings(VlanMode.TRUNK, 0, Set.of());

    /** Create settings. */
    public VlanSettings {
        trunks = Set.copyOf(trunks);
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
        };
    }

    /** Return the VLAN that an accepted packet with this VLAN identifier belongs to. */
    public int vlanOf(int vid) {
        return switch (mode) {
            case ACCESS -> tag;
            case TRUNK -> vid;
            case NATIVE_TAGGED, NATIVE_UNTAGGED -> vid == 0 ? tag : vid;
        };
    }

    /** Return whether packets of a VLAN may leave by this port. */
    public boolean carries(int vlan) {
        return mode == VlanMode.ACCESS ? vlan == tag : trunks(vlan);
    }

    /** Return the VLAN identifier that a packet of a VLAN leaves with; 0 = without a tag. */
    public int vidFor(int vlan) {
        return switch (mode) {
            case ACCESS -> 0;
            case TRUNK, NATIVE_TAGGED -> vlan;
            case NATIVE_UNTAGGED -> vlan == tag ? 0 : vlan;
        };
    }

    private boolean trunks(int vlan) {
        return trunks.isEmpty() || trunks.contains(vlan) || (mode != VlanMode.TRUNK && vlan == tag);
    }
}
