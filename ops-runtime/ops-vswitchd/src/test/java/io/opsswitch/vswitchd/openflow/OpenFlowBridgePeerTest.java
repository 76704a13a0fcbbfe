/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.testing.OvsProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same commands of Debian's {@code ovs-ofctl} for our endpoint and for Debian's switch: what they print has to be the
 * same, line by line, but for times, addresses and numbers of transactions.
 */
@Timeout(240)
class OpenFlowBridgePeerTest {

    private static final List<String> ALL =
            List.of("OpenFlow10", "OpenFlow11", "OpenFlow13", "OpenFlow14", "OpenFlow15");

    @TempDir
    Path folder;

    private final List<String> differences = new ArrayList<>();
    private int compared;

    /** One command for some versions; the name of the bridge stands where the socket's goes. */
    private record Step(String versions, String... words) {}

    private static Step all(String... words) {
        return new Step("10 11 13 14 15", words);
    }

    private static Step later(String... words) {
        return new Step("13 14 15", words);
    }

    private static final String FLOWS = """
        table=0,priority=5,ip,nw_dst=10.0.0.0/8,actions=output:2
        table=0,priority=6,tcp,tp_dst=80,cookie=0x1234,idle_timeout=30,actions=mod_nw_dst:10.1.1.1,output:1
        priority=7,dl_vlan=5,hard_timeout=40,send_flow_rem,actions=strip_vlan,NORMAL
        priority=8,arp,arp_op=1,actions=CONTROLLER:65535
        priority=9,in_port=1,actions=drop
        """;
    private static final String OTHERS = """
        priority=5,ip,nw_dst=10.0.0.0/8,actions=output:1
        priority=9,in_port=1,actions=drop
        priority=33,udp,actions=IN_PORT
        """;
    private static final String CHANGES = """
        flow add priority=50,in_port=2,actions=output:1
        flow modify priority=50,in_port=2,actions=output:LOCAL
        flow delete priority=9,in_port=1
        """;
    private static final String BAD_CHANGES = """
        flow add priority=51,in_port=2,actions=output:1
        flow add priority=52,in_port=2,actions=group:77
        """;

