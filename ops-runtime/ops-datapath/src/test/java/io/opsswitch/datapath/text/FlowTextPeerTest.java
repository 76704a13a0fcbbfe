/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.testing.OvsProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our texts of flows and actions against those of Debian's Open vSwitch. */
@Timeout(120)
class FlowTextPeerTest {

    private static final int ACTION_LISTS = 600;
    private static final int FLOWS = 300;
    private static final PortNames NAMES = PortNames.of(Map.of(1, "p1", 2, "p2", 3, "p3"));

    /**
     * What its datapath does not keep (masks of ERSPAN, GTP-U, neighbour discovery's rest) or it cannot read although it
     * writes it (matches on NSH, ports of a connection over IPv6).
     */
    private static final Pattern UNREADABLE_FIELDS =
            Pattern.compile("erspan\\(|gtpu\\(|nsh\\(|nd_ext\\(|ct_tuple6\\([^)]*_port");

    @TempDir
    Path folder;

    /** Opcodes that it can only print; their texts come to light in the test of OpenFlow rules. */
    private static final List<Integer> UNREADABLE = List.of(
            Action.HASH,
            Action.RECIRC,
            Action.PUSH_MPLS,
            Action.POP_MPLS,
            Action.PUSH_ETH,
            Action.POP_ETH,
            Action.DEC_TTL,
            Action.PSAMPLE);

    @Test
    void printsRandomActionsAsOvsDpctlDoes() throws Exception {
        OvsProcess.requirePeers("ovs-dpctl");
        List<String> command = new ArrayList<>(List.of("ovs-dpctl", "parse-actions"));
        List<String> ours = new ArrayList<>();
        RandomActions random = new RandomActions(new Random(7));
        while (ours.size() < ACTION_LISTS) {
            Actions actions = random.next();
            if (!actions.isEmpty() && isReadable(actions, 0, actions.end())) {
                ours.add(ActionFormat.text(actions));
            }
        }
        command.addAll(ours);
        OvsProcess.Result result = OvsProcess.run(command.toArray(String[]::new));
        assertThat(result.output().lines().toList()).isEqualTo(ours);
    }

    private static boolean isReadable(Actions actions, int start, int end) {
        for (int at = start; at < end; at = actions.next(at)) {
            int opcode = actions.opcode(at);
            boolean isSetting = opcode == Action.SET || opcode == Action.SET_MASKED;
            // It reads no time to live in a match on NSH, and masks of tunnels it does not print.
            if (UNREADABLE.contains(opcode)
                    || isSetting && List.of(KeyGroup.NSH, KeyGroup.TUNNEL).contains(actions.setGroup(at))
                    || opcode == Action.CHECK_PKT_LEN
                            && !isReadable(actions, actions.nestedStart(at), actions.shorterStart(at))
                    || opcode == Action.CHECK_PKT_LEN
                            && !isReadable(actions, actions.shorterStart(at), actions.next(at))
                    || opcode != Action.CHECK_PKT_LEN
                            && !isReadable(actions, actions.nestedStart(at), actions.next(at))) {
                return false;
            }
        }
        return true;
    }

    @Test
    void printsRandomFlowsAsOvsVswitchdDoes() throws Exception {
        OvsProcess.requirePeers("ovs-vswitchd", "ovsdb-server", "ovs-appctl", "unshare");
        try (OvsProcess ovs = new OvsProcess(folder)) {
            ovs.vsctl(
                    "add-br",
                    "br0",
                    "--",
                    "set",
                    "Bridge",
                    "br0",
                    "datapath_type=dummy",
                    "fail-mode=secure",
                    "--",
                    "set",
                    "Open_vSwitch",
                    ".",
                    "other_config:vlan-limit=2");
            for (int port = 1; port <= 3; port++) {
                ovs.vsctl(
                        "add-port", "br0", "p" + port, "--", "set", "Interface", "p" + port, "ofport_request=" + port);
            }
            // Its revalidators remove flows that they do not know.
            assertThat(ovs.appctl("revalidator/pause").status()).isZero();
            Map<Integer, FlowMatch> added = new LinkedHashMap<>();
            RandomFlows random = new RandomFlows(new Random(11));
            int refused = 0;
            while (added.size() < FLOWS) {
                FlowMatch match = random.next();
                // It wants to know the port and the ports, and takes a packet without eth(...) for one without header.
                match.key().set(FlowField.IN_PORT, 1 + added.size() % 3);
                match.mask().matchAll(FlowField.IN_PORT);
                for (int protocol : new int[] {6, 17, 132}) {
                    if (Layers.isTransport(match.key(), protocol)) {
                        match.mask().matchAll(FlowField.TP_SRC);
                    }
                }
                if (match.key().get(FlowField.PACKET_TYPE) == 0) {
                    match.mask().matchAll(FlowField.ETH_SRC);
                }
                String text = FlowFormat.match(match.key(), match.mask());
                if (!UNREADABLE_FIELDS.matcher(text).find()) {
                    int action = added.size() + 1000;
                    OvsProcess.Result result =
                            ovs.appctl("dpctl/add-flow", "dummy@ovs-dummy", text, Integer.toString(action));
                    if (result.status() == 0) {
                        added.put(action, match);
                    } else {
                        // Its datapath may want more fields or fewer; but it can read all that we write.
                        assertThat(result.output()).as(text).startsWith("ovs-vswitchd: updating flow table (Invalid");
                        refused++;
                    }
                }
            }
            Map<Integer, String> plain = dump(ovs);
            Map<Integer, String> names = dump(ovs, "--names");
            Map<Integer, String> verbose = dump(ovs, "-m");
            assertThat(plain).hasSize(FLOWS);
            assertThat(refused).isLessThan(FLOWS / 10);
            for (Map.Entry<Integer, FlowMatch> flow : added.entrySet()) {
                FlowMatch match = flow.getValue();
                assertThat(elements(FlowFormat.match(match.key(), match.mask())))
                        .isEqualTo(elements(plain.get(flow.getKey())));
                assertThat(elements(FlowFormat.match(match.key(), match.mask(), NAMES, false)))
                        .isEqualTo(elements(names.get(flow.getKey())));
                // It also knows what lies outside the mask, and tells it here.
                FlowMatch read = FlowParser.match(verbose.get(flow.getKey()), NAMES);
                assertThat(elements(FlowFormat.match(read.key(), read.mask(), NAMES, true)))
                        .isEqualTo(elements(verbose.get(flow.getKey())));
                assertThat(read.mask()).isEqualTo(match.mask());
                assertThat(read.key().masked(read.mask())).isEqualTo(match.key().masked(match.mask()));
            }
        }
    }

