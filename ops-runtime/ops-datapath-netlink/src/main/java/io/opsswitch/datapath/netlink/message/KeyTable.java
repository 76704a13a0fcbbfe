/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.message.StructField.Style;
import java.util.Locale;

/**
 * The attributes of flow keys and masks: numbers {@code OVS_KEY_ATTR_*}, which are those of {@link KeyGroup}, and for
 * each the structure with the fields of a key at their offsets. In SET_MASKED actions a mask follows each structure:
 * those are in {@link #MASKED}.
 */
final class KeyTable {
    /** What a VLAN tag encapsulates. */
    static final int ENCAP = 1;
    /** The highest number that we know. */
    static final int LAST = 30;

    static final int NSH_BASE = 1;
    static final int NSH_MD1 = 2;
    static final int NSH_MD2 = 3;
    /** The longest variable-length headers of NSH: 62 words less the two of the fixed part. */
    static final int NSH_MD2_MAX = 248;

    /** The connection states that kernels know; they refuse masks with others. */
    private static final long CT_STATES = 0xff;

    private static final long IPV6_LABEL = 0xfffff;

    static final StructLayout BASE = StructLayout.of()
            .key("flags", 1, Style.HEX, FlowField.NSH_FLAGS)
            .key("ttl", 1, Style.DECIMAL, FlowField.NSH_TTL)
            .key("mdtype", 1, Style.DECIMAL, FlowField.NSH_MDTYPE)
            .key("np", 1, Style.DECIMAL, FlowField.NSH_NP)
            .key("path", 4, Style.HEX, FlowField.NSH_PATH)
            .build();
    static final StructLayout MD1 = StructLayout.of()
            .key("c1", 4, Style.HEX, FlowField.NSH_C1)
            .key("c2", 4, Style.HEX, FlowField.NSH_C2)
            .key("c3", 4, Style.HEX, FlowField.NSH_C3)
            .key("c4", 4, Style.HEX, FlowField.NSH_C4)
            .build();
    static final StructLayout LSE =
            StructLayout.of().key("lse", 4, Style.HEX, FlowField.MPLS_LSE_0).build();

    static final AttributeTable TABLE = table("key", false);
    static final AttributeTable MASKED = table("set_masked", true);

    private KeyTable() {}

    private static AttributeTable table(String name, boolean masked) {
        AttributeTable nsh = new AttributeTable("nsh");
        add(nsh, NSH_BASE, "base", BASE, masked);
        add(nsh, NSH_MD1, "md1", MD1, masked);
        nsh.bytes(NSH_MD2, "md2", 0, NSH_MD2_MAX, 4);
        AttributeTable table = new AttributeTable(name);
        if (!masked) {
            table.nest(ENCAP, "encap", table);
        }
        for (KeyGroup group : KeyGroup.values()) {
            String title = group.name().toLowerCase(Locale.ROOT);
            switch (group) {
                case TUNNEL -> table.nest(group.number(), title, TunnelTable.TABLE);
                case NSH -> table.nest(group.number(), title, nsh);
                // Between an empty list and more entries than we know.
                case MPLS -> table.array(group.number(), title, LSE, 1);
                default -> add(table, group.number(), title, layout(group), masked);
            }
        }
        return table;
    }

    private static void add(AttributeTable table, int number, String title, StructLayout layout, boolean masked) {
        if (masked) {
            table.array(number, title, layout, 2);
        } else {
            table.struct(number, title, layout);
        }
    }

