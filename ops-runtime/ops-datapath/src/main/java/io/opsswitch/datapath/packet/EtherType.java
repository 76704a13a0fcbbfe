/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

/** Ethertypes and related numbers (IEEE 802.3, 802.1Q, 802.2; IANA "IEEE 802 Numbers"). */
public final class EtherType {
    /** Smallest value that is a type; smaller ones are the length of an 802.2 frame. */
    public static final int MIN = 0x600;
    /** Stands in flow keys for 802.2 frames that carry no ethertype, as in OpenFlow. */
    public static final int NONE = 0x5ff;

    /** IPv4. */
    public static final int IPV4 = 0x0800;
    /** ARP. */
    public static final int ARP = 0x0806;
    /** Reverse ARP. */
    public static final int RARP = 0x8035;
    /** VLAN tag of a customer, 802.1Q. */
    public static final int VLAN = 0x8100;
    /** IPv6. */
    public static final int IPV6 = 0x86dd;
    /** VLAN tag of a service provider, 802.1ad. */
    public static final int VLAN_SERVICE = 0x88a8;

    /** MPLS. */
    public static final int MPLS = 0x8847;
    /** MPLS for several receivers. */
    public static final int MPLS_MULTICAST = 0x8848;
    /** Network service header. */
    public static final int NSH = 0x894f;

    private EtherType() {}

    /** Return whether a type stands in front of an MPLS label stack. */
    public static boolean isMpls(int type) {
        return type == MPLS || type == MPLS_MULTICAST;
    }

    /** Return whether a type stands in front of a VLAN tag. */
    public static boolean isVlan(int type) {
        return type == VLAN || type == VLAN_SERVICE;
    }
}
