/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.dpctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.netlink.fake.FakeLinks;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DpctlTest {
    private static final String FLOW = "in_port(1),eth(src=02:00:00:00:00:01,dst=02:00:00:00:00:02),eth_type(0x1234)";

    private final FakeTransport kernel = FakeTransport.linux();
    private final Settings settings = new Settings();
    private String errors = "";

    @AfterEach
    void leavesNoChannelOpen() {
        assertThat(kernel.openChannels()).isZero();
    }

    private String run(String... words) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try (Dpctl dpctl = new Dpctl(kernel, new FakeLinks(kernel), kernel::nowMillis, settings)) {
            Commands.run(
                    dpctl,
                    settings,
                    words[0],
                    List.of(words).subList(1, words.length),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8));
        }
        errors = err.toString(StandardCharsets.UTF_8);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void makesShowsAndRemovesDatapathsAndPorts() throws Exception {
        kernel.addDevice("eth1");
        run("add-dp", "dp0", "eth1");
        run("add-if", "system@dp0", "own,type=internal", "tun,type=vxlan,port_no=7");
        assertThat(run("dump-dps")).isEqualTo("system@dp0\n");
        assertThat(run("show"))
                .contains("  port 0: dp0 (internal)\n  port 1: eth1\n  port 2: own (internal)\n")
                .contains("  port 7: tun (vxlan: packet_type=ptap)\n");
        run("del-if", "dp0", "own", "nosuch", "7");
        assertThat(errors).isEqualTo("ovs-dpctl: no port named nosuch\n");
        assertThat(run("show", "dp0")).doesNotContain("own", "tun");
        run("del-dp", "dp0");
        assertThat(run("show")).isEmpty();
    }

    @Test
    void addsChangesPrintsAndRemovesFlows() throws Exception {
        run("add-dp", "dp0");
        run("add-flow", FLOW, "2");
        assertThat(run("dump-flows"))
                .isEqualTo("recirc_id(0)," + FLOW + ", packets:0, bytes:0, used:never, actions:2\n");
        assertThatThrownBy(() -> run("add-flow", "dp0", FLOW, "2")).hasMessage("updating flow table (File exists)");
        run("mod-flow", FLOW, "drop");
        assertThat(run("dump-flows", "type=ovs")).contains("actions:drop");
        assertThat(run("dump-flows", "type=tc")).isEmpty();
        run("del-flow", FLOW);
        assertThatThrownBy(() -> run("del-flow", FLOW)).hasMessageContaining("No such file or directory");
        run("add-flow", "ufid:00000001-0002-0003-0004-000000000005," + FLOW, "2");
        settings.isVerbose = true;
        assertThat(run("get-flow", "ufid:00000001-0002-0003-0004-000000000005"))
                .startsWith("ufid:00000001-0002-0003-0004-000000000005, recirc_id(0),");
        run("del-flows");
        assertThat(run("dump-flows")).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotDo() {
        assertThatThrownBy(() -> run("dump-conntrack")).hasMessageContaining("not among the commands");
        assertThatThrownBy(() -> run("nosuch")).hasMessage("unknown command 'nosuch'; use --help for help");
        assertThatThrownBy(() -> run("add-if", "dp0")).hasMessage("'add-if' command requires at least 2 arguments");
        assertThatThrownBy(() -> run("dump-flows")).hasMessage("no datapaths exist");
        assertThatThrownBy(() -> run("del-dp", "netdev@ovs-netdev")).hasMessageContaining("is not in the kernel");
    }

    @Test
    void changesNothingWhenItIsOnlyToRead() throws Exception {
        settings.isReadOnly = true;
        assertThatThrownBy(() -> run("add-dp", "dp0")).hasMessage("'add-dp' command does not work in read only mode");
        assertThat(run("dump-dps")).isEmpty();
    }
}