    private static List<Step> steps() {
        return List.of(
                all("show", "br0"),
                all("dump-desc", "br0"),
                all("dump-tables", "br0"),
                later("dump-table-features", "br0"),
                new Step("14 15", "dump-table-desc", "br0"),
                all("dump-ports-desc", "br0"),
                all("dump-ports", "br0"),
                all("dump-ports", "br0", "1"),
                all("dump-group-features", "br0"),
                later("meter-features", "br0"),
                all("add-flows", "br0", "flows.txt"),
                all("dump-flows", "br0"),
                all("dump-flows", "br0", "cookie=0x1234/-1"),
                all("dump-flows", "br0", "out_port=2"),
                all("dump-flows", "br0", "table=3"),
                all("dump-aggregate", "br0"),
                all("dump-aggregate", "br0", "ip"),
                all("add-flow", "br0", "priority=5,ip,nw_dst=10.0.0.0/8,actions=output:LOCAL"),
                all("add-flow", "br0", "check_overlap,priority=5,ip,nw_src=1.2.3.4,actions=output:LOCAL"),
                all("add-flow", "br0", "check_overlap,table=9,priority=5,arp,actions=output:LOCAL"),
                all("dump-flows", "br0", "table=9"),
                all("del-flows", "br0", "table=9"),
                all("add-flow", "br0", "table=254,actions=drop"),
                all("add-flow", "br0", "priority=99,actions=group:5"),
                all("add-flow", "br0", "table=7,reg0=5,metadata=3,actions=resubmit(,8)"),
                all("add-flow", "br0", "priority=98,tun_metadata0=3,actions=drop"),
                all("mod-flows", "br0", "ip,actions=output:1"),
                all("mod-flows", "br0", "cookie=0x1234/-1,actions=output:1,output:2"),
                all("mod-flows", "br0", "udp,tp_dst=5,actions=output:1"),
                all("--strict", "mod-flows", "br0", "priority=9,in_port=1,actions=output:2"),
                all("dump-flows", "br0"),
                all("diff-flows", "br0", "others.txt"),
                all("--strict", "del-flows", "br0", "priority=8,arp"),
                all("del-flows", "br0", "tcp"),
                all("del-flows", "br0", "table=7"),
                all("dump-flows", "br0"),
                all("replace-flows", "br0", "others.txt"),
                all("dump-flows", "br0"),
                all("add-group", "br0", "group_id=1,type=all,bucket=output:1,bucket=output:2"),
                all("add-group", "br0", "group_id=1,type=all,bucket=output:1"),
                all("add-group", "br0", "group_id=2,type=select,bucket=weight:5,output:1,bucket=output:2"),
                all("add-group", "br0", "group_id=3,type=ff,bucket=watch_port:1,output:1"),
                all("add-group", "br0", "group_id=4,type=indirect,bucket=group:1"),
                all("mod-group", "br0", "group_id=9,type=all,bucket=output:1"),
                all("mod-group", "br0", "group_id=4,type=all,bucket=group:4"),
                all("--may-create", "mod-group", "br0", "group_id=5,type=all"),
                new Step(
                        "10 15",
                        "insert-buckets",
                        "br0",
                        "group_id=1,command_bucket_id=last,bucket=bucket_id:7,actions=output:LOCAL"),
                new Step(
                        "10 15",
                        "insert-buckets",
                        "br0",
                        "group_id=1,command_bucket_id=88,bucket=bucket_id:8,actions=output:LOCAL"),
                new Step("10 15", "remove-buckets", "br0", "group_id=1,command_bucket_id=first"),
                new Step(
                        "15",
                        "add-group",
                        "br0",
                        "group_id=6,type=select,selection_method=hash,fields(ip_src,tcp_dst),bucket=output:1"),
                all("dump-groups", "br0"),
                all("add-flow", "br0", "priority=97,in_port=2,actions=group:1"),
                all("dump-group-stats", "br0"),
                new Step("15", "dump-group-stats", "br0", "1"),
                new Step("15", "dump-groups", "br0", "1"),
                all("del-groups", "br0", "group_id=1"),
                all("dump-flows", "br0"),
                all("del-groups", "br0"),
                all("dump-groups", "br0"),
                later("add-meter", "br0", "meter=1,kbps,burst,stats,bands=type=drop,rate=100,burst_size=1000"),
                later("add-meter", "br0", "meter=1,kbps,bands=type=drop,rate=100"),
                later("mod-meter", "br0", "meter=2,kbps,bands=type=drop,rate=100"),
                later("add-meter", "br0", "meter=2,pktps,bands=type=drop,rate=7"),
                later("add-flow", "br0", "priority=96,in_port=2,actions=meter:1,output:1"),
                later("add-flow", "br0", "priority=95,in_port=2,actions=meter:3,output:1"),
                later("dump-meters", "br0"),
                later("dump-meter", "br0", "meter=1"),
                later("meter-stats", "br0"),
                later("meter-stats", "br0", "meter=9"),
                later("del-meter", "br0", "meter=1"),
                later("dump-flows", "br0"),
                later("del-meters", "br0"),
                later("dump-meters", "br0"),
                new Step("14 15", "bundle", "br0", "changes.txt"),
                new Step("14 15", "bundle", "br0", "bad-changes.txt"),
                new Step("13 14 15", "--bundle", "add-flows", "br0", "flows.txt"),
                all("dump-flows", "br0"),
                all("mod-port", "br0", "1", "no-forward"),
                all("mod-port", "br0", "1", "no-packet-in"),
                new Step("10", "mod-port", "br0", "1", "no-flood"),
                all("show", "br0"),
                all("mod-port", "br0", "1", "forward"),
                all("mod-port", "br0", "1", "packet-in"),
                new Step("10", "mod-port", "br0", "1", "flood"),
                all("mod-port", "br0", "9", "up"),
                all("get-frags", "br0"),
                all("set-frags", "br0", "drop"),
                all("get-frags", "br0"),
                all("set-frags", "br0", "nx-match"),
                all("set-frags", "br0", "normal"),
                new Step("14 15", "mod-table", "br0", "1", "evict"),
                new Step("14 15", "mod-table", "br0", "2", "vacancy:10,20"),
                new Step("14 15", "dump-table-desc", "br0"),
                new Step("14 15", "mod-table", "br0", "1", "noevict"),
                new Step("14 15", "mod-table", "br0", "2", "novacancy"),
                all("dump-ipfix-bridge", "br0"),
                all("dump-tlv-map", "br0"),
                all("add-tlv-map", "br0", "{class=0xffff,type=0,len=4}->tun_metadata0"),
                all("add-tlv-map", "br0", "{class=0xffff,type=1,len=4}->tun_metadata0"),
                all("add-tlv-map", "br0", "{class=0xffff,type=0,len=4}->tun_metadata1"),
                all("dump-tlv-map", "br0"),
                new Step("10 13 14 15", "add-flow", "br0", "priority=98,tun_metadata0=3,actions=drop"),
                new Step("10 13 14 15", "dump-flows", "br0", "tun_metadata0"),
                new Step("10 13 14 15", "del-tlv-map", "br0", "{class=0xffff,type=0,len=4}->tun_metadata0"),
                new Step("10 13 14 15", "del-flows", "br0", "tun_metadata0"),
                all("del-tlv-map", "br0"),
                all("dump-tlv-map", "br0"),
                all("packet-out", "br0", "in_port=9999,packet=ffffffffffff0000000000010800,actions=group:4"),
                all("packet-out", "br0", "in_port=1,packet=ffffffffffff0000000000010800,actions=drop"),
                all("queue-stats", "br0", "1"),
                all("queue-stats", "br0", "2", "0"),
                all("queue-stats", "br0", "LOCAL", "5"),
                all("queue-stats", "br0", "ANY", "5"),
                all("queue-stats", "br0", "9"),
                all("queue-get-config", "br0"),
                all("queue-get-config", "br0", "2"),
                new Step("12 13 14 15", "queue-get-config", "br0", "ANY"),
                new Step("14 15", "queue-get-config", "br0", "1", "3"),
                all("queue-get-config", "br0", "9"),
                all("del-flows", "br0"),
                all("dump-flows", "br0"),
                all("dump-tables", "br0"));
    }

