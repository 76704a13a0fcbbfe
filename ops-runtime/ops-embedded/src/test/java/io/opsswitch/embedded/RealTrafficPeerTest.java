/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.userspace.UserspaceDatapathProvider;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.testing.Namespaces;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hosts in network namespaces, and a switch inside this JVM between them; flows come from Debian's ovs-ofctl. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class RealTrafficPeerTest {

    private static final int ROUNDS = Integer.getInteger("ops.faults.rounds", 20);

    private Namespaces lab;
    private OpsSwitch sw;
    private String br0;
    private String br1;

    @BeforeEach
    void open() {
        lab = Namespaces.open();
        Namespaces.requirePeer("ovs-ofctl", Namespaces.isInstalled("ovs-ofctl"));
        Namespaces.requirePeer(
                "the native library",
                new UserspaceDatapathProvider().interfaceTypes().contains("system"));
        br0 = lab.device("br0");
        br1 = lab.device("br1");
    }

    @AfterEach
    void close() {
        try {
            if (sw != null) {
                sw.close();
            }
        } finally {
            if (lab != null) {
                lab.close();
            }
        }
    }

    private static Consumer<PortBuilder> access(int vlan) {
        return port -> port.type("system").access(vlan);
    }

    private void ofctl(String command, String... args) {
        String[] words = new String[args.length + 5];
        words[0] = "ovs-ofctl";
        words[1] = "-O";
        words[2] = "OpenFlow13";
        words[3] = command;
        words[4] = "tcp:127.0.0.1:" + sw.openFlowPort(br0);
        System.arraycopy(args, 0, words, 5, args.length);
        Namespaces.run(words);
    }

    private void assertReaches(String host, String address, boolean expected) {
        if (expected) {
            await().atMost(Duration.ofSeconds(30)).until(() -> lab.pings(host, address));
        } else {
            assertThat(lab.pings(host, address))
                    .as("%s reaches %s", host, address)
                    .isFalse();
        }
    }

    /**
     * Two bridges and a cable between them. On its one end VLANs are as the mode says, on the other they are all tagged, so
     * that the hosts behind tell what was on the wire: a and b are on VLANs 10 and 20 of the one bridge, c and d of the
     * other, where e is on none.
     */
    @ParameterizedTest
    @CsvSource({
        "access,          false, false, true",
        "trunk,           true,  true,  false",
        "native-tagged,   true,  true,  false",
        "native-untagged, false, true,  true",
    })
    void vlansAreOnTheWireAsTheModeSays(String mode, boolean tagged10, boolean tagged20, boolean untagged) {
        lab.cable("t0", "t1");
        String a = lab.host("a", "10.78.0.1");
        String b = lab.host("b", "10.78.0.2");
        String c = lab.host("c", "10.78.0.3");
        String d = lab.host("d", "10.78.0.4");
        String e = lab.host("e", "10.78.0.5");
        sw = OpsSwitch.builder()
                .bridge(
                        br0,
                        bridge -> bridge.datapathType("netdev")
                                .port(a, access(10))
                                .port(b, access(20))
                                .port(lab.device("t0"), port -> {
                                    port.type("system").vlanMode(mode);
                                    if (!mode.equals("trunk")) {
                                        port.access(10);
                                    }
                                    if (!mode.equals("access")) {
                                        port.trunk(10, 20);
                                    }
                                }))
                .bridge(
                        br1,
                        bridge -> bridge.datapathType("netdev")
                                .devices(lab.device("t1"))
                                .port(c, access(10))
                                .port(d, access(20))
                                .port(e, access(0)))
                .start();
        assertReaches("a", "10.78.0.3", tagged10);
        assertReaches("b", "10.78.0.4", tagged20);
        assertReaches("a", "10.78.0.5", untagged);
        assertReaches("a", "10.78.0.2", false);
    }

    @Test
    void patchPortsCarryTrafficBetweenTwoBridgesAndCountIt() {
        String a = lab.host("a", "10.78.0.1");
        String b = lab.host("b", "10.78.0.2");
        sw = OpsSwitch.builder()
                .bridge(br0, bridge -> bridge.datapathType("netdev").devices(a).patch("to1", "to0"))
                .bridge(br1, bridge -> bridge.datapathType("netdev").devices(b).patch("to0", "to1"))
                .start();
        assertReaches("a", "10.78.0.2", true);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Interface.byName(sw.replica(), "to1")
                                .statistics()
                                .get("tx_packets"))
                        .isGreaterThanOrEqualTo(3));
    }

    @Test
    void aFastFailoverGroupTakesTheOtherCableWhenOneIsPulled() {
        lab.cable("u0", "u1");
        lab.cable("w0", "w1");
        String a = lab.host("a", "10.78.0.1");
        String b = lab.host("b", "10.78.0.2");
        sw = OpsSwitch.builder()
                .bridge(
                        br0,
                        bridge -> bridge.datapathType("netdev")
                                .devices(a, lab.device("u0"), lab.device("w0"))
                                .secure())
                .bridge(br1, bridge -> bridge.datapathType("netdev").devices(b, lab.device("u1"), lab.device("w1")))
                .start();
        ofctl("add-group", "group_id=1,type=fast_failover,bucket=watch_port:2,output:2,bucket=watch_port:3,output:3");
        ofctl("add-flow", "in_port=1,actions=group:1");
        ofctl("add-flow", "in_port=2,actions=output:1");
        ofctl("add-flow", "in_port=3,actions=output:1");
        assertReaches("a", "10.78.0.2", true);
        for (int round = 0; round < Math.max(3, ROUNDS / 5); round++) {
            lab.set("u1", false);
            sw.appctl("fdb/flush", br1);
            assertReaches("a", "10.78.0.2", true);
            lab.set("u1", true);
            sw.appctl("fdb/flush", br1);
            assertReaches("a", "10.78.0.2", true);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(Interface.byName(sw.replica(), lab.device("w0"))
                                .statistics()
                                .get("tx_packets"))
                        .isGreaterThanOrEqualTo(3));
    }

    @Test
    void interfacesThatVanishAreTakenUpWhenTheyAreBackAndOthersGoOn() {
        String a = lab.host("a", "10.78.0.1");
        String b = lab.host("b", "10.78.0.2");
        lab.cable("x0", "x1");
        String x = lab.device("x0");
        sw = OpsSwitch.builder()
                .bridge(br0, bridge -> bridge.datapathType("netdev").devices(a, b, x))
                .start();
        long ofport = Interface.byName(sw.replica(), x).ofport();
        for (int round = 0; round < Math.max(3, ROUNDS / 5); round++) {
            Namespaces.run("ip", "link", "del", x);
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Interface.byName(sw.replica(), x).error() != null);
            assertReaches("a", "10.78.0.2", true);
            lab.cable("x0", "x1");
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Interface.byName(sw.replica(), x).error() == null);
            assertThat(Interface.byName(sw.replica(), x).ofport()).isEqualTo(ofport);
        }
    }
}
