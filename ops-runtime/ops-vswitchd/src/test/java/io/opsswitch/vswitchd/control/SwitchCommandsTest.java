/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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
                .isEqualTo(" port  VLAN  MAC                Age\n"
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
        assertThat(sw.control("fdb/show", "br0")).isEqualTo(" port  VLAN  MAC                Age\n");
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
    void dumpFlowsPrintsMatchesAndActions() throws Exception {
        assertThat(sw.control("dpctl/dump-flows")).isEmpty();
        sw.send("p1", Frames.untagged(A, B));
        String match = ",packet_type(ns=0,id=0),eth(src=02:00:00:00:00:0a,dst=02:00:00:00:00:0b),eth_type(0x88b5),"
                + " packets:0, bytes:0, used:never, actions:";
        assertThat(sw.control("dpctl/dump-flows"))
                .isEqualTo("flow-dump from the main thread:\nrecirc_id(0),in_port(2)" + match
                        + "push_vlan(vid=10,pcp=0),3,1\n");
        assertThat(sw.control("dpctl/dump-flows", "-m", "netdev@ovs-netdev"))
                .contains("in_port(p1)", "actions:push_vlan(vid=10,pcp=0),p2,br0\n");
        assertThat(sw.control("dpif/dump-flows", "br0")).startsWith("recirc_id(0),in_port(2)");
        sw.control("revalidator/purge");
        assertThat(sw.control("dpctl/dump-flows")).isEmpty();
    }

    @Test
    void unknownNamesAreRefusedAsOpenVswitchDoes() {
        assertThatThrownBy(() -> sw.control("fdb/show", "none")).hasMessage("no such bridge");
        assertThatThrownBy(() -> sw.control("fdb/show"))
                .hasMessage("\"fdb/show\" command requires at least 1 arguments");
        assertThatThrownBy(() -> sw.control("dpctl/show", "x")).hasMessageContaining("opening datapath x failed");
        assertThatThrownBy(() -> sw.control("dpctl/dump-flows", "netdev@ovs-netdev", "filter=tcp"))
                .hasMessageContaining("filters are not supported");
    }

    @Test
    void listsBridgesInOrder() throws Exception {
        sw.addBridge("abc");
        assertThat(sw.control("ofproto/list")).isEqualTo("abc\nbr0\n");
        assertThat(sw.control("memory/show")).isEqualTo("ports:4 revalidators:1 udpif keys:0\n");
    }
}
