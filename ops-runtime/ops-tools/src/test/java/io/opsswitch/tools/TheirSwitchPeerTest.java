/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.vswitchd.testing.Namespaces;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Open vSwitch's own switch, with its userspace datapath, on our ovsdb-server: bridges, ports, traffic. */
@Timeout(240)
class TheirSwitchPeerTest {

    private static final String SWITCH = "ovs-vswitchd";
    private static final String SERVER = "ovsdb-server";

    @TempDir
    Path folder;

    private Namespaces lab;
    private TestImage image;
    private String socket;
    private Path database;

    @BeforeEach
    void start() throws Exception {
        TestImage.needs(SWITCH, "ovs-vsctl", "ovs-appctl", "ovs-ofctl", "ovsdb-tool");
        lab = Namespaces.open();
        image = new TestImage(folder);
        socket = "unix:" + image.run().resolve("db.sock");
        database = image.run().resolve("conf.db");
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        serve();
        vsctl("--no-wait", "init");
        image.ok(
                SWITCH,
                socket,
                "--disable-system",
                "--detach",
                "--no-chdir",
                "--pidfile",
                "-vconsole:off",
                "--log-file=" + image.run().resolve("switch.log"));
    }

    @AfterEach
    void stop() throws Exception {
        if (image != null) {
            if (Files.exists(image.run().resolve(SWITCH + ".pid"))) {
                image.stop(SWITCH);
            }
            image.stop();
        }
        if (lab != null) {
            lab.close();
        }
    }

    private void serve() throws Exception {
        assertThat(image.startServer(
                        "--remote=p" + socket,
                        "--remote=db:Open_vSwitch,Open_vSwitch,manager_options",
                        database.toString()))
                .isEqualTo(new TestImage.Result(0, "", ""));
    }

    private String vsctl(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--timeout=30", "--db=" + socket));
        command.addAll(List.of(args));
        return image.ok(command.toArray(String[]::new)).strip();
    }

    private static boolean isThere(String device) {
        return Namespaces.execute("ip", "link", "show", device).status() == 0;
    }

    @Test
    void forwardsWhatTheDatabaseSaysAndReportsThere() throws Exception {
        String bridge = lab.device("br");
        String a = lab.host("a", "10.99.7.1");
        String b = lab.host("b", "10.99.7.2");
        // Each command returns when the switch has written to our server that it has done it.
        vsctl("add-br", bridge, "--", "set", "Bridge", bridge, "datapath_type=netdev");
        vsctl("add-port", bridge, a, "--", "add-port", bridge, b);
        assertThat(isThere(bridge)).isTrue();
        assertThat(List.of(vsctl("get", "Interface", a, "ofport"), vsctl("get", "Interface", b, "ofport")))
                .containsExactlyInAnyOrder("1", "2");
        assertThat(vsctl("get", "Interface", a, "error")).isEqualTo("[]");
        assertThat(vsctl("get", "Bridge", bridge, "datapath_id")).matches("\"[0-9a-f]{16}\"");
        assertThat(lab.pings("a", "10.99.7.2")).isTrue();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Integer.parseInt(vsctl("get", "Interface", a, "statistics:rx_packets")) > 1);

        vsctl("set", "Port", a, "tag=5");
        assertThat(lab.pings("a", "10.99.7.2")).isFalse();
        vsctl("set", "Port", b, "tag=5");
        assertThat(lab.pings("a", "10.99.7.2")).isTrue();

        // With the database gone, and its lock, their main thread moves no packets; then all is as before.
        image.stop(SERVER);
        serve();
        await().atMost(Duration.ofSeconds(30)).until(() -> lab.pings("b", "10.99.7.1"));
        String c = lab.host("c", "10.99.7.3");
        vsctl("add-port", bridge, c, "tag=5");
        assertThat(vsctl("get", "Interface", c, "ofport")).isEqualTo("3");
        assertThat(lab.pings("c", "10.99.7.1")).isTrue();
        assertThat(vsctl("list-ports", bridge).lines()).containsExactlyInAnyOrder(a, b, c);

        vsctl("del-br", bridge);
        assertThat(isThere(bridge)).isFalse();
        assertThat(vsctl("show")).doesNotContain("Bridge");
        assertThat(image.serverLog()).doesNotContain("|WARN|", "|ERR|");
    }
}
