/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.witness.Witness;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Our tables say the numbers and layouts that the public headers of Open vSwitch 3.7.1 say. */
class NumbersWitnessTest {

    private static final Map<String, Long> VALUES = new LinkedHashMap<>();
    private static final Map<String, Integer> SIZES = new HashMap<>();
    /** Structure, then member, then offset and size. */
    private static final Map<String, Map<String, int[]>> MEMBERS = new HashMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String[] words : Witness.numbers()) {
            switch (words[0]) {
                case "value" -> VALUES.put(words[1], Long.valueOf(words[2]));
                case "size" -> SIZES.put(words[1], Integer.valueOf(words[2]));
                case "field" ->
                    MEMBERS.computeIfAbsent(words[1], any -> new LinkedHashMap<>())
                            .put(words[2], new int[] {Integer.parseInt(words[3]), Integer.parseInt(words[4])});
                default -> throw new IOException("unknown line: " + String.join(" ", words));
            }
        }
        assertThat(VALUES).hasSizeGreaterThan(400);
    }

    /** Return the numbers of all names with a prefix, by what follows it, in small letters. */
    private static Map<String, Long> values(String prefix, String... without) {
        Map<String, Long> found = new TreeMap<>();
        VALUES.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                found.put(name.substring(prefix.length()).toLowerCase(Locale.ROOT), value);
            }
        });
        assertThat(found).as(prefix).isNotEmpty();
        found.remove("unspec");
        found.keySet().removeAll(Set.of(without));
        return found;
    }

    /** Return the numbers of a table by their names. */
    private static Map<String, Long> table(AttributeTable table) {
        Map<String, Long> found = new TreeMap<>();
        for (int i = 0; i < table.end(); i++) {
            Attribute attribute = table.find(i);
            if (attribute != null) {
                found.put(attribute.name(), (long) i);
            }
        }
        return found;
    }

    private static AttributeTable nested(AttributeTable table, int number) {
        AttributeTable nested = table.get(number).nested();
        assertThat(nested).isNotNull();
        return nested;
    }

    private static void same(AttributeTable table, String prefix, String... without) {
        assertThat(table(table)).as(prefix).isEqualTo(values(prefix, without));
    }

    @Test
    void familiesAndTheirCommandsHaveTheirNumbers() {
        assertThat(values("OVS_DP_CMD_"))
                .containsOnly(
                        entry("new", (long) DatapathTable.CMD_NEW),
                        entry("del", (long) DatapathTable.CMD_DEL),
                        entry("get", (long) DatapathTable.CMD_GET),
                        entry("set", (long) DatapathTable.CMD_SET));
        assertThat(values("OVS_VPORT_CMD_"))
                .containsOnly(
                        entry("new", (long) PortTable.CMD_NEW),
                        entry("del", (long) PortTable.CMD_DEL),
                        entry("get", (long) PortTable.CMD_GET),
                        entry("set", (long) PortTable.CMD_SET));
        assertThat(values("OVS_FLOW_CMD_"))
                .containsOnly(
                        entry("new", (long) FlowTable.CMD_NEW),
                        entry("del", (long) FlowTable.CMD_DEL),
                        entry("get", (long) FlowTable.CMD_GET),
                        entry("set", (long) FlowTable.CMD_SET));
        assertThat(values("OVS_PACKET_CMD_"))
                .containsOnly(
                        entry("miss", (long) PacketTable.CMD_MISS),
                        entry("action", (long) PacketTable.CMD_ACTION),
                        entry("execute", (long) PacketTable.CMD_EXECUTE));
        assertThat(values("OVS_METER_CMD_"))
                .containsOnly(
                        entry("features", (long) MeterTable.CMD_FEATURES),
                        entry("set", (long) MeterTable.CMD_SET),
                        entry("del", (long) MeterTable.CMD_DEL),
                        entry("get", (long) MeterTable.CMD_GET));
        assertThat(values("OVS_CT_LIMIT_CMD_"))
                .containsOnly(
                        entry("set", (long) CtLimitTable.CMD_SET),
                        entry("del", (long) CtLimitTable.CMD_DEL),
                        entry("get", (long) CtLimitTable.CMD_GET));
        assertThat(values("OVS_WIN_NETDEV_CMD_")).containsOnly(entry("get", (long) NetdevTable.CMD_GET));
        assertThat(Family.DATAPATH.version())
                .isEqualTo(VALUES.get("OVS_DATAPATH_VERSION").intValue());
        assertThat(Family.VPORT.version())
                .isEqualTo(VALUES.get("OVS_VPORT_VERSION").intValue());
        assertThat(Family.FLOW.version())
                .isEqualTo(VALUES.get("OVS_FLOW_VERSION").intValue());
        assertThat(Family.PACKET.version())
                .isEqualTo(VALUES.get("OVS_PACKET_VERSION").intValue());
        assertThat(Family.METER.version())
                .isEqualTo(VALUES.get("OVS_METER_VERSION").intValue());
        assertThat(Family.CT_LIMIT.version())
                .isEqualTo(VALUES.get("OVS_CT_LIMIT_VERSION").intValue());
        assertThat(Family.WINDOWS_NETDEV.version())
                .isEqualTo(VALUES.get("OVS_WIN_NETDEV_VERSION").intValue());
    }

    @Test
    void familiesOfWindowsHaveTheirFixedNumbers() {
        assertThat(values("OVS_WIN_NL_"))
                .containsEntry("ctrl_family_id", (long) ControlTable.FAMILY)
                .containsEntry("datapath_family_id", (long) Family.DATAPATH.windowsNumber())
                .containsEntry("packet_family_id", (long) Family.PACKET.windowsNumber())
                .containsEntry("vport_family_id", (long) Family.VPORT.windowsNumber())
                .containsEntry("flow_family_id", (long) Family.FLOW.windowsNumber())
                .containsEntry("netdev_family_id", (long) Family.WINDOWS_NETDEV.windowsNumber())
                .containsEntry("ctlimit_family_id", (long) Family.CT_LIMIT.windowsNumber())
                .containsEntry("meter_family_id", (long) Family.METER.windowsNumber());
    }

    @Test
    void attributesHaveTheirNumbers() {
        same(DatapathTable.TABLE, "OVS_DP_ATTR_", "ifindex");
        same(PacketTable.TABLE, "OVS_PACKET_ATTR_", "unused1", "unused2");
        same(PortTable.TABLE, "OVS_VPORT_ATTR_");
        same(nested(PortTable.TABLE, PortTable.UPCALL_STATS), "OVS_VPORT_UPCALL_ATTR_");
        same(FlowTable.TABLE, "OVS_FLOW_ATTR_");
        same(MeterTable.TABLE, "OVS_METER_ATTR_");
        same(nested(MeterTable.TABLE, MeterTable.BANDS), "OVS_BAND_ATTR_");
        same(CtLimitTable.TABLE, "OVS_CT_LIMIT_ATTR_");
        same(NetdevTable.TABLE, "OVS_WIN_NETDEV_ATTR_");
        same(TunnelTable.TABLE, "OVS_TUNNEL_KEY_ATTR_");
    }

    @Test
    void keysHaveTheirNumbersAndNoneIsMissing() {
        Map<String, Long> ours = table(KeyTable.TABLE);
        Map<String, Long> theirs = values("OVS_KEY_ATTR_", "tunnel_info");
        assertThat(ours).isEqualTo(theirs);
        for (KeyGroup group : KeyGroup.values()) {
            assertThat(theirs).containsEntry(group.name().toLowerCase(Locale.ROOT), (long) group.number());
        }
    }

    @Test
    void actionsHaveTheirNumbers() {
        // Those of datapaths in user space only, and one that is internal to kernels.
        same(ActionTable.TABLE, "OVS_ACTION_ATTR_", "tunnel_push", "tunnel_pop", "lb_output", "set_to_masked");
        same(nested(ActionTable.TABLE, 2), "OVS_USERSPACE_ATTR_");
        same(nested(ActionTable.TABLE, 6), "OVS_SAMPLE_ATTR_", "arg");
        same(nested(ActionTable.TABLE, 12), "OVS_CT_ATTR_");
        same(nested(nested(ActionTable.TABLE, 12), ActionTable.CT_NAT), "OVS_NAT_ATTR_");
        assertThat(values("OVS_CHECK_PKT_LEN_ATTR_", "arg"))
                .containsOnly(
                        entry("pkt_len", (long) ActionTable.LENGTH_PKT_LEN),
                        entry("actions_if_greater", (long) ActionTable.LENGTH_GREATER),
                        entry("actions_if_less_equal", (long) ActionTable.LENGTH_LESS_EQUAL));
        same(nested(ActionTable.TABLE, 23), "OVS_DEC_TTL_ATTR_");
        same(nested(ActionTable.TABLE, 25), "OVS_PSAMPLE_ATTR_");
    }

    @Test
    void bitsAndKindsHaveTheirNumbers() {
        assertThat(values("OVS_DP_F_"))
                .containsEntry("unaligned", (long) DatapathTable.FEATURE_UNALIGNED)
                .containsEntry("vport_pids", (long) DatapathTable.FEATURE_VPORT_PIDS)
                .containsEntry("tc_recirc_sharing", (long) DatapathTable.FEATURE_TC_RECIRC_SHARING)
                .containsEntry("dispatch_upcall_per_cpu", (long) DatapathTable.FEATURE_PER_CPU_UPCALLS);
        assertThat(values("OVS_UFID_F_"))
                .containsOnly(
                        entry("omit_key", (long) FlowTable.OMIT_KEY),
                        entry("omit_mask", (long) FlowTable.OMIT_MASK),
                        entry("omit_actions", (long) FlowTable.OMIT_ACTIONS));
    }

    @Test
    void connectionTrackingHasItsNumbers() {
        assertThat(VALUES)
                .containsEntry("NFNL_TYPE_CT_GET", (long) ConntrackTable.TYPE_GET)
                .containsEntry("NFNL_TYPE_CT_DEL", (long) ConntrackTable.TYPE_DELETE);
        Map<String, Long> theirs = values("CTA_");
        table(ConntrackTable.TABLE).forEach((name, number) -> assertThat(theirs).containsEntry(name, number));
        assertThat(values("CTA_TUPLE_"))
                .containsEntry("ip", (long) ConntrackTable.TUPLE_IP)
                .containsEntry("proto", (long) ConntrackTable.TUPLE_PROTO);
        part(nested(nested(ConntrackTable.TABLE, ConntrackTable.TUPLE_ORIG), ConntrackTable.TUPLE_IP), "CTA_IP_");
        part(nested(nested(ConntrackTable.TABLE, ConntrackTable.TUPLE_ORIG), ConntrackTable.TUPLE_PROTO), "CTA_PROTO_");
        part(nested(ConntrackTable.TABLE, ConntrackTable.COUNTERS_ORIG), "CTA_COUNTERS_");
    }

    /** All that we have is theirs; of this family we do not need all of it. */
    private static void part(AttributeTable table, String prefix) {
        Map<String, Long> theirs = values(prefix);
        table(table).forEach((name, number) -> assertThat(theirs).as(prefix).containsEntry(name, number));
    }

    @Test
    void structuresHaveTheirLayouts() {
        Map<String, StructLayout> ours = new TreeMap<>();
        Map<KeyGroup, String> keys = Map.ofEntries(
                Map.entry(KeyGroup.ETHERNET, "ethernet"),
                Map.entry(KeyGroup.IPV4, "ipv4"),
                Map.entry(KeyGroup.IPV6, "ipv6"),
                Map.entry(KeyGroup.TCP, "tcp"),
                Map.entry(KeyGroup.UDP, "udp"),
                Map.entry(KeyGroup.SCTP, "sctp"),
                Map.entry(KeyGroup.ICMP, "icmp"),
                Map.entry(KeyGroup.ICMPV6, "icmpv6"),
                Map.entry(KeyGroup.ARP, "arp"),
                Map.entry(KeyGroup.ND, "nd"),
                Map.entry(KeyGroup.ND_EXTENSIONS, "nd_extensions"),
                Map.entry(KeyGroup.MPLS, "mpls"),
                Map.entry(KeyGroup.CT_ORIG_TUPLE_IPV4, "ct_tuple_ipv4"),
                Map.entry(KeyGroup.CT_ORIG_TUPLE_IPV6, "ct_tuple_ipv6"));
        keys.forEach((group, name) -> ours.put("ovs_key_" + name, layout(KeyTable.TABLE, group.number())));
        ours.put("ovs_nsh_key_base", KeyTable.BASE);
        ours.put("ovs_nsh_key_md1", KeyTable.MD1);
        ours.put("ovs_action_push_vlan", ActionTable.PUSH_VLAN);
        ours.put("ovs_action_push_mpls", ActionTable.PUSH_MPLS);
        ours.put("ovs_action_add_mpls", ActionTable.ADD_MPLS);
        ours.put("ovs_action_hash", ActionTable.HASH);
        ours.put("ovs_dp_stats", DatapathTable.STATS_LAYOUT);
        ours.put("ovs_dp_megaflow_stats", DatapathTable.MEGAFLOW_LAYOUT);
        ours.put("ovs_vport_stats", PortTable.STATS_LAYOUT);
        ours.put("ovs_flow_stats", FlowTable.STATS_LAYOUT);
        ours.put("ovs_zone_limit", CtLimitTable.ZONE_LAYOUT);
        ours.put("ovs_action_push_eth", ActionTable.PUSH_ETH);
        for (Map.Entry<String, StructLayout> each : ours.entrySet()) {
            String name = each.getKey();
            assertThat(each.getValue().size()).as("size of " + name).isEqualTo(SIZES.get(name));
            assertThat(places(each.getValue())).as(name).isSubsetOf(cover(MEMBERS.get(name)));
        }
    }

    private static StructLayout layout(AttributeTable table, int number) {
        StructLayout layout = table.get(number).layout();
        assertThat(layout).isNotNull();
        return layout;
    }

    /** Each member as "offset+size", halves of an address together. */
    private static List<String> places(StructLayout layout) {
        List<String> places = new ArrayList<>();
        for (int i = 0; i < layout.count(); i++) {
            StructField field = layout.field(i);
            if (field.style() == StructField.Style.IPV6) {
                i++;
                places.add(field.offset() + "+16");
            } else {
                places.add(field.offset() + "+" + field.size());
            }
        }
        return places;
    }

    private static List<String> cover(Map<String, int[]> members) {
        List<String> places = new ArrayList<>();
        for (int[] member : members.values()) {
            places.add(member[0] + "+" + member[1]);
            // Arrays of numbers and structures of addresses are told apart into their elements by us.
            for (int size : new int[] {4, 6}) {
                for (int at = 0; member[1] > size && at + size <= member[1]; at += size) {
                    places.add(member[0] + at + "+" + size);
                }
            }
        }
        return places;
    }
}