    /** It does not read these from text, but writes them when it translates OpenFlow rules. */
    @Test
    void printsActionsOfTranslatedRulesAsOvsVswitchdDoes() throws Exception {
        OvsProcess.requirePeers("ovs-vswitchd", "ovsdb-server", "ovs-appctl", "ovs-ofctl", "unshare");
        Map<String, String> rules = Map.of(
                "dl_type=0x0800,nw_ttl=9", "push_mpls:0x8847,set_field:100->mpls_label,output:2",
                "dl_type=0x8847,mpls_label=5,mpls_bos=1", "pop_mpls:0x0800,output:2",
                "dl_type=0x0806", "push_vlan:0x88a8,set_field:4106->vlan_vid,2,pop_vlan,3",
                "dl_type=0x0800,nw_ttl=8", "ct(commit,zone=3,nat(src=10.0.0.1-10.0.0.9:1000-2000),table=1)",
                "dl_type=0x0800,nw_ttl=7", "group:1",
                "udp,nw_ttl=6", "meter:1,set_field:10.0.0.7->ip_dst,clone(dec_ttl,2),3",
                "dl_type=0x0800,nw_ttl=5", "check_pkt_larger(100)->NXM_NX_REG0[0],2",
                "udp6", "set_field:2001:db8::9->ipv6_dst,set_field:7->ip_dscp,output(port=2,max_len=80)");
        try (OvsProcess ovs = new OvsProcess(folder)) {
            ovs.vsctl(
                    "add-br",
                    "br0",
                    "--",
                    "set",
                    "Bridge",
                    "br0",
                    "datapath_type=dummy",
                    "fail-mode=secure",
                    "protocols=OpenFlow15");
            for (int port = 1; port <= 3; port++) {
                ovs.vsctl(
                        "add-port", "br0", "p" + port, "--", "set", "Interface", "p" + port, "ofport_request=" + port);
            }
            ovs.ofctl("add-meter", "br0", "meter=1,kbps,bands=type=drop,rate=1000");
            ovs.ofctl(
                    "add-group",
                    "br0",
                    "group_id=1,type=select,selection_method=dp_hash,bucket=output:2,bucket=output:3");
            Set<String> opcodes = new TreeSet<>();
            for (Map.Entry<String, String> rule : rules.entrySet()) {
                ovs.ofctl("add-flow", "br0", rule.getKey() + " actions=" + rule.getValue());
                OvsProcess.Result trace = ovs.appctl("ofproto/trace", "br0", "in_port=1," + rule.getKey());
                List<String> theirs = trace.output()
                        .lines()
                        .filter(line -> line.startsWith("Datapath actions: "))
                        .map(line -> line.substring("Datapath actions: ".length()))
                        .toList();
                assertThat(theirs).as(trace.output()).isNotEmpty();
                for (String text : theirs) {
                    Actions actions = ActionParser.actions(text, PortNames.NONE);
                    assertThat(ActionFormat.text(actions)).isEqualTo(text);
                    for (int at = 0; at < actions.end(); at = actions.next(at)) {
                        opcodes.add(Action.name(actions.opcode(at)));
                    }
                }
            }
            assertThat(opcodes)
                    .contains(
                            "push_mpls",
                            "pop_mpls",
                            "hash",
                            "recirc",
                            "ct",
                            "push_vlan",
                            "set_masked",
                            "meter",
                            "trunc");
        }
    }

    /** Return the elements of a flow's text, in the order of the alphabet: that of older versions is another one. */
    private static List<String> elements(String text) {
        List<String> elements = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            char c = i == text.length() ? ',' : text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                elements.add(text.substring(start, i));
                start = i + 1;
            }
        }
        elements.sort(null);
        return elements;
    }

    private static final Pattern FLOW = Pattern.compile("(?:ufid:\\S+ )?(.*), packets:.*, actions:(\\d+).*");

    /** Return the matches of all flows by their action, the port they output to. */
    private static Map<Integer, String> dump(OvsProcess ovs, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of("dpctl/dump-flows"));
        command.addAll(List.of(options));
        command.add("dummy@ovs-dummy");
        Map<Integer, String> flows = new LinkedHashMap<>();
        for (String line :
                ovs.appctl(command.toArray(String[]::new)).output().lines().toList()) {
            Matcher matcher = FLOW.matcher(line);
            if (matcher.matches()) {
                flows.put(Integer.valueOf(matcher.group(2)), matcher.group(1));
            }
        }
        return flows;
    }
}
