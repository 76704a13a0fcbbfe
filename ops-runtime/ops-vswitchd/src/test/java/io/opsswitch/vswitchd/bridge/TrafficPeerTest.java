/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.userspace.UserspaceDatapathProvider;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Namespaces;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real hosts in network namespaces, through the userspace datapath. */
@Timeout(120)
class TrafficPeerTest {
    private Namespaces lab;
    private TestSwitch sw;
    private String br0;
    private String br1;

    @BeforeEach
    void open() {
        lab = Namespaces.open();
        UserspaceDatapathProvider provider = new UserspaceDatapathProvider();
        Namespaces.requirePeer("the native library", provider.interfaceTypes().contains("system"));
        sw = TestSwitch.on(provider, new FakeDatabase());
        br0 = lab.device("br0");
        br1 = lab.device("br1");
        sw.addBridge(br0);
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

    @Test
    void twoHostsOnOneBridgePingEachOther() throws Exception {
        sw.addPort(br0, lab.host("a", "10.77.0.1"), Map.of());
        sw.addPort(br0, lab.host("b", "10.77.0.2"), Map.of());
        assertThat(lab.pings("a", "10.77.0.2")).isTrue();
        assertThat(sw.control("fdb/show", br0).lines().count()).isGreaterThanOrEqualTo(3);
        assertThat(sw.control("dpctl/dump-flows")).contains("eth_type(0x0800),ipv4(frag=no), packets:");
        assertThat(sw.control("dpif/show")).contains("netdev@ovs-netdev: hit:", br0 + " 65534/", "(tap)", "(system)");
    }

    @Test
    void twoVlansDoNotSeeEachOther() {
        sw.addPort(br0, lab.host("a", "10.77.0.1"), Map.of("tag", 10));
        sw.addPort(br0, lab.host("b", "10.77.0.2"), Map.of("tag", 20));
        sw.addPort(br0, lab.host("c", "10.77.0.3"), Map.of("tag", 10));
        assertThat(lab.pings("a", "10.77.0.2")).isFalse();
        assertThat(lab.pings("a", "10.77.0.3")).isTrue();
        sw.set("Port", lab.device("b"), Map.of("tag", 10));
        assertThat(lab.pings("a", "10.77.0.2")).isTrue();
        assertThat(lab.pings("b", "10.77.0.3")).isTrue();
        sw.set("Port", lab.device("b"), Map.of("tag", 20));
        assertThat(lab.pings("b", "10.77.0.3")).isFalse();
    }

    @Test
    void aTrunkCarriesTwoVlansBetweenTwoBridges() {
        sw.addBridge(br1);
        lab.cable("t0", "t1");
        sw.addPort(br0, lab.device("t0"), Map.of("trunks", Set.of(10, 20)));
        sw.addPort(br1, lab.device("t1"), Map.of("trunks", Set.of(10, 20, 30)));
        sw.addPort(br0, lab.host("a", "10.77.0.1"), Map.of("tag", 10));
        sw.addPort(br0, lab.host("b", "10.77.0.2"), Map.of("tag", 20));
        sw.addPort(br0, lab.host("e", "10.77.0.5"), Map.of("tag", 30));
        sw.addPort(br1, lab.host("c", "10.77.0.3"), Map.of("tag", 10));
        sw.addPort(br1, lab.host("d", "10.77.0.4"), Map.of("tag", 20));
        sw.addPort(br1, lab.host("f", "10.77.0.6"), Map.of("tag", 30));
        assertThat(lab.pings("a", "10.77.0.3")).isTrue();
        assertThat(lab.pings("b", "10.77.0.4")).isTrue();
        assertThat(lab.pings("a", "10.77.0.4")).isFalse();
        assertThat(lab.pings("e", "10.77.0.6"))
                .as("a VLAN that the trunk leaves out")
                .isFalse();
    }

    @Test
    void patchPortsJoinTwoBridges() {
        sw.addBridge(br1);
        sw.addPort(br0, "pa", Map.of(), Map.of("type", "patch", "options", Map.of("peer", "pb")));
        sw.addPort(br1, "pb", Map.of(), Map.of("type", "patch", "options", Map.of("peer", "pa")));
        sw.addPort(br0, lab.host("a", "10.77.0.1"), Map.of());
        sw.addPort(br1, lab.host("b", "10.77.0.2"), Map.of());
        assertThat(lab.pings("a", "10.77.0.2")).isTrue();
    }

    @Test
    void theBridgesOwnDeviceReachesItsHosts() {
        sw.addPort(br0, lab.host("a", "10.77.0.1"), Map.of());
        Namespaces.run("ip", "addr", "add", "10.77.0.9/24", "dev", br0);
        Namespaces.run("ip", "link", "set", br0, "up");
        assertThat(lab.pings("a", "10.77.0.9")).isTrue();
    }

    @Test
    void aDeviceThatComesLaterIsTakenAndOneThatGoesIsReported() {
        String device = lab.device("a");
        sw.addPort(br0, device, Map.of());
        assertThat(sw.get("Interface", device, "error"))
                .isEqualTo("could not open network device " + device + " (No such device)");
        assertThat(sw.get("Interface", device, "ofport")).isEqualTo(-1L);
        lab.host("a", "10.77.0.1");
        sw.addPort(br0, lab.host("b", "10.77.0.2"), Map.of());
        await().atMost(Duration.ofSeconds(30)).until(() -> sw.get("Interface", device, "error") == null);
        assertThat(lab.pings("a", "10.77.0.2")).isTrue();
        Namespaces.run("ip", "link", "del", device);
        await().atMost(Duration.ofSeconds(30)).until(() -> sw.get("Interface", device, "error") != null);
        assertThat(sw.get("Interface", device, "link_state")).isNull();
    }
}
