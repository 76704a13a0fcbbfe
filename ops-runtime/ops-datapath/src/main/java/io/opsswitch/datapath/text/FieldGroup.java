/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One element of a flow's text: {@code name(label=value,...)} over fields of the key, in the order of this table. The
 * VLAN tags, the IPv6 addresses and the fields in front are written by {@link FlowFormat}.
 *
 * @param applies whether a key has these fields at all, since protocols share places
 */
record FieldGroup(String name, Predicate<FlowKey> applies, List<Item> items) {

    /**
     * A field in a group.
     *
     * @param label text before the value, or null: the value stands alone
     * @param exact the bits of a complete match, where not all bits of the field mean something
     */
    record Item(@Nullable String label, FlowField field, FieldStyle style, long exact) {
        Item(@Nullable String label, FlowField field, FieldStyle style) {
            this(label, field, style, field.wordMask() >>> field.shift());
        }
    }

    static final FieldGroup ETHERNET = new FieldGroup(
            "eth",
            key -> true,
            List.of(
                    new Item("src", FlowField.ETH_SRC, FieldStyle.MAC),
                    new Item("dst", FlowField.ETH_DST, FieldStyle.MAC)));

    /** Written with the addresses of IPv6 in front. */
    static final List<Item> IP_ITEMS = List.of(
            new Item("proto", FlowField.IP_PROTO, FieldStyle.DECIMAL),
            new Item("tos", FlowField.IP_TOS, FieldStyle.HEX),
            new Item("ttl", FlowField.IP_TTL, FieldStyle.DECIMAL),
            new Item("frag", FlowField.IP_FRAG, FieldStyle.FRAGMENT, 3));

    static final FieldGroup IPV4 = new FieldGroup(
            "ipv4",
            key -> type(key) == EtherType.IPV4,
            List.of(
                    new Item("src", FlowField.IPV4_SRC, FieldStyle.IPV4),
                    new Item("dst", FlowField.IPV4_DST, FieldStyle.IPV4),
                    IP_ITEMS.get(0),
                    IP_ITEMS.get(1),
                    IP_ITEMS.get(2),
                    IP_ITEMS.get(3)));

    static final FieldGroup ARP = new FieldGroup(
            "arp",
            key -> type(key) == EtherType.ARP || type(key) == EtherType.RARP,
            List.of(
                    new Item("sip", FlowField.IPV4_SRC, FieldStyle.IPV4),
                    new Item("tip", FlowField.IPV4_DST, FieldStyle.IPV4),
                    new Item("op", FlowField.IP_PROTO, FieldStyle.DECIMAL)));

    /** The groups behind the network layer. */
    static final List<FieldGroup> TRANSPORT = List.of(
            ports("tcp", IpProtocol.TCP, "src", "dst"),
            new FieldGroup(
                    "tcp_flags",
                    key -> isIp(key) && key.get(FlowField.IP_PROTO) == IpProtocol.TCP,
                    List.of(new Item(null, FlowField.TCP_FLAGS, FieldStyle.TCP_FLAGS, 0xfff))),
            ports("udp", IpProtocol.UDP, "src", "dst"),
            ports("sctp", IpProtocol.SCTP, "src", "dst"),
            ports("icmp", IpProtocol.ICMP, "type", "code"),
            ports("icmpv6", IpProtocol.ICMPV6, "type", "code"));

    private static FieldGroup ports(String name, int protocol, String first, String second) {
        return new FieldGroup(
                name,
                key -> isIp(key) && key.get(FlowField.IP_PROTO) == protocol,
                List.of(
                        new Item(first, FlowField.TP_SRC, FieldStyle.DECIMAL),
                        new Item(second, FlowField.TP_DST, FieldStyle.DECIMAL)));
    }

    static int type(FlowKey key) {
        return (int) key.get(FlowField.ETH_TYPE);
    }

    static boolean isIp(FlowKey key) {
        return type(key) == EtherType.IPV4 || type(key) == EtherType.IPV6;
    }
}
