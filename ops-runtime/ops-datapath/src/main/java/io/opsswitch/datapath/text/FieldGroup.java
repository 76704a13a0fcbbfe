/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import static io.opsswitch.datapath.text.Layers.isEthernet;
import static io.opsswitch.datapath.text.Layers.isIcmp;
import static io.opsswitch.datapath.text.Layers.isNeighbourDiscovery;
import static io.opsswitch.datapath.text.Layers.isTransport;
import static io.opsswitch.datapath.text.Layers.type;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One element of a flow's text: {@code name(label=value,...)} over fields of the key. This table drives printer and
 * parser. Tunnels, VLAN tags, MPLS label stacks and the port have texts of their own.
 */
enum FieldGroup {
    RECIRC_ID("recirc_id", KeyGroup.RECIRC_ID, Item.of("", FlowField.RECIRC_ID, FieldStyle.HEX)),
    DP_HASH("dp_hash", KeyGroup.DP_HASH, Item.of("", FlowField.DP_HASH, FieldStyle.HEX)),
    PRIORITY("skb_priority", KeyGroup.PRIORITY, Item.of("", FlowField.SKB_PRIORITY, FieldStyle.HEX)),
    MARK("skb_mark", KeyGroup.SKB_MARK, Item.of("", FlowField.PKT_MARK, FieldStyle.HEX)),
    CT_STATE("ct_state", KeyGroup.CT_STATE, Item.part("", FlowField.CT_STATE, 0, 8, FieldStyle.CT_STATE)),
    CT_ZONE("ct_zone", KeyGroup.CT_ZONE, Item.of("", FlowField.CT_ZONE, FieldStyle.HEX)),
    CT_MARK("ct_mark", KeyGroup.CT_MARK, Item.of("", FlowField.CT_MARK, FieldStyle.HEX)),
    CT_LABELS(
            "ct_label",
            KeyGroup.CT_LABELS,
            Item.wide("", FlowField.CT_LABELS_HIGH, FlowField.CT_LABELS_LOW, FieldStyle.LABELS)),
    CT_TUPLE4(
            "ct_tuple4",
            KeyGroup.CT_ORIG_TUPLE_IPV4,
            key -> key.get(FlowField.CT_NW_PROTO) != 0 && type(key) == EtherType.IPV4,
            Item.of("src=", FlowField.CT_IPV4_SRC, FieldStyle.IPV4),
            Item.of("dst=", FlowField.CT_IPV4_DST, FieldStyle.IPV4),
            Item.of("proto=", FlowField.CT_NW_PROTO, FieldStyle.DECIMAL),
            Item.of("tp_src=", FlowField.CT_TP_SRC, FieldStyle.DECIMAL),
            Item.of("tp_dst=", FlowField.CT_TP_DST, FieldStyle.DECIMAL)),
    CT_TUPLE6(
            "ct_tuple6",
            KeyGroup.CT_ORIG_TUPLE_IPV6,
            key -> key.get(FlowField.CT_NW_PROTO) != 0 && type(key) == EtherType.IPV6,
            Item.wide("src=", FlowField.CT_IPV6_SRC_HIGH, FlowField.CT_IPV6_SRC_LOW, FieldStyle.IPV6),
            Item.wide("dst=", FlowField.CT_IPV6_DST_HIGH, FlowField.CT_IPV6_DST_LOW, FieldStyle.IPV6),
            Item.of("proto=", FlowField.CT_NW_PROTO, FieldStyle.DECIMAL),
            Item.of("src_port=", FlowField.CT_TP_SRC, FieldStyle.DECIMAL),
            Item.of("dst_port=", FlowField.CT_TP_DST, FieldStyle.DECIMAL)),
    PACKET_TYPE(
            "packet_type",
            KeyGroup.PACKET_TYPE,
            Item.part("ns=", FlowField.PACKET_TYPE, 16, 16, FieldStyle.DECIMAL),
            Item.part("id=", FlowField.PACKET_TYPE, 0, 16, FieldStyle.HEX)),
    ETHERNET(
            "eth",
            KeyGroup.ETHERNET,
            key -> isEthernet(key),
            Item.of("src=", FlowField.ETH_SRC, FieldStyle.MAC),
            Item.of("dst=", FlowField.ETH_DST, FieldStyle.MAC)),
    ARP(
            "arp",
            KeyGroup.ARP,
            key -> type(key) == EtherType.ARP || type(key) == EtherType.RARP,
            Item.of("sip=", FlowField.IPV4_SRC, FieldStyle.IPV4),
            Item.of("tip=", FlowField.IPV4_DST, FieldStyle.IPV4),
            Item.of("op=", FlowField.IP_PROTO, FieldStyle.ARP_OPCODE),
            Item.of("sha=", FlowField.ARP_SHA, FieldStyle.MAC),
            Item.of("tha=", FlowField.ARP_THA, FieldStyle.MAC)),
    IPV4(
            "ipv4",
            KeyGroup.IPV4,
            key -> type(key) == EtherType.IPV4,
            Item.of("src=", FlowField.IPV4_SRC, FieldStyle.IPV4),
            Item.of("dst=", FlowField.IPV4_DST, FieldStyle.IPV4),
            Item.of("proto=", FlowField.IP_PROTO, FieldStyle.DECIMAL),
            Item.of("tos=", FlowField.IP_TOS, FieldStyle.HEX),
            Item.of("ttl=", FlowField.IP_TTL, FieldStyle.DECIMAL),
            Item.part("frag=", FlowField.IP_FRAG, 0, 2, FieldStyle.FRAGMENT)),
    IPV6(
            "ipv6",
            KeyGroup.IPV6,
            key -> type(key) == EtherType.IPV6,
            Item.wide("src=", FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW, FieldStyle.IPV6),
            Item.wide("dst=", FlowField.IPV6_DST_HIGH, FlowField.IPV6_DST_LOW, FieldStyle.IPV6),
            Item.part("label=", FlowField.IPV6_LABEL, 0, 20, FieldStyle.HEX),
            Item.of("proto=", FlowField.IP_PROTO, FieldStyle.DECIMAL),
            Item.of("tclass=", FlowField.IP_TOS, FieldStyle.HEX),
            Item.of("hlimit=", FlowField.IP_TTL, FieldStyle.DECIMAL),
            Item.part("frag=", FlowField.IP_FRAG, 0, 2, FieldStyle.FRAGMENT)),
    NSH(
            "nsh",
            KeyGroup.NSH,
            key -> type(key) == EtherType.NSH,
            Item.of("flags=", FlowField.NSH_FLAGS, FieldStyle.NSH_BYTE),
            Item.of("ttl=", FlowField.NSH_TTL, FieldStyle.NSH_BYTE),
            Item.of("mdtype=", FlowField.NSH_MDTYPE, FieldStyle.NSH_BYTE),
            Item.of("np=", FlowField.NSH_NP, FieldStyle.NSH_BYTE),
            Item.part("spi=", FlowField.NSH_PATH, 8, 24, FieldStyle.NSH_WORD),
            Item.part("si=", FlowField.NSH_PATH, 0, 8, FieldStyle.NSH_BYTE),
            Item.of("c1=", FlowField.NSH_C1, FieldStyle.NSH_WORD),
            Item.of("c2=", FlowField.NSH_C2, FieldStyle.NSH_WORD),
            Item.of("c3=", FlowField.NSH_C3, FieldStyle.NSH_WORD),
            Item.of("c4=", FlowField.NSH_C4, FieldStyle.NSH_WORD)),
    TCP("tcp", KeyGroup.TCP, key -> isTransport(key, IpProtocol.TCP), ports()),
    TCP_FLAGS(
            "tcp_flags",
            KeyGroup.TCP_FLAGS,
            key -> isTransport(key, IpProtocol.TCP),
            Item.part("", FlowField.TCP_FLAGS, 0, 12, FieldStyle.TCP_FLAGS)),
    UDP("udp", KeyGroup.UDP, key -> isTransport(key, IpProtocol.UDP), ports()),
    SCTP("sctp", KeyGroup.SCTP, key -> isTransport(key, IpProtocol.SCTP), ports()),
    ICMP("icmp", KeyGroup.ICMP, key -> isIcmp(key, EtherType.IPV4, IpProtocol.ICMP), typeAndCode()),
    ICMPV6("icmpv6", KeyGroup.ICMPV6, key -> isIcmp(key, EtherType.IPV6, IpProtocol.ICMPV6), typeAndCode()),
    ND(
            "nd",
            KeyGroup.ND,
            key -> isNeighbourDiscovery(key),
            Item.wide("target=", FlowField.ND_TARGET_HIGH, FlowField.ND_TARGET_LOW, FieldStyle.IPV6),
            Item.of("sll=", FlowField.ARP_SHA, FieldStyle.MAC),
            Item.of("tll=", FlowField.ARP_THA, FieldStyle.MAC)),
    ND_EXTENSIONS(
            "nd_ext",
            KeyGroup.ND_EXTENSIONS,
            key -> isNeighbourDiscovery(key),
            Item.of("nd_reserved=", FlowField.ND_RESERVED, FieldStyle.HEX_ALWAYS),
            Item.of("nd_options_type=", FlowField.ND_OPTION_TYPE, FieldStyle.DECIMAL));

