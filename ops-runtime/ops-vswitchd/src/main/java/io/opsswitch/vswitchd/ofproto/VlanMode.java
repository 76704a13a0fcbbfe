/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/** How a port carries VLANs, as in {@code Port.vlan_mode} of ovs-vswitchd.conf.db(5). */
public enum VlanMode {
    /** One VLAN, untagged. */
    ACCESS,
    /** Several VLANs, tagged. */
    TRUNK,
    /** A trunk whose untagged packets belong to the native VLAN, whose packets leave tagged. */
    NATIVE_TAGGED,
    /** A trunk whose untagged packets belong to the native VLAN, whose packets leave untagged. */
    NATIVE_UNTAGGED,
    /** One VLAN, whose tag goes in front of those that packets have already. */
    DOT1Q_TUNNEL
}