    private static StructLayout layout(KeyGroup group) {
        StructLayout.Builder layout = StructLayout.of();
        switch (group) {
            case PRIORITY -> layout.machineKey("priority", 4, Style.HEX, FlowField.SKB_PRIORITY, -1L);
            case IN_PORT -> layout.machineKey("port", 4, Style.DECIMAL, FlowField.IN_PORT, -1L);
            case ETHERNET ->
                layout.key("src", 6, Style.MAC, FlowField.ETH_SRC).key("dst", 6, Style.MAC, FlowField.ETH_DST);
            case VLAN -> layout.key("tci", 2, Style.HEX, FlowField.VLAN_TCI);
            case ETHERTYPE -> layout.key("type", 2, Style.HEX, FlowField.ETH_TYPE);
            case IPV4 ->
                layout.key("src", 4, Style.IPV4, FlowField.IPV4_SRC)
                        .key("dst", 4, Style.IPV4, FlowField.IPV4_DST)
                        .key("proto", 1, Style.DECIMAL, FlowField.IP_PROTO)
                        .key("tos", 1, Style.HEX, FlowField.IP_TOS)
                        .key("ttl", 1, Style.DECIMAL, FlowField.IP_TTL)
                        .key("frag", 1, Style.FRAGMENT, FlowField.IP_FRAG);
            case IPV6 ->
                layout.ipv6("src", FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW)
                        .ipv6("dst", FlowField.IPV6_DST_HIGH, FlowField.IPV6_DST_LOW)
                        .key("label", 4, Style.HEX, FlowField.IPV6_LABEL, IPV6_LABEL)
                        .key("proto", 1, Style.DECIMAL, FlowField.IP_PROTO)
                        .key("tclass", 1, Style.HEX, FlowField.IP_TOS)
                        .key("hlimit", 1, Style.DECIMAL, FlowField.IP_TTL)
                        .key("frag", 1, Style.FRAGMENT, FlowField.IP_FRAG);
            case TCP, UDP, SCTP ->
                layout.key("src", 2, Style.DECIMAL, FlowField.TP_SRC).key("dst", 2, Style.DECIMAL, FlowField.TP_DST);
            case ICMP, ICMPV6 ->
                layout.key("type", 1, Style.DECIMAL, FlowField.TP_SRC).key("code", 1, Style.DECIMAL, FlowField.TP_DST);
            case ARP ->
                layout.key("sip", 4, Style.IPV4, FlowField.IPV4_SRC)
                        .key("tip", 4, Style.IPV4, FlowField.IPV4_DST)
                        .key("op", 2, Style.DECIMAL, FlowField.IP_PROTO)
                        .key("sha", 6, Style.MAC, FlowField.ARP_SHA)
                        .key("tha", 6, Style.MAC, FlowField.ARP_THA)
                        .pad(2);
            case ND ->
                layout.ipv6("target", FlowField.ND_TARGET_HIGH, FlowField.ND_TARGET_LOW)
                        .key("sll", 6, Style.MAC, FlowField.ARP_SHA)
                        .key("tll", 6, Style.MAC, FlowField.ARP_THA);
            case SKB_MARK -> layout.machineKey("mark", 4, Style.HEX, FlowField.PKT_MARK, -1L);
            case TCP_FLAGS -> layout.key("flags", 2, Style.HEX, FlowField.TCP_FLAGS);
            case DP_HASH -> layout.machineKey("hash", 4, Style.HEX, FlowField.DP_HASH, -1L);
            case RECIRC_ID -> layout.machineKey("id", 4, Style.DECIMAL, FlowField.RECIRC_ID, -1L);
            case CT_STATE -> layout.machineKey("state", 4, Style.HEX, FlowField.CT_STATE, CT_STATES);
            case CT_ZONE -> layout.machineKey("zone", 2, Style.DECIMAL, FlowField.CT_ZONE, -1L);
            case CT_MARK -> layout.machineKey("mark", 4, Style.HEX, FlowField.CT_MARK, -1L);
            // 128 bits, the lowest ones first.
            case CT_LABELS ->
                layout.machineKey("low", 8, Style.HEX, FlowField.CT_LABELS_LOW, -1L)
                        .machineKey("high", 8, Style.HEX, FlowField.CT_LABELS_HIGH, -1L);
            case CT_ORIG_TUPLE_IPV4 ->
                layout.key("src", 4, Style.IPV4, FlowField.CT_IPV4_SRC)
                        .key("dst", 4, Style.IPV4, FlowField.CT_IPV4_DST)
                        .key("sport", 2, Style.DECIMAL, FlowField.CT_TP_SRC)
                        .key("dport", 2, Style.DECIMAL, FlowField.CT_TP_DST)
                        .key("proto", 1, Style.DECIMAL, FlowField.CT_NW_PROTO)
                        .pad(3);
            case CT_ORIG_TUPLE_IPV6 ->
                layout.ipv6("src", FlowField.CT_IPV6_SRC_HIGH, FlowField.CT_IPV6_SRC_LOW)
                        .ipv6("dst", FlowField.CT_IPV6_DST_HIGH, FlowField.CT_IPV6_DST_LOW)
                        .key("sport", 2, Style.DECIMAL, FlowField.CT_TP_SRC)
                        .key("dport", 2, Style.DECIMAL, FlowField.CT_TP_DST)
                        .key("proto", 1, Style.DECIMAL, FlowField.CT_NW_PROTO)
                        .pad(3);
            case PACKET_TYPE -> layout.key("type", 4, Style.HEX, FlowField.PACKET_TYPE);
            case ND_EXTENSIONS ->
                layout.key("reserved", 4, Style.HEX, FlowField.ND_RESERVED)
                        .key("option", 1, Style.DECIMAL, FlowField.ND_OPTION_TYPE)
                        .pad(3);
            case TUNNEL, NSH, MPLS -> throw new IllegalArgumentException(group + " is not one structure");
        }
        return layout.build();
    }
}
