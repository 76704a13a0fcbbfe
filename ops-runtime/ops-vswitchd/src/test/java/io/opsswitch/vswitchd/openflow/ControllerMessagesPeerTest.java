/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.testing.OvsProcess;
import io.opsswitch.datapath.testing.OvsProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a controller is told without asking: {@code ovs-ofctl monitor} of Debian listens to our endpoint and to Debian's
 * switch, both of which are given the same commands, and prints the same.
 */
@Timeout(120)
class ControllerMessagesPeerTest {

    private static final String PACKET = "packet=ffffffffffff0a0b0c0d0e0f08060001080006040001505400000005c0a80001"
            + "000000000000c0a80002000000000000000000000000000000000000";

    @TempDir
    Path folder;

    private Path theirs;
    private Path ours;
    private OvsProcess ovs;
    private TestEndpoint endpoint;
    private int monitors;

    @BeforeEach
    void start() throws Exception {
        OvsProcess.requirePeers("ovs-vswitchd", "ovsdb-server", "ovs-ofctl", "ovs-appctl", "unshare");
        theirs = Files.createDirectory(folder.resolve("theirs"));
        ours = Files.createDirectory(folder.resolve("ours"));
        ovs = new OvsProcess(theirs);
        endpoint = new TestEndpoint();
        ovs.vsctl(
                "add-br",
                "br0",
                "--",
                "set",
                "bridge",
                "br0",
                "datapath_type=dummy",
                "fail-mode=secure",
                "protocols=OpenFlow10,OpenFlow11,OpenFlow12,OpenFlow13,OpenFlow14,OpenFlow15");
        ovs.vsctl("add-port", "br0", "p1", "--", "set", "interface", "p1", "type=dummy", "ofport_request=1");
        endpoint.listen(ours.resolve("br0.mgmt"), true);
    }

    @AfterEach
    void stop() {
        if (endpoint != null) {
            endpoint.close();
        }
        if (ovs != null) {
            ovs.close();
        }
    }

    /** Return what a monitor prints while commands are given by others. */
    private String monitor(Path place, String version, List<String> options, List<List<String>> commands)
            throws Exception {
        Path control = place.resolve("monitor" + monitors);
        Path output = place.resolve("output" + monitors++);
        List<String> words = new ArrayList<>(List.of(
                "ovs-ofctl", "-O", version, "--unixctl=" + control, "monitor", "unix:" + place.resolve("br0.mgmt")));
        words.addAll(options);
        Process process = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().until(() -> Files.exists(control) || !process.isAlive());
            barrier(control);
            for (List<String> command : commands) {
                List<String> line = new ArrayList<>(List.of("ovs-ofctl", "-O", version));
                for (String word : command) {
                    line.add(word.equals("br0") ? "unix:" + place.resolve("br0.mgmt") : word);
                }
                Result result = OvsProcess.run(line.toArray(String[]::new));
                assertThat(result.status())
                        .as(String.join(" ", command) + ": " + result.output())
                        .isZero();
            }
            barrier(control);
        } finally {
            process.destroy();
            process.waitFor();
        }
        return Files.readString(output)
                .replaceAll("xid=0x[0-9a-f]+", "xid")
                .replaceAll("(addr|duration)[:=]?[0-9a-f:.]+s?", "$1")
                .replaceAll("(?m)^.*(BARRIER|GET_CONFIG).*$\\n?", "")
                .replaceAll("[0-9-]+T[0-9:]+Z\\|.*\\n", "");
    }

    private static void barrier(Path control) throws Exception {
        Result result = OvsProcess.run("ovs-appctl", "-t", control.toString(), "ofctl/barrier");
        assertThat(result.status()).as(result.output()).isZero();
    }

    private void compare(String version, List<String> options, List<List<String>> commands, String... contained)
            throws Exception {
        String wanted = monitor(theirs, version, options, commands);
        String got = monitor(ours, version, options, commands);
        assertThat(got).as("%s %s", version, options).isEqualTo(wanted).contains(contained);
    }

    private static List<String> words(String... words) {
        return List.of(words);
    }

    @Test
    void monitorsTellWhatHappensToFlows() throws Exception {
        List<List<String>> commands = List.of(
                words("add-flow", "br0", "priority=5,in_port=1,cookie=7,idle_timeout=50,actions=output:2"),
                words("add-flow", "br0", "priority=6,in_port=2,actions=output:1"),
                words("mod-flows", "br0", "in_port=1,actions=output:3,output:1"),
                words("mod-flows", "br0", "in_port=1,actions=output:3,output:1"),
                words("add-flow", "br0", "priority=6,in_port=2,actions=output:2"),
                words("add-flow", "br0", "table=3,priority=6,ip,actions=drop"),
                words("del-flows", "br0", "in_port=2"),
                words("del-flows", "br0"));
        for (String watch : List.of(
                "watch:",
                "watch:!add",
                "watch:!delete",
                "watch:!modify",
                "watch:!actions",
                "watch:table=3",
                "watch:out_port=1",
                "watch:in_port=1")) {
            compare("OpenFlow10", List.of(watch), commands, "FLOW_MONITOR");
        }
        List<List<String>> none = List.of();
        for (Path place : List.of(theirs, ours)) {
            String target = "unix:" + place.resolve("br0.mgmt");
            OvsProcess.run("ovs-ofctl", "add-flow", target, "priority=5,in_port=1,cookie=7,actions=output:2");
        }
        compare("OpenFlow10", List.of("watch:"), none, "event=ADDED");
        compare("OpenFlow10", List.of("watch:!initial"), none, "FLOW_MONITOR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OpenFlow10", "OpenFlow11", "OpenFlow12", "OpenFlow13", "OpenFlow14", "OpenFlow15"})
    void controllersAreToldOfPacketsPortsAndFlows(String version) throws Exception {
        List<List<String>> commands = List.of(
                words("packet-out", "br0", "in_port=1," + PACKET + ",actions=controller"),
                words("packet-out", "br0", "in_port=1," + PACKET + ",actions=controller(max_len=20)"),
                words("packet-out", "br0", "in_port=1," + PACKET + ",actions=controller(id=9)"),
                words("packet-out", "br0", "in_port=LOCAL," + PACKET + ",actions=controller(userdata=01.02)"),
                words("add-flow", "br0", "priority=7,send_flow_rem,in_port=1,cookie=9,actions=output:2"),
                words("add-flow", "br0", "priority=8,in_port=1,actions=output:2"),
                words("mod-port", "br0", "p1", "no-forward"),
                words("mod-port", "br0", "p1", "forward"),
                // The last, since the peer tells of removed flows from a thread of its own, later than it has to.
                words("del-flows", "br0"));
        for (String format : List.of("standard", "nxt_packet_in", "nxt_packet_in2")) {
            compare(version, List.of("65534", "-P", format), commands, "PACKET_IN", "FLOW_REMOVED", "PORT_STATUS");
        }
    }
}
