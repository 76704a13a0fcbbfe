/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.openflow.message.group.GroupType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random flows of two bridges, their groups, and packets for the first one. */
final class RandomPipeline {

    static final int TABLES = 5;
    private static final String[] KINDS = {"tcp", "udp", "icmp", "arp", "tcp6", "udp6", "mpls", ""};

    private final Random random;
    /** Debian's version does an action set twice behind a check of the length: there is one of these or the other. */
    private final boolean hasActionSets;

    private final List<List<TextFlow>> flows = new ArrayList<>();
    private final List<TextGroup> groups = new ArrayList<>();

    /** A flow in the words of ovs-ofctl. */
    record TextFlow(int table, int priority, String match, String actions) {
        String text() {
            return "table=" + table + ",priority=" + priority + (match.isEmpty() ? "" : "," + match) + ",actions="
                    + actions;
        }
    }

    /** A group in the words of ovs-ofctl, and in ours. */
    record TextGroup(int id, GroupType type, String method, String... buckets) {
        String text() {
            StringBuilder text = new StringBuilder("group_id=" + id + ",type=" + type.text());
            if (!method.isEmpty()) {
                text.append(",selection_method=").append(method);
            }
            for (int i = 0; i < buckets.length; i++) {
                int colon = buckets[i].indexOf(':');
                String number = buckets[i].substring(0, colon);
                text.append(",bucket=bucket_id:").append(i + 1);
                if (type == GroupType.SELECT) {
                    text.append(",weight:").append(number);
                } else if (type == GroupType.FAST_FAILOVER) {
                    text.append(",watch_port:").append(number);
                }
                text.append(",actions=").append(buckets[i].substring(colon + 1));
            }
            return text.toString();
        }
    }

    RandomPipeline(Random random) {
        this.random = random;
        this.hasActionSets = random.nextBoolean();
        groups.add(
                new TextGroup(1, GroupType.ALL, "", "0:output:1", "0:set_field:00:00:00:00:00:77->eth_src,output:2"));
        groups.add(new TextGroup(2, GroupType.INDIRECT, "", "0:push_vlan:0x8100,set_field:4102->vlan_vid,output:3"));
        groups.add(new TextGroup(3, GroupType.SELECT, "", "1:output:1", "2:output:2"));
        groups.add(new TextGroup(4, GroupType.FAST_FAILOVER, "", "1:output:1", "2:output:2"));
        groups.add(new TextGroup(5, GroupType.SELECT, "", "300:output:1", "1:output:2", "77:output:3"));
        for (int bridge = 0; bridge < 2; bridge++) {
            List<TextFlow> all = new ArrayList<>();
            int size = 5 + random.nextInt(20);
            for (int i = 0; i < size; i++) {
                all.add(flow(random.nextInt(3) == 0 ? 0 : random.nextInt(TABLES), all.size()));
            }
            all.add(new TextFlow(0, 0, "", "resubmit(,1)"));
            flows.add(all);
        }
    }

    List<TextFlow> flows(int bridge) {
        return flows.get(bridge);
    }

    List<TextGroup> groups() {
        return groups;
    }

    private int pick(int bound) {
        return random.nextInt(bound);
    }

    private String one(String... of) {
        return of[pick(of.length)];
    }

    private TextFlow flow(int table, int number) {
        String kind = pick(3) == 0 ? "" : one(KINDS);
        StringBuilder match = new StringBuilder(kind);
        if (pick(3) == 0) {
            add(match, "in_port=" + (1 + pick(3)));
        }
        if (pick(3) == 0) {
            add(match, "dl_dst=" + mac());
        }
        boolean isTagged = false;
        switch (pick(8)) {
            case 0 -> {
                add(match, "dl_vlan=" + (5 + pick(2)));
                isTagged = true;
            }
            case 1 -> add(match, "vlan_tci=0x0000/0x1fff");
            case 2 -> {
                add(match, "vlan_tci=0x1000/0x1000");
                isTagged = true;
            }
            default -> {}
        }
        if (pick(3) == 0) {
            add(match, one("reg0=" + pick(3), "reg1=" + pick(3), "metadata=" + pick(3), "reg0=0x1/0x1"));
        }
        matchKind(match, kind);
        // No two flows are the same but for what they do: the priority tells them apart.
        return new TextFlow(table, 1 + number, match.toString(), actions(table, kind, isTagged));
    }

