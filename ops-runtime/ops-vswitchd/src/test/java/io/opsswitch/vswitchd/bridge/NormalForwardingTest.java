/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NormalForwardingTest {
    private static final long A = 0x0200_0000_000aL;
    private static final long B = 0x0200_0000_000bL;

    private TestSwitch sw;

    @BeforeEach
    void threePortsOnABridge() {
        sw = new TestSwitch();
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.addPort("br0", "p2", Map.of());
        sw.addPort("br0", "p3", Map.of());
    }

    @AfterEach
    void stop() {
        sw.close();
    }

    @Test
    void floodsToAllButTheInputPortUntilItHasLearned() {
        assertThat(sw.send("p1", Frames.untagged(A, B))).containsOnlyKeys("p2", "p3", "br0");
        assertThat(sw.send("p2", Frames.untagged(B, A))).containsOnlyKeys("p1");
        sw.pass(Duration.ZERO);
        assertThat(sw.send("p1", Frames.untagged(A, B))).containsOnlyKeys("p2");
    }

    @Test
    void dropsAFrameWhoseDestinationIsOnItsOwnSide() {
        sw.send("p1", Frames.untagged(A, B));
        assertThat(sw.send("p1", Frames.untagged(B, A))).isEmpty();
        assertThat(sw.send("p1", Frames.untagged(A, A))).isEmpty();
    }

    @Test
    void secondPacketOfAFlowNeedsNoUpcall() {
        sw.send("p1", Frames.untagged(A, B));
        sw.send("p2", Frames.untagged(B, A));
        int before = sw.datapath().upcalls();
        assertThat(sw.send("p2", Frames.untagged(B, A))).containsOnlyKeys("p1");
        assertThat(sw.datapath().upcalls()).isEqualTo(before);
    }

    @Test
    void flowsFollowAStationThatMoves() {
        sw.send("p1", Frames.untagged(A, Frames.BROADCAST));
        assertThat(sw.send("p2", Frames.untagged(B, A))).containsOnlyKeys("p1");
        sw.pass(Duration.ofMillis(1));
        sw.send("p3", Frames.untagged(A, Frames.BROADCAST));
        sw.pass(Duration.ofMillis(1));
        int before = sw.datapath().upcalls();
        assertThat(sw.send("p2", Frames.untagged(B, A))).containsOnlyKeys("p3");
        assertThat(sw.datapath().upcalls()).as("the flow was changed in place").isEqualTo(before);
    }

    @Test
    void aChangeElsewhereLeavesAFlowAlone() {
        sw.send("p1", Frames.untagged(A, Frames.BROADCAST));
        sw.send("p2", Frames.untagged(B, A));
        sw.pass(Duration.ZERO);
        sw.set("Interface", "p3", Map.of("external_ids", Map.of("x", "y")));
        int before = sw.datapath().upcalls();
        sw.send("p2", Frames.untagged(B, A));
        assertThat(sw.datapath().upcalls()).isEqualTo(before);
    }

    @Test
    void idleFlowsGoAfterTenSeconds() {
        sw.send("p1", Frames.untagged(A, B));
        sw.pass(Duration.ofMillis(9_900));
        assertThat(sw.datapath().dumpFlows()).hasSize(1);
        sw.pass(Duration.ofMillis(200));
        assertThat(sw.datapath().dumpFlows()).isEmpty();
    }

    @Test
    void trafficOfInstalledFlowsKeepsLearnedAddressesYoung() throws Exception {
        sw.send("p1", Frames.untagged(A, Frames.BROADCAST));
        for (int i = 0; i < 80; i++) {
            sw.pass(Duration.ofSeconds(5));
            sw.send("p1", Frames.untagged(A, Frames.BROADCAST));
        }
        assertThat(sw.datapath().upcalls()).isEqualTo(1);
        sw.pass(Duration.ZERO);
        assertThat(sw.control("fdb/show", "br0")).contains("02:00:00:00:00:0a    0");
    }

    @Test
    void agedAddressIsFloodedAgain() {
        sw.send("p1", Frames.untagged(A, Frames.BROADCAST));
        assertThat(sw.send("p2", Frames.untagged(B, A))).containsOnlyKeys("p1");
        for (int i = 0; i < 61; i++) {
            sw.pass(Duration.ofSeconds(5));
            sw.send("p2", Frames.untagged(B, A));
        }
        sw.pass(Duration.ZERO);
        assertThat(sw.send("p2", Frames.untagged(B, A))).containsOnlyKeys("p1", "p3", "br0");
    }

    @Test
    void reservedMulticastIsDroppedUnlessAskedFor() {
        byte[] bpdu = Frames.untagged(A, 0x0180_c200_0000L);
        assertThat(sw.send("p1", bpdu)).isEmpty();
        sw.set("Bridge", "br0", Map.of("other_config", Map.of("forward-bpdu", "true")));
        assertThat(sw.send("p1", bpdu)).containsOnlyKeys("p2", "p3", "br0");
    }

    @Test
    void doesNotLearnFromAGroupSource() throws Exception {
        sw.send("p1", Frames.untagged(0x0100_0000_0001L, B));
        assertThat(sw.control("fdb/show", "br0")).isEqualTo(" Port  VLAN  MAC                Age\n");
    }

    @Test
    void protectedPortsDoNotTalkToEachOther() {
        sw.set("Port", "p1", Map.of("protected", true));
        sw.set("Port", "p2", Map.of("protected", true));
        assertThat(sw.send("p1", Frames.untagged(A, B))).containsOnlyKeys("p3", "br0");
        assertThat(sw.send("p2", Frames.untagged(B, A))).isEmpty();
        assertThat(sw.send("p3", Frames.untagged(0x0200_0000_000cL, A))).containsOnlyKeys("p1");
    }

    @Test
    void secureFailModeDropsEverythingUntilItIsTakenBack() {
        sw.set("Bridge", "br0", Map.of("fail_mode", "secure"));
        assertThat(sw.send("p1", Frames.untagged(A, B))).isEmpty();
        sw.set("Bridge", "br0", Map.of("fail_mode", "standalone"));
        assertThat(sw.send("p1", Frames.untagged(A, B))).containsOnlyKeys("p2", "p3", "br0");
    }

    @Test
    void floodVlansAreNotLearned() {
        sw.set("Bridge", "br0", Map.of("flood_vlans", Set.of(5)));
        sw.send("p1", Frames.tagged(A, Frames.BROADCAST, 5));
        assertThat(sw.send("p2", Frames.tagged(B, A, 5))).containsOnlyKeys("p1", "p3", "br0");
        sw.send("p1", Frames.tagged(A, Frames.BROADCAST, 6));
        assertThat(sw.send("p2", Frames.tagged(B, A, 6))).containsOnlyKeys("p1");
    }

    @Test
    void patchPortsJoinTwoBridges() {
        sw.addBridge("br1");
        sw.addPort("br1", "q1", Map.of());
        sw.addPort("br0", "to1", Map.of(), Map.of("type", "patch", "options", Map.of("peer", "to0")));
        sw.addPort("br1", "to0", Map.of("tag", 9), Map.of("type", "patch", "options", Map.of("peer", "to1")));
        Map<String, List<byte[]>> out = sw.send("p1", Frames.untagged(A, B));
        assertThat(out).containsOnlyKeys("p2", "p3", "br0", "q1", "br1");
        assertThat(Frames.tci(out.get("q1").get(0))).isEqualTo(9);
        assertThat(Frames.tci(out.get("p2").get(0))).isEqualTo(-1);
        Map<String, List<byte[]>> back = sw.send("q1", Frames.tagged(B, A, 9));
        assertThat(back).containsOnlyKeys("p1");
        assertThat(Frames.tci(back.get("p1").get(0))).isEqualTo(-1);
        sw.deletePort("br1", "to0");
        assertThat(sw.send("p1", Frames.untagged(A, B))).doesNotContainKeys("q1", "br1");
    }

    @Test
    void aLoopOfPatchPortsIsCutOffAndTheSwitchLives() {
        sw.addBridge("br1");
        for (String n : List.of("x", "y", "z")) {
            sw.addPort("br0", n + "0", Map.of(), Map.of("type", "patch", "options", Map.of("peer", n + "1")));
            sw.addPort("br1", n + "1", Map.of(), Map.of("type", "patch", "options", Map.of("peer", n + "0")));
        }
        // Open vSwitch forwards what a packet came to before it had been through 4096 flow tables.
        assertThat(sw.send("p1", Frames.untagged(A, Frames.BROADCAST)).get("p2"))
                .hasSizeBetween(1, 4096);
        sw.deletePort("br0", "y0");
        sw.deletePort("br0", "z0");
        assertThat(sw.send("p1", Frames.untagged(A, Frames.BROADCAST))).containsKeys("p2", "p3", "br1");
    }

    @Test
    void patchPortsCountWhatGoesThrough() {
        sw.addBridge("br1");
        sw.addPort("br0", "to1", Map.of(), Map.of("type", "patch", "options", Map.of("peer", "to0")));
        sw.addPort("br1", "to0", Map.of(), Map.of("type", "patch", "options", Map.of("peer", "to1")));
        for (int i = 0; i < 3; i++) {
            sw.send("p1", Frames.untagged(A, B));
        }
        sw.pass(Duration.ofSeconds(6));
        org.awaitility.Awaitility.await().untilAsserted(() -> {
            assertThat(sw.getAll("Interface", "to1", "statistics")).asString().contains("tx_packets=3", "tx_bytes=180");
            assertThat(sw.getAll("Interface", "to0", "statistics")).asString().contains("rx_packets=3");
            assertThat(sw.getAll("Interface", "p1", "statistics")).asString().contains("rx_packets=3");
        });
    }
}
