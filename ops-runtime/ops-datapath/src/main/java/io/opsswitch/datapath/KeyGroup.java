/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.List;

/**
 * The groups in which fields of a key are written, set and sent: the numbers {@code OVS_KEY_ATTR_*} of the kernels'
 * datapaths, each with its fields in the order of the kernels' structures.
 */
public enum KeyGroup {
    /** Queueing priority. */
    PRIORITY(2, FlowField.SKB_PRIORITY),
    /** Port the packet came from. */
    IN_PORT(3, FlowField.IN_PORT),
    /** Ethernet addresses. */
    ETHERNET(4, FlowField.ETH_SRC, FlowField.ETH_DST),
    /** TCI of a VLAN tag; what it encapsulates follows in a group of its own. */
    VLAN(5, FlowField.VLAN_TCI),
    /** Ethertype. */
    ETHERTYPE(6, FlowField.ETH_TYPE),
    /** IPv4 header. */
    IPV4(
            7,
            FlowField.IPV4_SRC,
            FlowField.IPV4_DST,
            FlowField.IP_PROTO,
            FlowField.IP_TOS,
            FlowField.IP_TTL,
            FlowField.IP_FRAG),
    /** IPv6 header. */
    IPV6(
            8,
            FlowField.IPV6_SRC_HIGH,
            FlowField.IPV6_SRC_LOW,
            FlowField.IPV6_DST_HIGH,
            FlowField.IPV6_DST_LOW,
            FlowField.IPV6_LABEL,
            FlowField.IP_PROTO,
            FlowField.IP_TOS,
            FlowField.IP_TTL,
            FlowField.IP_FRAG),
    /** Ports of TCP. */
    TCP(9, FlowField.TP_SRC, FlowField.TP_DST),
    /** Ports of UDP. */
    UDP(10, FlowField.TP_SRC, FlowField.TP_DST),
    /** Type and code of ICMP. */
    ICMP(11, FlowField.TP_SRC, FlowField.TP_DST),
    /** Type and code of ICMPv6. */
    ICMPV6(12, FlowField.TP_SRC, FlowField.TP_DST),
    /** ARP. */
    ARP(13, FlowField.IPV4_SRC, FlowField.IPV4_DST, FlowField.IP_PROTO, FlowField.ARP_SHA, FlowField.ARP_THA),
    /** Neighbour discovery. */
    ND(14, FlowField.ND_TARGET_HIGH, FlowField.ND_TARGET_LOW, FlowField.ARP_SHA, FlowField.ARP_THA),
    /** Packet mark. */
    SKB_MARK(15, FlowField.PKT_MARK),
    /** Outer header of a tunnel; the Geneve options belong to it as well. */
    TUNNEL(
            16,
            FlowField.TUN_ID,
            FlowField.TUN_IPV4_SRC,
            FlowField.TUN_IPV4_DST,
            FlowField.TUN_IPV6_SRC_HIGH,
            FlowField.TUN_IPV6_SRC_LOW,
            FlowField.TUN_IPV6_DST_HIGH,
            FlowField.TUN_IPV6_DST_LOW,
            FlowField.TUN_TOS,
            FlowField.TUN_TTL,
            FlowField.TUN_FLAGS,
            FlowField.TUN_TP_SRC,
            FlowField.TUN_TP_DST,
            FlowField.TUN_GBP_ID,
            FlowField.TUN_GBP_FLAGS,
            FlowField.TUN_GTPU_FLAGS,
            FlowField.TUN_GTPU_MSGTYPE,
            FlowField.TUN_ERSPAN_VERSION,
            FlowField.TUN_ERSPAN_DIR,
            FlowField.TUN_ERSPAN_HWID,
            FlowField.TUN_ERSPAN_IDX,
            FlowField.TUN_OPTIONS_LENGTH),
    /** Ports of SCTP. */
    SCTP(17, FlowField.TP_SRC, FlowField.TP_DST),
    /** TCP flags. */
    TCP_FLAGS(18, FlowField.TCP_FLAGS),
    /** Hash that the datapath computed. */
    DP_HASH(19, FlowField.DP_HASH),
    /** Recirculation. */
    RECIRC_ID(20, FlowField.RECIRC_ID),
    /** MPLS label stack entries. */
    MPLS(21, FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2),
    /** State of the connection. */
    CT_STATE(22, FlowField.CT_STATE),
    /** Zone of the connection. */
    CT_ZONE(23, FlowField.CT_ZONE),
    /** Mark of the connection. */
    CT_MARK(24, FlowField.CT_MARK),
    /** Labels of the connection. */
    CT_LABELS(25, FlowField.CT_LABELS_HIGH, FlowField.CT_LABELS_LOW),
    /** Original direction of an IPv4 connection. */
    CT_ORIG_TUPLE_IPV4(
            26,
            FlowField.CT_IPV4_SRC,
            FlowField.CT_IPV4_DST,
            FlowField.CT_TP_SRC,
            FlowField.CT_TP_DST,
            FlowField.CT_NW_PROTO),
    /** Original direction of an IPv6 connection. */
    CT_ORIG_TUPLE_IPV6(
            27,
            FlowField.CT_IPV6_SRC_HIGH,
            FlowField.CT_IPV6_SRC_LOW,
            FlowField.CT_IPV6_DST_HIGH,
            FlowField.CT_IPV6_DST_LOW,
            FlowField.CT_TP_SRC,
            FlowField.CT_TP_DST,
            FlowField.CT_NW_PROTO),
    /** Network service header. */
    NSH(
            28,
            FlowField.NSH_FLAGS,
            FlowField.NSH_TTL,
            FlowField.NSH_MDTYPE,
            FlowField.NSH_NP,
            FlowField.NSH_PATH,
            FlowField.NSH_C1,
            FlowField.NSH_C2,
            FlowField.NSH_C3,
            FlowField.NSH_C4),
    /** Type of a packet that may have no Ethernet header. */
    PACKET_TYPE(29, FlowField.PACKET_TYPE),
    /** What else a neighbour discovery message holds. */
    ND_EXTENSIONS(30, FlowField.ND_RESERVED, FlowField.ND_OPTION_TYPE);

    private static final KeyGroup[] BY_NUMBER = new KeyGroup[31];

    static {
        for (KeyGroup group : values()) {
            BY_NUMBER[group.number] = group;
        }
    }

    private final int number;
    private final List<FlowField> fields;

    KeyGroup(int number, FlowField... fields) {
        this.number = number;
        this.fields = List.of(fields);
    }

    /**
     * Return the group of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static KeyGroup of(int number) {
        KeyGroup group = number < 0 || number >= BY_NUMBER.length ? null : BY_NUMBER[number];
        if (group == null) {
            throw new IllegalArgumentException("no key group has the number " + number);
        }
        return group;
    }

    /** Return the number {@code OVS_KEY_ATTR_*}. */
    public int number() {
        return number;
    }

    /** Return the fields. */
    public List<FlowField> fields() {
        return fields;
    }

    /** Return a new mask that has all bits of these fields, for the tunnel those of all Geneve options too. */
    public FlowKey exact() {
        FlowKey mask = new FlowKey();
        fields.forEach(mask::matchAll);
        if (this == TUNNEL) {
            for (int i = FlowKey.TUNNEL_OPTIONS_WORD; i < FlowKey.PIPELINE_WORD; i++) {
                mask.setWord(i, -1L);
            }
        }
        return mask;
    }
}