    private void matchKind(StringBuilder match, String kind) {
        if (kind.equals("tcp") || kind.equals("udp")) {
            if (pick(2) == 0) {
                add(match, "nw_dst=10.0.0." + pick(4) + one("", "/24", "/31"));
            }
            if (pick(3) == 0) {
                add(match, kind + "_dst=" + pick(3));
            }
        } else if (kind.equals("arp") && pick(2) == 0) {
            add(match, "arp_op=" + (1 + pick(2)));
        } else if (kind.endsWith("6") && pick(2) == 0) {
            add(match, "ipv6_dst=2001::" + pick(3));
        } else if (kind.equals("mpls") && pick(2) == 0) {
            add(match, "mpls_label=" + (100 + pick(2)));
        }
    }

    private static void add(StringBuilder match, String item) {
        match.append(match.length() == 0 ? "" : ",").append(item);
    }

    private String mac() {
        return "02:00:00:00:00:0" + pick(3);
    }

    private String actions(int table, String kind, boolean isTagged) {
        List<String> list = new ArrayList<>();
        int size = pick(8) == 0 ? 0 : 1 + pick(4);
        // Debian's version does an action set that is there before a copy in the copy, too.
        if (table == 0 && size > 0 && pick(4) == 0) {
            list.add("clone("
                    + one(
                            "set_field:" + mac() + "->eth_dst,output:2",
                            "output(port=1,max_len=60)",
                            "push_vlan:0x8100,set_field:4101->vlan_vid,output:1",
                            "resubmit(,4)")
                    + ")");
        }
        for (int i = 0; i < size; i++) {
            String action = action(table, kind, isTagged);
            boolean isTag = action.startsWith("push_vlan");
            // No flow may have three tags pushed.
            if (!isTag || list.stream().noneMatch(before -> before.startsWith("push_vlan"))) {
                list.add(action);
            }
        }
        if (pick(5) == 0 && table + 1 < TABLES) {
            list.add("goto_table:" + (table + 1 + pick(TABLES - table - 1)));
            if (pick(3) == 0) {
                list.add(list.size() - 1, "write_metadata:" + pick(3) + "/0x3");
            }
            if (hasActionSets && pick(3) == 0) {
                int at = list.size()
                        - (list.get(list.size() - 2 < 0 ? 0 : list.size() - 2).startsWith("write_m") ? 2 : 1);
                list.add(
                        at,
                        "write_actions("
                                + one(
                                        "output:3",
                                        "set_field:" + mac() + "->eth_src,output:2",
                                        "group:1",
                                        "output:IN_PORT")
                                + ")");
            }
        }
        boolean goesOn = !list.isEmpty() && list.get(list.size() - 1).startsWith("goto");
        if (!goesOn && pick(4) == 0) {
            list.add(tail(table, kind));
        }
        return list.isEmpty() ? "drop" : String.join(",", list);
    }

    /** Actions behind which others would not fit the packets any more. */
    private String tail(int table, String kind) {
        String next = table + 1 < TABLES ? "resubmit(," + (table + 1) + ")" : "output:3";
        if (kind.equals("mpls")) {
            return "pop_mpls:0x0800,"
                    + one(
                            "output:1",
                            "dec_ttl,output:2",
                            next,
                            "set_field:" + mac() + "->eth_dst," + next,
                            "group:1",
                            "set_field:10.0.0.3->ip_dst,output:1");
        }
        if (!kind.isEmpty() && !kind.equals("arp") && pick(2) == 0) {
            return "push_mpls:0x8847," + one("output:1", "set_field:77->mpls_label," + next, "dec_mpls_ttl,output:2");
        }
        if (!hasActionSets) {
            return "check_pkt_larger(" + (60 + pick(3)) + ")->NXM_NX_REG0[0],"
                    + one("output:1", next, "set_field:" + mac() + "->eth_dst,output:2", "output:NXM_NX_REG0[0..1]");
        }
        return next;
    }

