/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

/**
 * The fields of a flow key: one table that gives each its place, so that extraction, masks, classifier and printing
 * agree by construction.
 *
 * <p>A key is an array of 64-bit words. A field lies inside one word; an IPv6 address takes two fields. Values are
 * unsigned and in host order: the most significant byte of an Ethernet address is the first one on the wire.
 *
 * <p>What nearly every packet has comes first, what few have comes last, so that a key of a plain packet is short (see
 * {@link FlowKey#extent}).
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
    INNER_VLAN_TCI(8, 0, 16),
    /** What a recirculation action named; 0 for a packet that came in by a port. */
    RECIRC_ID(9, 32, 32),
    /** What the hash action computed. */
    DP_HASH(9, 0, 32),
    /** TPID of the outermost VLAN tag; 0 without a tag. */
    VLAN_TPID(10, 48, 16),
    /** TPID of the second VLAN tag; 0 without one. */
    INNER_VLAN_TPID(10, 32, 16),
    /** IPv6 flow label, 20 bits. */
    IPV6_LABEL(10, 0, 32),
    /** Queueing priority, as in the kernel's {@code skb->priority}. */
    SKB_PRIORITY(11, 32, 32),
    /** Packet mark, as in the kernel's {@code skb->mark}. */
    PKT_MARK(11, 0, 32),
    /** State of the connection: the bits {@code OVS_CS_F_*}, new 1 up to destination translated 0x80. */
    CT_STATE(12, 48, 16),
    /** Zone of the connection. */
    CT_ZONE(12, 32, 16),
    /** Mark of the connection. */
    CT_MARK(12, 0, 32),
    /** Labels of the connection, upper half of 128 bits. */
    CT_LABELS_HIGH(13, 0, 64),
    /** Labels of the connection, lower half. */
    CT_LABELS_LOW(14, 0, 64),
    /** Sender hardware address of an ARP packet, or the source link-layer address in a neighbour discovery message. */
    ARP_SHA(15, 16, 48),
    /** Type of the neighbour discovery option that was read; 0 = none. */
    ND_OPTION_TYPE(15, 8, 8),
    /** Target hardware address of an ARP packet, or the target link-layer address in a neighbour discovery message. */
    ARP_THA(16, 16, 48),
    /** Target of a neighbour discovery message, first half. */
    ND_TARGET_HIGH(17, 0, 64),
    /** Target of a neighbour discovery message, second half. */
    ND_TARGET_LOW(18, 0, 64),
    /** The reserved (flag) bits of a neighbour discovery message. */
    ND_RESERVED(19, 32, 32),
    /** 0 for an Ethernet frame, or 1 &lt;&lt; 16 | Ethertype for a packet without Ethernet header. */
    PACKET_TYPE(19, 0, 32),
    /** Outermost MPLS label stack entry: label, traffic class, bottom of stack, TTL. */
    MPLS_LSE_0(20, 32, 32),
    /** Second MPLS label stack entry. */
    MPLS_LSE_1(20, 0, 32),
    /** Third MPLS label stack entry. */
    MPLS_LSE_2(21, 32, 32),
    /** IP protocol of the connection's original direction. */
    CT_NW_PROTO(22, 32, 8),
    /** Source port of the connection's original direction. */
    CT_TP_SRC(22, 16, 16),
    /** Destination port of the connection's original direction. */
    CT_TP_DST(22, 0, 16),
    /** IPv4 source of the connection's original direction. */
    CT_IPV4_SRC(23, 32, 32),
    /** IPv4 destination of the connection's original direction. */
    CT_IPV4_DST(23, 0, 32),
    /** IPv6 source of the connection's original direction, first half. */
    CT_IPV6_SRC_HIGH(24, 0, 64),
    /** IPv6 source of the connection's original direction, second half. */
    CT_IPV6_SRC_LOW(25, 0, 64),
    /** IPv6 destination of the connection's original direction, first half. */
    CT_IPV6_DST_HIGH(26, 0, 64),
    /** IPv6 destination of the connection's original direction, second half. */
    CT_IPV6_DST_LOW(27, 0, 64),
    /** NSH service path: identifier (24 bits) and index (8 bits). */
    NSH_PATH(28, 32, 32),
    /** NSH flags. */
    NSH_FLAGS(28, 24, 8),
    /** NSH time to live. */
    NSH_TTL(28, 16, 8),
    /** NSH metadata type. */
    NSH_MDTYPE(28, 8, 8),
    /** NSH next protocol. */
    NSH_NP(28, 0, 8),
    /** First NSH context header of metadata type 1. */
    NSH_C1(29, 32, 32),
    /** Second NSH context header. */
    NSH_C2(29, 0, 32),
    /** Third NSH context header. */
    NSH_C3(30, 32, 32),
    /** Fourth NSH context header. */
    NSH_C4(30, 0, 32),
    /** Tunnel: key, 64 bits as an integer (a VNI in its lowest bits). */
    TUN_ID(31, 0, 64),
    /** Tunnel: outer IPv4 source. */
    TUN_IPV4_SRC(32, 32, 32),
    /** Tunnel: outer IPv4 destination. */
    TUN_IPV4_DST(32, 0, 32),
    /** Tunnel: outer IPv6 source, first half. */
    TUN_IPV6_SRC_HIGH(33, 0, 64),
    /** Tunnel: outer IPv6 source, second half. */
    TUN_IPV6_SRC_LOW(34, 0, 64),
    /** Tunnel: outer IPv6 destination, first half. */
    TUN_IPV6_DST_HIGH(35, 0, 64),
    /** Tunnel: outer IPv6 destination, second half. */
    TUN_IPV6_DST_LOW(36, 0, 64),
    /** Tunnel: outer type of service. */
    TUN_TOS(37, 56, 8),
    /** Tunnel: outer time to live. */
    TUN_TTL(37, 48, 8),
    /** Tunnel: the bits {@link #TUN_DONT_FRAGMENT}, {@link #TUN_CSUM}, {@link #TUN_KEY}, {@link #TUN_OAM}. */
    TUN_FLAGS(37, 32, 16),
    /** Tunnel: outer source port. */
    TUN_TP_SRC(37, 16, 16),
    /** Tunnel: outer destination port. */
    TUN_TP_DST(37, 0, 16),
    /** Tunnel: VXLAN group policy identifier. */
    TUN_GBP_ID(38, 48, 16),
    /** Tunnel: VXLAN group policy flags. */
    TUN_GBP_FLAGS(38, 40, 8),
    /** Tunnel: GTP-U flags. */
    TUN_GTPU_FLAGS(38, 32, 8),
    /** Tunnel: GTP-U message type. */
    TUN_GTPU_MSGTYPE(38, 24, 8),
    /** Tunnel: ERSPAN version. */
    TUN_ERSPAN_VERSION(38, 16, 8),
    /** Tunnel: ERSPAN direction. */
    TUN_ERSPAN_DIR(38, 8, 8),
    /** Tunnel: ERSPAN hardware identifier. */
    TUN_ERSPAN_HWID(38, 0, 8),
    /** Tunnel: ERSPAN index. */
    TUN_ERSPAN_IDX(39, 32, 32),
    /**
     * Tunnel: length of the Geneve options in bytes, a multiple of 4 up to {@link FlowKey#MAX_TUNNEL_OPTIONS}. The
     * options themselves are the words from {@link FlowKey#TUNNEL_OPTIONS_WORD} on, first byte on the wire in the
     * highest bits.
     */
    TUN_OPTIONS_LENGTH(39, 0, 16);

    /** Set in {@link #VLAN_TCI} when the packet carries a tag; the place of the tag's own DEI bit, as in Open vSwitch. */
    public static final int VLAN_PRESENT = 0x1000;

    /** The bits of {@link #VLAN_TCI} that hold the VLAN identifier. */
    public static final int VLAN_VID_MASK = 0x0fff;

    /** Bit of {@link #TUN_FLAGS}: do not fragment the outer packet. */
    public static final int TUN_DONT_FRAGMENT = 1;

    /** Bit of {@link #TUN_FLAGS}: the outer packet has a checksum. */
    public static final int TUN_CSUM = 2;

    /** Bit of {@link #TUN_FLAGS}: {@link #TUN_ID} is there. */
    public static final int TUN_KEY = 4;

    /** Bit of {@link #TUN_FLAGS}: a control packet of the tunnel (Geneve's O bit). */
    public static final int TUN_OAM = 8;

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
