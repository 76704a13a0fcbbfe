/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.vswitchd.testing.Namespaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's ovs-ofctl asks a bridge that our codec and our connections serve. */
@Timeout(60)
class OpenFlowConnectionPeerTest {

    @TempDir
    Path folder;

    private TestBridge bridge;
    private ControllerListener listener;
    private String target;

    @BeforeEach
    void start() {
        Namespaces.requirePeer("ovs-ofctl", Namespaces.isInstalled("ovs-ofctl"));
        bridge = new TestBridge();
        Path socket = folder.resolve("br0.mgmt");
        target = "unix:" + socket;
        listener = listen("punix:" + socket, ConnectionSettings.DEFAULT);
    }

    private ControllerListener listen(String where, ConnectionSettings settings) {
        return ControllerListener.open(
                Remote.parse(where, Remote.OPENFLOW_PORT), "br0<->", settings, bridge.loops(), bridge.tls, bridge);
    }

    @AfterEach
    void stop() {
        if (listener != null) {
            listener.close();
        }
        if (bridge != null) {
            bridge.close();
        }
    }

    private String ofctl(OpenFlowVersion version, String... words) {
        List<String> command = new ArrayList<>(List.of("ovs-ofctl", "-O", version.text()));
        command.addAll(List.of(words));
        return Namespaces.execute(command.toArray(String[]::new)).output();
    }

    @ParameterizedTest
    @EnumSource(OpenFlowVersion.class)
    void answersShowInAllVersions(OpenFlowVersion version) {
        assertThat(ofctl(version, "show", target))
                .contains("OFPT_FEATURES_REPLY")
                .contains("dpid:0000000000001234")
                .contains(" 1(eth0): addr:0a:0b:0c:0d:0e:0f")
                .contains("current:    10GB-FD COPPER")
                .contains("LOCAL(br0): addr:0a:0b:0c:0d:0e:10")
                .contains("PORT_DOWN")
                .contains("frags=normal miss_send_len=128");
        await().until(() -> bridge.events.contains("disconnected"));
        assertThat(bridge.events.get(0)).isEqualTo("connected " + version);
    }

    @ParameterizedTest
    @EnumSource(OpenFlowVersion.class)
    void answersStatisticsInAllVersions(OpenFlowVersion version) {
        assertThat(ofctl(version, "dump-ports", target))
                .contains("rx pkts=5, bytes=?")
                .contains("bytes=77");
        assertThat(ofctl(version, "dump-desc", target)).contains("Manufacturer: ops");
        assertThat(ofctl(version, "dump-tables", target)).contains("active=3, lookup=5, matched=4");
    }

    @Test
    void answersProbesAndPings() {
        assertThat(ofctl(OpenFlowVersion.OF13, "probe", target)).isEmpty();
        assertThat(ofctl(OpenFlowVersion.OF10, "ping", target)).contains("64 bytes from " + target);
    }

    @Test
    void tellsErrorsOfRequestsThatAreNotAccepted() {
        assertThat(ofctl(OpenFlowVersion.OF13, "dump-tlv-map", target)).contains("OFPBRC_BAD_TYPE");
    }

    @Test
    void refusesPeersThatSpeakOtherVersions() {
        ControllerListener strict = listen(
                "ptcp:0:127.0.0.1",
                ConnectionSettings.DEFAULT.withVersions(Set.of(OpenFlowVersion.OF13, OpenFlowVersion.OF15)));
        String tcp = "tcp:127.0.0.1:" + strict.boundAddress().getPort();
        assertThat(ofctl(OpenFlowVersion.OF15, "probe", tcp)).isEmpty();
        assertThat(ofctl(OpenFlowVersion.OF14, "probe", tcp))
                .contains("version negotiation failed (we support version 0x05, peer supports versions 0x04, 0x06)");
        strict.close();
    }
}