    private String action(int table, String kind, boolean isTagged) {
        boolean isIp = kind.equals("tcp") || kind.equals("udp") || kind.equals("icmp");
        boolean isIp6 = kind.endsWith("6");
        int choice = pick(34);
        switch (choice) {
            case 0, 1, 2, 3 -> {
                return "output:" + (1 + pick(3));
            }
            case 4 -> {
                return "in_port";
            }
            case 5 -> {
                return "NORMAL";
            }
            case 6, 7 -> {
                return table + 1 < TABLES
                        ? "resubmit(" + one("", "1", "2") + "," + (table + 1 + pick(TABLES - table - 1)) + ")"
                        : "output:LOCAL";
            }
            case 8 -> {
                return "set_field:" + one("0x" + pick(4), "0x" + pick(4) + "/0xf", "0x" + pick(4) + "0/0xf0") + "->reg"
                        + pick(2);
            }
            case 9 -> {
                return "move:"
                        + one(
                                "NXM_OF_ETH_SRC[]->NXM_OF_ETH_DST[]",
                                "NXM_NX_REG0[0..15]->NXM_NX_REG1[16..31]",
                                "NXM_OF_ETH_DST[0..7]->NXM_NX_REG1[0..7]",
                                "NXM_OF_IN_PORT[]->NXM_NX_REG0[0..15]",
                                "OXM_OF_METADATA[0..3]->NXM_NX_REG0[0..3]");
            }
            case 10 -> {
                return "set_field:" + mac() + "->eth_" + one("src", "dst");
            }
            case 11 -> {
                return "set_field:02:00:00:00:00:00/ff:00:00:00:00:00->eth_src";
            }
            case 12 -> {
                return isTagged
                        ? one("set_field:" + (0x1005 + pick(2)) + "->vlan_vid", "set_field:" + pick(8) + "->vlan_pcp")
                        : "output:9";
            }
            case 13 -> {
                return "push_vlan:0x8100,set_field:" + (0x1005 + pick(2)) + "->vlan_vid";
            }
            case 14 -> {
                return isIp || isIp6 ? "dec_ttl" : "note:01.02";
            }
            case 15 -> {
                return isIp ? "set_field:10.0.0." + pick(4) + "->ip_" + one("src", "dst") : "output:9";
            }
            case 16 -> {
                return isIp || isIp6 ? "set_field:" + pick(64) + "->ip_dscp" : "output:9";
            }
            case 17 -> {
                return isIp || isIp6
                        ? one("set_field:" + pick(4) + "->nw_ecn", "set_field:" + pick(255) + "->nw_ttl")
                        : "output:9";
            }
            case 18 -> {
                return kind.startsWith("tcp")
                        ? "set_field:" + pick(9) + "->tcp_" + one("src", "dst")
                        : kind.startsWith("udp") ? "set_field:" + pick(9) + "->udp_" + one("src", "dst") : "output:9";
            }
            case 19 -> {
                return "group:" + (1 + pick(5));
            }
            case 20 -> {
                return one("controller", "controller(reason=action,max_len=64,id=3)", "CONTROLLER:99");
            }
            case 21 -> {
                return "multipath("
                        + one(
                                "eth_src",
                                "symmetric_l4",
                                "symmetric_l3l4",
                                "symmetric_l3l4+udp",
                                "nw_src",
                                "nw_dst",
                                "symmetric_l3")
                        + "," + pick(50) + "," + one("modulo_n", "hash_threshold", "hrw", "iter_hash") + ","
                        + (1 + pick(6)) + "," + pick(9) + ",NXM_NX_REG0[0..7])";
            }
            case 22 -> {
                return "bundle_load(" + one("eth_src", "symmetric_l4", "symmetric_l3l4+udp", "symmetric_l3") + ","
                        + pick(50) + "," + one("hrw", "active_backup")
                        + ",ofport,NXM_NX_REG1[],members:1,2,3)";
            }
            case 23 -> {
                return "bundle(symmetric_l4," + pick(50) + ",hrw,ofport,members:1,2,3)";
            }
            case 24 -> {
                return "output:NXM_NX_REG0[0..1]";
            }
            case 25 -> {
                return "set_queue:" + pick(3);
            }
            case 26 -> {
                return "push:NXM_OF_ETH_SRC[],pop:NXM_OF_ETH_DST[]";
            }
            case 27 -> {
                return "pop_queue";
            }
            case 28 -> {
                return kind.equals("arp") ? "set_field:10.0.0." + pick(3) + "->arp_" + one("spa", "tpa") : "output:9";
            }
            case 29 -> {
                return kind.equals("mpls")
                        ? one(
                                "dec_mpls_ttl",
                                "set_field:" + (100 + pick(3)) + "->mpls_label",
                                "set_field:" + pick(5) + "->mpls_ttl",
                                "set_field:3->mpls_tc")
                        : "output:9";
            }
            case 30 -> {
                return isIp6 ? "set_field:2001::" + pick(3) + "->ipv6_" + one("src", "dst") : "output:9";
            }
            case 31 -> {
                return pick(3) == 0 ? "exit" : "set_field:0x" + Integer.toHexString(pick(5)) + "->pkt_mark";
            }
            case 32 -> {
                return "learn(table=4,NXM_OF_ETH_DST[]=NXM_OF_ETH_SRC[],output:NXM_OF_IN_PORT[])";
            }
            default -> {
                return "output:9";
            }
        }
    }

