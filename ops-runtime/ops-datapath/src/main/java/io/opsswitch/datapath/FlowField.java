/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

/**
 * The fields of a flow key: one table that gives each its place, so that extraction, masks, classifier and printing
 * agree by construction.
 *
 * <p>A key is an array of 64-bit words. A field lies inside one word; an IPv6 address takes two fields. Values are
 * unsigned and in host order: the most significant byte of an Ethernet address is the first one on the wire.
 */
public enum FlowField {
    /** Datapath port number the packet came from. */
    IN_PORT(0, 32, 32),
    /** Ethertype behind all VLAN tags; below 0x600 the packet is 802.2 and the field holds 0x05ff. */
    ETH_TYPE(0, 16, 16),
    /** TCI of the outermost 802.1Q tag with bit 12 set to tell tag 0 from no tag; 0 without a tag. */
    VLAN_TCI(0, 0, 16),
    /** Ethernet destination. */
    ETH_DST(1, 16, 48),
    /** IP protocol, or the opcode of an ARP packet. */
    IP_PROTO(1, 8, 8),
    /** IPv4 type of service or IPv6 traffic class. */
    IP_TOS(1, 0, 8),
    /** Ethernet source. */
    ETH_SRC(2, 16, 48),
    /** IPv4 time to live or IPv6 hop limit. */
    IP_TTL(2, 8, 8),
    /** Bit 0: a fragment; bit 1: not the first one. */
    IP_FRAG(2, 0, 8),
    /** IPv4 source, or sender protocol address of an ARP packet. */
    IPV4_SRC(3, 32, 32),
    /** IPv4 destination, or target protocol address of an ARP packet. */
    IPV4_DST(3, 0, 32),
    /** IPv6 source, first half. */
    IPV6_SRC_HIGH(4, 0, 64),
    /** IPv6 source, second half. */
    IPV6_SRC_LOW(5, 0, 64),
    /** IPv6 destination, first half. */
    IPV6_DST_HIGH(6, 0, 64),
    /** IPv6 destination, second half. */
    IPV6_DST_LOW(7, 0, 64),
    /** Source port of TCP, UDP or SCTP, or the type of an ICMP message. */
    TP_SRC(8, 48, 16),
    /** Destination port of TCP, UDP or SCTP, or the code of an ICMP message. */
    TP_DST(8, 32, 16),
    /** TCP flags, 12 bits. */
    TCP_FLAGS(8, 16, 16),
    /** TCI of the second VLAN tag, coded as {@link #VLAN_TCI}. */
    INNER_VLAN_TCI(8, 0, 16);

    /** Set in {@link #VLAN_TCI} when the packet carries a tag; the place of the tag's own DEI bit, as in Open vSwitch. */
    public static final int VLAN_PRESENT = 0x1000;

    /** The bits of {@link #VLAN_TCI} that hold the VLAN identifier. */
    public static final int VLAN_VID_MASK = 0x0fff;

    private final int word;
    private final int shift;
    private final int bits;
    private final long mask;

    FlowField(int word, int shift, int bits) {
        this.word = word;
        this.shift = shift;
        this.bits = bits;
        this.mask = (bits == 64 ? -1L : (1L << bits) - 1) << shift;
    }

    /** Return the index of the word that holds this field. */
    public int word() {
        return word;
    }

    /** Return the position of this field's lowest bit in its word. */
    public int shift() {
        return shift;
    }

    /** Return the width of this field in bits. */
    public int bits() {
        return bits;
    }

    /** Return the bits of the word that belong to this field. */
    public long wordMask() {
        return mask;
    }
}
