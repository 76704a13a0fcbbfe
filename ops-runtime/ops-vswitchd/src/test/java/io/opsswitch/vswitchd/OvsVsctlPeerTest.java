/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.datapath.userspace.UserspaceDatapathProvider;
import io.opsswitch.ovsdb.client.OvsdbClients;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.vswitchd.testing.Namespaces;
import io.opsswitch.vswitchd.testing.Namespaces.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Debian's ovs-vsctl against our server and our switch, which run in the process of this test. */
@Timeout(120)
class OvsVsctlPeerTest {
    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");

    @TempDir
    Path folder;

    private Path database;
    private OvsdbServer server;
    private Vswitchd vswitchd;

    @BeforeEach
    void start() throws Exception {
        for (String program : List.of("ovs-vsctl", "ovsdb-tool", "ovsdb-client")) {
            Namespaces.requirePeer(program, Namespaces.isInstalled(program));
        }
        Namespaces.requirePeer(SCHEMA.toString(), Files.exists(SCHEMA));
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        database = folder.resolve("conf.db");
        Namespaces.run("ovsdb-tool", "create", database.toString(), SCHEMA.toString());
        startServer();
        vsctl("--no-wait", "init");
        startSwitch();
    }

    @AfterEach
    void stop() {
        if (vswitchd != null) {
            vswitchd.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private String remote() {
        return "unix:" + folder.resolve("db.sock");
    }

    private void startServer() throws Exception {
        server = new OvsdbServer();
        server.addDatabase(database);
        server.addRemote("p" + remote());
    }

    private void startSwitch() throws Exception {
        vswitchd = Vswitchd.builder()
                .datapaths(new UserspaceDatapathProvider())
                .allowDummies(Dummies.BESIDE)
                .start((tables, listener) -> OvsdbClients.connect(remote(), "Open_vSwitch", tables, listener));
        vswitchd.configured().get(20, TimeUnit.SECONDS);
    }

    private Result tryVsctl(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--db=" + remote(), "--timeout=10"));
        command.addAll(Arrays.asList(arguments));
        return Namespaces.execute(command.toArray(String[]::new));
    }

    /** Run ovs-vsctl, which must succeed and be silent but for what was asked. */
    private String vsctl(String... arguments) {
        Result result = tryVsctl(arguments);
        assertThat(result.status()).as(result.output()).isZero();
        return result.output().strip();
    }

    @Test
    void everyCommandReturnsWithoutNoWaitAndInTime() {
        long start = System.nanoTime();
        vsctl("set", "Open_vSwitch", ".", "external_ids:x=y");
        vsctl(
                "add-br",
                "br0",
                "--",
                "set",
                "Bridge",
                "br0",
                "datapath_type=netdev",
                "--",
                "set",
                "Interface",
                "br0",
                "type=internal");
        vsctl("add-port", "br0", "d1", "tag=10", "--", "set", "Interface", "d1", "type=dummy", "ofport_request=7");
        vsctl("add-port", "br0", "d2", "--", "set", "Interface", "d2", "type=dummy");
        vsctl("set", "Port", "d2", "tag=20");
        assertThat(vsctl("get", "Interface", "d1", "ofport")).isEqualTo("7");
        assertThat(vsctl("list-ports", "br0")).isEqualTo("d1\nd2");
        assertThat(vsctl("show")).contains("Bridge br0", "Port d1", "tag: 10", "type: dummy", "ovs_version: \"3.7.1\"");
        assertThat(vsctl("list", "interface", "d1"))
                .contains("admin_state         : up", "link_state          : up", "ofport              : 7");
        vsctl("del-port", "br0", "d2");
        vsctl("del-br", "br0");
        assertThat(vsctl("list-br")).isEmpty();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void ovsVsctlReportsAPortWhoseDeviceIsMissing() {
        tryVsctl("add-br", "br0");
        Result result = tryVsctl("add-port", "br0", "opsnone0");
        assertThat(result.output())
                .contains("Error detected while setting up 'opsnone0'", "could not open network device");
        assertThat(vsctl("get", "Interface", "opsnone0", "ofport")).isEqualTo("-1");
        vsctl("add-port", "br0", "d1", "--", "set", "Interface", "d1", "type=dummy");
        assertThat(vsctl("get", "Interface", "d1", "ofport")).isEqualTo("1");
    }

    @Test
    void fakeBridgesWork() {
        tryVsctl("add-br", "br0");
        tryVsctl("add-br", "vlan9", "br0", "9");
        vsctl("add-port", "vlan9", "d1", "--", "set", "Interface", "d1", "type=dummy");
        assertThat(vsctl("get", "Port", "d1", "tag")).isEqualTo("9");
        assertThat(vsctl("br-to-vlan", "vlan9")).isEqualTo("9");
    }

    @Test
    void aRestartOfTheServerIsSurvived() throws Exception {
        tryVsctl("add-br", "br0");
        vsctl("add-port", "br0", "d1", "--", "set", "Interface", "d1", "type=dummy");
        server.close();
        startServer();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> tryVsctl("add-port", "br0", "d2", "--", "set", "Interface", "d2", "type=dummy")
                                .status()
                        == 0);
        assertThat(vsctl("get", "Interface", "d2", "ofport")).isEqualTo("2");
        assertThat(vswitchd.backers().get(0).datapath().ports())
                .extracting(io.opsswitch.datapath.Port::name)
                .contains("d1", "d2");
    }

    @Test
    void aRestartOfTheSwitchComesBackToTheSameState() throws Exception {
        tryVsctl("add-br", "br0");
        vsctl("add-port", "br0", "d1", "--", "set", "Interface", "d1", "type=dummy");
        vsctl("add-port", "br0", "d2", "--", "set", "Interface", "d2", "type=dummy");
        vsctl("del-port", "br0", "d1");
        vswitchd.close();
        startSwitch();
        assertThat(vsctl("get", "Interface", "d2", "ofport")).isEqualTo("2");
        vsctl("add-port", "br0", "d3", "--", "set", "Interface", "d3", "type=dummy");
        assertThat(vsctl("get", "Interface", "d3", "error")).isEqualTo("[]");
    }

    @Test
    void hostsInNamespacesTalkThroughABridgeThatOvsVsctlMade() {
        try (Namespaces lab = Namespaces.open()) {
            String bridge = lab.device("br");
            vsctl("add-br", bridge);
            vsctl("add-port", bridge, lab.host("a", "10.78.0.1"), "tag=10");
            vsctl("add-port", bridge, lab.host("b", "10.78.0.2"), "tag=20");
            assertThat(lab.pings("a", "10.78.0.2")).isFalse();
            vsctl("set", "Port", lab.device("b"), "tag=10");
            assertThat(lab.pings("a", "10.78.0.2")).isTrue();
            // Until the statistics are written first there is no such key.
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Integer.parseInt(
                                    vsctl("get", "Interface", lab.device("a"), "statistics:rx_packets")))
                            .isGreaterThanOrEqualTo(2));
            vsctl("del-br", bridge);
            assertThat(Namespaces.execute("ip", "link", "show", bridge).status())
                    .as("the bridge's device is gone")
                    .isNotZero();
        }
    }
}