    @Test
    void printsWhatDebiansSwitchPrints() throws Exception {
        OvsProcess.requirePeers("ovs-vswitchd", "ovsdb-server", "ovs-ofctl", "unshare");
        Path theirs = Files.createDirectory(folder.resolve("theirs"));
        Path ours = Files.createDirectory(folder.resolve("ours"));
        for (Map.Entry<String, String> file : Map.of(
                        "flows.txt",
                        FLOWS,
                        "others.txt",
                        OTHERS,
                        "changes.txt",
                        CHANGES,
                        "bad-changes.txt",
                        BAD_CHANGES)
                .entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        try (OvsProcess ovs = new OvsProcess(theirs);
                TestEndpoint endpoint = new TestEndpoint()) {
            ovs.vsctl(
                    "add-br",
                    "br0",
                    "--",
                    "set",
                    "bridge",
                    "br0",
                    "datapath_type=dummy",
                    "fail-mode=secure",
                    "protocols=" + String.join(",", ALL));
            for (int port = 1; port <= 2; port++) {
                ovs.vsctl(
                        "add-port",
                        "br0",
                        "p" + port,
                        "--",
                        "set",
                        "interface",
                        "p" + port,
                        "type=dummy",
                        "ofport_request=" + port);
            }
            endpoint.listen(ours.resolve("br0.mgmt"), true);
            for (String version : ALL) {
                for (Step step : steps()) {
                    if (List.of(step.versions.split(" ")).contains(version.substring("OpenFlow".length()))) {
                        compare(version, step, theirs, ours);
                    }
                }
            }
        }
        assertThat(differences).as("of %d commands", compared).isEmpty();
        assertThat(compared).isGreaterThan(300);
    }

    private void compare(String version, Step step, Path theirs, Path ours) throws Exception {
        String expected = run(version, step, theirs);
        String actual = run(version, step, ours);
        compared++;
        if (!expected.equals(actual)) {
            differences.add("\n" + version + " " + String.join(" ", step.words) + "\n--- wanted\n" + expected
                    + "\n--- got\n" + actual);
        }
    }

    private String run(String version, Step step, Path place) throws Exception {
        List<String> command = new ArrayList<>(List.of("ovs-ofctl", "--timeout=10", "-O", version));
        for (String word : step.words) {
            if (word.equals("br0")) {
                command.add("unix:" + place.resolve("br0.mgmt"));
            } else {
                command.add(word.endsWith(".txt") ? folder.resolve(word).toString() : word);
            }
        }
        OvsProcess.Result result = OvsProcess.run(command.toArray(String[]::new));
        String text = result.output()
                .replace(place.toString(), "")
                .replaceAll("[0-9-]+T[0-9:]+Z\\|", "")
                .replaceAll("xid=0x[0-9a-f]+", "xid")
                .replaceAll("(dpid|addr):[0-9a-f:]+", "$1")
                .replaceAll("(duration|idle_age|hard_age)[=:][0-9.]+s?,? ?", "")
                // What only dummy devices count.
                .replaceAll("(?m)^ *(CUSTOM Statistics|rx_custom_.*|rx_q0_.*)\n\n?", "")
                .replaceAll("(?m)^\\([^)]*\\) ?(data|\\*\\*\\*).*$", "");
        List<String> lines =
                new ArrayList<>(text.lines().map(String::stripTrailing).toList());
        boolean isDump = step.words[0].startsWith("dump-flows")
                || step.words[0].startsWith("dump-group")
                || step.words[0].equals("dump-ports");
        if (isDump) {
            lines.removeIf(String::isBlank);
            lines.sort(Comparator.naturalOrder());
        }
        return "status " + result.status() + "\n" + String.join("\n", lines);
    }
}
