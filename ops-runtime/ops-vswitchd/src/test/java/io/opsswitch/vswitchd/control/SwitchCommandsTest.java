/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SwitchCommandsTest {
    private static final long A = 0x0200_0000_000aL;
    private static final long B = 0x0200_0000_000bL;

    private TestSwitch sw;

    @BeforeEach
    void start() {
        sw = new TestSwitch();
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of("tag", 10));
        sw.addPort("br0", "p2", Map.of());
        sw.addPort("br0", "pt", Map.of(), Map.of("type", "patch", "options", Map.of("peer", "elsewhere")));
    }

    @AfterEach
    void stop() {
        sw.close();
    }

    @Test
    void fdbShowPrintsTheTable() throws Exception {
        sw.send("p1", Frames.untagged(A, B));
        sw.pass(Duration.ofSeconds(7));
        sw.send("br0", Frames.untagged(B, A));
        assertThat(sw.control("fdb/show", "br0"))
                .isEqualTo(" Port  VLAN  MAC                Age\n"
                        + "    1    10  02:00:00:00:00:0a    7\n"
                        + "LOCAL     0  02:00:00:00:00:0b    0\n");
        assertThat(sw.control("fdb/stats-show", "br0"))
                .isEqualTo("Statistics for bridge \"br0\":\n"
                        + "  Current/maximum MAC entries in the table: 2/8192\n"
                        + "  Current static MAC entries in the table : 0\n"
                        + "  Total number of learned MAC entries     : 2\n"
                        + "  Total number of expired MAC entries     : 0\n"
                        + "  Total number of evicted MAC entries     : 0\n"
                        + "  Total number of port moved MAC entries  : 0\n");
        assertThat(sw.control("fdb/flush")).isEqualTo("table successfully flushed");
        assertThat(sw.control("fdb/show", "br0")).isEqualTo(" Port  VLAN  MAC                Age\n");
    }

    @Test
    void fdbAddAndDelSetStationsThatStay() throws Exception {
        sw.send("p1", Frames.untagged(A, B));
        assertThat(sw.control("fdb/add", "br0", "p2", "10", "02:00:00:00:00:0a"))
                .isEqualTo("Overriding already existing dynamic entry on 1\n");
        assertThat(sw.control("fdb/add", "br0", "p2", "10", "02:00:00:00:00:0a"))
                .isEmpty();
        sw.send("p1", Frames.untagged(A, B));
        assertThat(sw.control("fdb/show", "br0"))
                .isEqualTo(" Port  VLAN  MAC                Age\n    2    10  02:00:00:00:00:0a  static\n");
        sw.addBridge("branch1");
        assertThat(sw.control("fdb/show"))
                .isEqualTo(" Bridge   Port  VLAN  MAC                Age\n"
                        + " br0         2    10  02:00:00:00:00:0a  static\n"
                        + " branch1\n");
        assertThat(sw.control("fdb/del", "br0", "10", "02:00:00:00:00:0a")).isEmpty();
        assertThatThrownBy(() -> sw.control("fdb/del", "br0", "10", "02:00:00:00:00:0a"))
                .hasMessage("could not find static mac entry");
        assertThatThrownBy(() -> sw.control("fdb/add", "br0", "p2", "10", "02:00"))
                .hasMessage("bad MAC address");
        assertThatThrownBy(() -> sw.control("fdb/show", "br9")).hasMessage("no such bridge br9");
    }

    @Test
    void revalidatorPurgeCountsWhatItRemoves() throws Exception {
        sw.send("p1", Frames.untagged(A, B));
        sw.send("p1", Frames.untagged(A, B));
        assertThat(sw.control("revalidator/purge")).isEmpty();
        assertThat(sw.datapath().dumpFlows()).isEmpty();
        assertThat(sw.control("dpif/show")).startsWith("netdev@ovs-netdev: hit:1 missed:1\n");
    }

    @Test
    void dpifShowPrintsBridgesAndPorts() throws Exception {
        sw.send("p1", Frames.untagged(A, B));
        sw.send("p1", Frames.untagged(A, B));
        sw.pass(Duration.ZERO);
        assertThat(sw.control("dpif/show"))
                .isEqualTo("netdev@ovs-netdev: hit:1 missed:1\n"
                        + "  br0:\n"
                        + "    br0 65534/1: (tap)\n"
                        + "    p1 1/2: (system)\n"
                        + "    p2 2/3: (system)\n"
                        + "    pt 3/none: (patch: peer=elsewhere)\n");
        assertThat(sw.control("dpctl/show"))
                .isEqualTo("netdev@ovs-netdev:\n"
                        + "  lookups: hit:1 missed:1 lost:0\n"
                        + "  flows: 1\n"
                        + "  port 1: br0 (tap)\n"
                        + "  port 2: p1\n"
                        + "  port 3: p2\n");
    }

    @Test
    void portsOfBridgesAreNotDeletedBehindTheirBack() throws Exception {
        assertThatThrownBy(() -> sw.control("dpctl/del-if", "netdev@ovs-netdev", "p1"))
                .hasMessage("ovs-vswitchd: deleting port p1 from netdev@ovs-netdev failed (Device or resource busy):"
                        + " a bridge has it; use ovs-vsctl del-port");
        assertThatThrownBy(() -> sw.control("dpctl/del-dp", "netdev@ovs-netdev"))
                .hasMessageContaining("bridges are on it");
        assertThat(sw.control("dpctl/show")).contains("  port 2: p1\n");
    }

    @Test
    void dumpFlowsPrintsMatchesAndActions() throws Exception {
        assertThat(sw.control("dpctl/dump-flows")).isEmpty();
        sw.send("p1", Frames.untagged(A, B));
        String match = ",packet_type(ns=0,id=0),eth(src=02:00:00:00:00:0a,dst=02:00:00:00:00:0b),eth_type(0x88b5),"
                + " packets:0, bytes:0, used:never, actions:";
        assertThat(sw.control("dpctl/dump-flows"))
                .isEqualTo("flow-dump from the main thread:\nrecirc_id(0),in_port(2)" + match
                        + "push_vlan(vid=10,pcp=0),1,3\n");
        assertThat(sw.control("dpctl/dump-flows", "-m", "netdev@ovs-netdev"))
                .contains(",ct_label(0/0),", "in_port(p1)", ", dp:ovs, actions:push_vlan(vid=10,pcp=0),br0,p2\n");
        assertThat(sw.control("dpif/dump-flows", "br0")).startsWith("recirc_id(0),in_port(2)");
        sw.control("revalidator/purge");
        assertThat(sw.control("dpctl/dump-flows")).isEmpty();
    }

    @Test
    void unknownNamesAreRefusedAsOpenVswitchDoes() {
        assertThatThrownBy(() -> sw.control("fdb/show", "none")).hasMessage("no such bridge none");
        assertThatThrownBy(() -> sw.control("fdb/stats-show", "none")).hasMessage("no such bridge");
        assertThatThrownBy(() -> sw.control("fdb/stats-show"))
                .hasMessage("\"fdb/stats-show\" command requires at least 1 arguments");
        assertThatThrownBy(() -> sw.control("dpctl/show", "x")).hasMessageContaining("opening datapath x failed");
        assertThatThrownBy(() -> sw.control("dpctl/dump-flows", "netdev@ovs-netdev", "filter=nonsense"))
                .hasMessageContaining("Failed to parse filter (");
        assertThatThrownBy(() -> sw.control("dpctl/dump-flows", "--some")).hasMessage("Unrecognized option --some");
        assertThatThrownBy(() -> sw.control("dpctl/dump-flows", "type=some"))
                .hasMessageContaining("Failed to parse type (some)");
    }

    @Test
    void dumpFlowsLeavesOutWhatAFilterDoesNotMatch() throws Exception {
        sw.send("p1", Frames.untagged(A, B));
        sw.send("p2", Frames.untagged(B, A));
        assertThat(sw.control("dpctl/dump-flows", "filter=in_port(3)").lines())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("recirc_id(0),in_port(3),");
        assertThat(sw.control("dpctl/dump-flows", "filter=in_port=p1,dl_src=02:00:00:00:00:0a")
                        .lines())
                .hasSize(2);
        assertThat(sw.control("dpctl/dump-flows", "filter=tcp")).isEmpty();
        assertThat(sw.control("dpctl/dump-flows", "type=offloaded")).isEmpty();
    }

    @Test
    void flowsCanBeGotByTheirNumberAndPutByHand() throws Exception {
        sw.send("p1", Frames.untagged(A, B));
        String dump = sw.control("dpctl/dump-flows", "-m", "--no-names")
                .lines()
                .toList()
                .get(1);
        String ufid = dump.substring(0, dump.indexOf(','));
        assertThat(ufid).matches("ufid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
        assertThat(sw.control("dpctl/get-flow", ufid)).startsWith("recirc_id(0),in_port(2),");
        assertThatThrownBy(() -> sw.control("dpctl/get-flow", "ufid:0"))
                .hasMessageContaining("getting flow (No such file or directory)");
        // Who looks after flows takes away those that nobody else knows.
        sw.control("revalidator/pause");
        sw.control("revalidator/wait");
        String mine = "in_port(3),eth(),eth_type(0x1234)";
        assertThat(sw.control("dpctl/add-flow", mine, "2")).isEmpty();
        assertThatThrownBy(() -> sw.control("dpctl/add-flow", mine, "2")).hasMessageContaining("File exists");
        assertThat(sw.control("dpctl/mod-flow", mine, "drop")).isEmpty();
        assertThat(sw.control("dpctl/dump-flows")).contains("in_port(3)", "actions:drop\n");
        assertThat(sw.control("dpctl/del-flow", mine)).isEmpty();
        assertThatThrownBy(() -> sw.control("dpctl/del-flow", mine)).hasMessageContaining("No such file or directory");
        assertThatThrownBy(() -> sw.control("dpctl/add-flow", "eth(),eth_type(0x1234)", "2"))
                .hasMessageContaining("Invalid argument");
        sw.control("dpctl/del-flows");
        assertThat(sw.control("dpctl/dump-flows")).isEmpty();
    }

    @Test
    void eachCombinationOfFieldsGetsAFlowWhileMegaflowsAreOff() throws Exception {
        assertThat(sw.control("upcall/disable-megaflows")).isEqualTo("megaflows disabled");
        sw.send("p1", Frames.untagged(A, B));
        assertThat(sw.control("dpctl/dump-flows")).contains("skb_priority(0)", "ct_state(-new");
        sw.pass(Duration.ofSeconds(1));
        assertThat(sw.datapath().dumpFlows()).as("still right after a look").hasSize(1);
        assertThat(sw.control("upcall/enable-megaflows")).isEqualTo("megaflows enabled");
        assertThat(sw.datapath().dumpFlows()).isEmpty();
    }

    @Test
    void listsBridgesInOrder() throws Exception {
        sw.addBridge("abc");
        assertThat(sw.control("ofproto/list")).isEqualTo("abc\nbr0\n");
        assertThat(sw.control("memory/show")).isEqualTo("ports:4 revalidators:1 udpif keys:0\n");
    }

    @Test
    void flowsOfDatapathsComeFromFiles(@TempDir Path folder) throws Exception {
        sw.control("revalidator/pause");
        String flow = "in_port(2),eth(src=00:00:00:00:00:01,dst=00:00:00:00:00:02),eth_type(0x1234)";
        Path file = folder.resolve("flows.txt");
        Files.writeString(
                file, "# two of them\n" + flow + " 3\n\nadd in_port(3),eth(),eth_type(0x1234) drop # no more\n");
        assertThat(sw.control("dpctl/add-flows", file.toString())).isEmpty();
        assertThat(sw.control("dpctl/dump-flows", "pmd=-1"))
                .contains("eth_type(0x1234), packets:0, bytes:0, used:never, actions:3\n")
                .contains("actions:drop\n");
        Files.writeString(file, flow + " 1\ndelete in_port(3),eth(),eth_type(0x1234)\nadd nothing\n");
        assertThatThrownBy(() -> sw.control("dpctl/mod-flows", "netdev@ovs-netdev", file.toString()))
                .hasMessage("ovs-vswitchd: Failed parsing line number 3, skipped!");
        assertThat(sw.control("dpctl/dump-flows", "pmd=-1"))
                .contains("actions:1\n")
                .doesNotContain("actions:drop");
        assertThat(sw.control("dpctl/dump-flows", "pmd=0")).isEmpty();
        Files.writeString(file, flow + "\n");
        assertThat(sw.control("dpctl/del-flows", file.toString())).isEmpty();
        assertThat(sw.control("dpctl/dump-flows")).isEmpty();
        assertThatThrownBy(() -> sw.control("dpctl/del-flows", folder + "/none"))
                .hasMessageContaining("Opening file \"" + folder + "/none\" failed");
        assertThatThrownBy(() -> sw.control("dpctl/dump-flows", "pmd=x")).hasMessageContaining("Invalid pmd=x");
    }
}