    private final String text;
    private final KeyGroup keyGroup;
    private final Predicate<FlowKey> applies;
    private final List<Item> items;

    FieldGroup(String text, KeyGroup keyGroup, Item item) {
        this(text, keyGroup, key -> true, item);
    }

    FieldGroup(String text, KeyGroup keyGroup, Item first, Item second) {
        this(text, keyGroup, key -> true, first, second);
    }

    FieldGroup(String text, KeyGroup keyGroup, Predicate<FlowKey> applies, Item... items) {
        this.text = text;
        this.keyGroup = keyGroup;
        this.applies = applies;
        this.items = List.of(items);
    }

    private static Item[] ports() {
        return new Item[] {
            Item.of("src=", FlowField.TP_SRC, FieldStyle.DECIMAL), Item.of("dst=", FlowField.TP_DST, FieldStyle.DECIMAL)
        };
    }

    private static Item[] typeAndCode() {
        return new Item[] {
            Item.part("type=", FlowField.TP_SRC, 0, 8, FieldStyle.DECIMAL),
            Item.part("code=", FlowField.TP_DST, 0, 8, FieldStyle.DECIMAL)
        };
    }

    /** Return the name in front of the parenthesis. */
    String text() {
        return text;
    }

    KeyGroup keyGroup() {
        return keyGroup;
    }

    List<Item> items() {
        return items;
    }

    /** Return whether a packet with this key has these fields at all, since protocols share places. */
    boolean appliesTo(FlowKey key) {
        return applies.test(key);
    }

    /** Return whether a mask has no bits of these fields. */
    boolean isWildcard(FlowKey mask) {
        for (Item item : items) {
            if (item.isMatched(mask)) {
                return false;
            }
        }
        return true;
    }

    static @Nullable FieldGroup named(String name) {
        for (FieldGroup group : values()) {
            if (group.text.equals(name)) {
                return group;
            }
        }
        return null;
    }

    static @Nullable FieldGroup of(KeyGroup keyGroup) {
        for (FieldGroup group : values()) {
            if (group.keyGroup == keyGroup) {
                return group;
            }
        }
        return null;
    }
}
