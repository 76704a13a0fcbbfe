/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.userspace.UserspaceDatapathProvider;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Namespaces;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A controller that is reached only through the bridge that it controls. */
@Timeout(120)
class InBandPeerTest {

    private static final int PORT = 6653;
    /** Says hello in OpenFlow 1.3 to who connects, and answers nothing. */
    private static final String CONTROLLER = """
            import socket, sys
            server = socket.socket()
            server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            server.bind(("0.0.0.0", 6653))
            server.listen()
            while True:
                peer, _ = server.accept()
                peer.sendall(bytes.fromhex("0400000800000001"))
                while peer.recv(4096):
                    pass
            """;

    private Namespaces lab;
    private TestSwitch sw;
    private String bridge;

    @BeforeEach
    void open() {
        lab = Namespaces.open();
        Namespaces.requirePeer("python3", Namespaces.isInstalled("python3"));
        UserspaceDatapathProvider provider = new UserspaceDatapathProvider();
        Namespaces.requirePeer("the native library", provider.interfaceTypes().contains("system"));
        sw = TestSwitch.on(provider, new FakeDatabase());
        bridge = lab.device("br0");
        sw.addBridge(bridge);
        sw.set("Bridge", bridge, Map.of("fail_mode", "secure"));
        sw.addPort(bridge, lab.host("c", "10.79.0.1"), Map.of());
        sw.addPort(bridge, lab.host("d", "10.79.0.2"), Map.of());
        Namespaces.run("ip", "addr", "add", "10.79.0.9/24", "dev", bridge);
        Namespaces.run("ip", "link", "set", bridge, "up");
        lab.start("c", "python3", "-c", CONTROLLER);
    }

    @AfterEach
    void close() {
        if (sw != null) {
            sw.close();
        }
        if (lab != null) {
            lab.close();
        }
    }

    private UUID setController(String mode) {
        UUID[] row = new UUID[1];
        sw.configure(edit -> {
            row[0] = edit.insert(
                    "Controller",
                    Map.of("target", "tcp:10.79.0.1:" + PORT, "connection_mode", mode, "max_backoff", 1000));
            edit.set("Bridge", sw.database().named("Bridge", bridge), Map.of("controller", Set.of(row[0])));
        });
        return row[0];
    }

    private boolean isConnected(UUID controller) {
        return Set.of(true).equals(sw.database().get("Controller", controller, "is_connected"));
    }

    @Test
    void theControllerOfASecureBridgeIsReachedThroughItAndNothingElseIs() throws Exception {
        UUID controller = setController("in-band");
        await().atMost(Duration.ofSeconds(60)).until(() -> isConnected(controller));
        assertThat(lab.pings("c", "10.79.0.2"))
                .as("hosts through a bridge without flows")
                .isFalse();
        assertThat(sw.control("bridge/dump-flows", bridge))
                .contains("priority=180000,udp,in_port=LOCAL,dl_src=", "tp_src=68,tp_dst=67,actions=NORMAL")
                .contains("priority=180005,arp,arp_tpa=10.79.0.1,arp_op=2,actions=NORMAL")
                .contains("priority=180007,tcp,nw_dst=10.79.0.1,tp_dst=6653,actions=NORMAL");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> sw.control("bridge/dump-flows", bridge).contains("priority=180003,arp,dl_dst="));
        sw.set("Bridge", bridge, Map.of("other_config", Map.of("disable-in-band", "true")));
        assertThat(sw.control("bridge/dump-flows", bridge)).doesNotContain("priority=1800");
    }

    @Test
    void aControllerOutOfBandIsNotReachedThroughTheBridge() throws Exception {
        UUID controller = setController("out-of-band");
        assertThat(sw.control("bridge/dump-flows", bridge)).doesNotContain("priority=1800");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> String.valueOf(sw.database().get("Controller", controller, "status"))
                        .contains("last_error"));
        assertThat(isConnected(controller)).isFalse();
    }
}