    /** Return a packet in the words of flows. */
    String packet() {
        String kind = KINDS[pick(KINDS.length - 1)];
        StringBuilder packet = new StringBuilder("in_port=" + (1 + pick(3)) + "," + kind);
        add(packet, "dl_src=" + mac());
        add(packet, "dl_dst=" + (pick(5) == 0 ? "ff:ff:ff:ff:ff:ff" : mac()));
        if (pick(3) == 0) {
            add(packet, "dl_vlan=" + (5 + pick(2)) + ",dl_vlan_pcp=" + pick(8));
        }
        if (kind.equals("arp")) {
            add(packet, "arp_spa=10.0.0." + pick(4) + ",arp_tpa=10.0.0." + pick(4) + ",arp_op=" + (1 + pick(2)));
        } else if (kind.equals("mpls")) {
            add(packet, "mpls_label=" + (100 + pick(2)) + ",mpls_ttl=" + (1 + pick(3)) + ",mpls_bos=1");
        } else {
            add(packet, "nw_ttl=" + (1 + pick(64)) + ",nw_tos=" + 4 * pick(8));
            if (kind.endsWith("6")) {
                add(packet, "ipv6_src=2001::" + pick(4) + ",ipv6_dst=2001::" + pick(4));
            } else {
                add(packet, "nw_src=10.0.0." + pick(4) + ",nw_dst=10.0.0." + pick(4));
            }
            if (kind.equals("icmp")) {
                add(packet, "icmp_type=" + pick(9) + ",icmp_code=" + pick(2));
            } else {
                String protocol = kind.substring(0, 3);
                add(packet, protocol + "_src=" + pick(4) + "," + protocol + "_dst=" + pick(4));
            }
        }
        return packet.toString();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int bridge = 0; bridge < 2; bridge++) {
            text.append("br").append(bridge).append('\n');
            flows.get(bridge)
                    .forEach(flow -> text.append("  ").append(flow.text()).append('\n'));
        }
        return text.toString();
    }
}
