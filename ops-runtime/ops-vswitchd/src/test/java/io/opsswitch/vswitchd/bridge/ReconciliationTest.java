/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconciliationTest {
    private static final long A = 0x0200_0000_000aL;
    private static final long B = 0x0200_0000_000bL;

    private TestSwitch sw = new TestSwitch();

    @AfterEach
    void stop() {
        sw.close();
    }

    @Test
    void tellsTheDatabaseWhatThisSwitchCanDo() {
        sw.configure(edit -> {});
        assertThat(sw.database().one("Open_vSwitch", sw.root(), "ovs_version"))
                .asString()
                .matches("[0-9]+[.][0-9]+[.][0-9]+");
        assertThat(sw.database().one("Open_vSwitch", sw.root(), "db_version")).isEqualTo("8.8.0");
        assertThat(sw.database().get("Open_vSwitch", sw.root(), "iface_types"))
                .isEqualTo(Set.of("system", "internal", "tap", "dummy", "patch"));
        assertThat(sw.database().get("Open_vSwitch", sw.root(), "datapath_types"))
                .isEqualTo(Set.of("netdev"));
        assertThat(sw.database().one("Open_vSwitch", sw.root(), "dpdk_initialized"))
                .isEqualTo(false);
    }

    @Test
    void tellsWhatADatapathCanDoWhereSomebodyWantsToKnow() {
        sw.addBridge("br0");
        AtomicReference<UUID> row = new AtomicReference<>();
        sw.configure(edit -> {
            row.set(edit.insert("Datapath", Map.of("capabilities", Map.of("mine", "x", "trunc", "false"))));
            edit.set("Open_vSwitch", sw.root(), Map.of("datapaths", Map.of("netdev", row.get())));
        });
        assertThat(sw.database().get("Datapath", row.get(), "capabilities"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("mine", "x")
                .containsEntry("trunc", "true")
                .containsEntry("recirc", "true")
                .containsEntry("ct_state", "false")
                .containsEntry("max_mpls_depth", "3")
                .containsEntry("sample_nesting", "true")
                .hasSize(29);
    }

    @Test
    void showsPeopleWhatADatapathCanDo() throws Exception {
        try (LogCapture log = LogCapture.start(100)) {
            sw.addBridge("br0");
            assertThat(log.text())
                    .contains("|ofproto_dpif|INFO|netdev@ovs-netdev: Datapath supports recirculation\n")
                    .contains("|ofproto_dpif|INFO|netdev@ovs-netdev: VLAN header stack length probed as 2\n")
                    .contains("|ofproto_dpif|INFO|netdev@ovs-netdev: Datapath does not support ct_state\n");
        }
        assertThat(sw.control("dpif/show-dp-features", "br0"))
                .startsWith("Masked set action: Yes\nTunnel push pop: Yes\nUfid: Yes\n")
                .contains("Sample nesting: 10\n", "Check pkt length action: Yes\n", "CT state: No\n");
        sw.control("dpif/set-dp-features", "br0", "check_pkt_len", "false");
        assertThat(sw.control("dpif/show-dp-features", "br0")).contains("Check pkt length action: No\n");
        assertThat(sw.control("dpif/set-dp-features", "br0", "check_pkt_len"))
                .isEqualTo("check_pkt_len (Check pkt length action) : [run time]:false, [boot time]:true\n");
        assertThat(sw.control("dpif/set-dp-features", "br0", "recirc", "false"))
                .isEqualTo("This switch cannot do without: Recirc");
    }

    @Test
    void leavesWhatOthersWroteAlone() {
        sw.database()
                .transact(edit -> edit.set(
                        "Open_vSwitch",
                        sw.root(),
                        Map.of("external_ids", Map.of("system-id", "x"), "system_type", "mine")));
        sw.configure(edit -> {});
        assertThat(sw.database().get("Open_vSwitch", sw.root(), "external_ids")).isEqualTo(Map.of("system-id", "x"));
        assertThat(sw.database().one("Open_vSwitch", sw.root(), "system_type")).isEqualTo("mine");
    }

    @Test
    void doesNotOfferDummiesUnlessAllowed() {
        sw.close();
        sw = new TestSwitch(new FakeDatabase(), builder -> builder.allowDummies(Dummies.NONE));
        sw.addBridge("br0");
        sw.addPort("br0", "d0", Map.of(), Map.of("type", "dummy"));
        assertThat(sw.get("Interface", "d0", "error")).asString().contains("Address family not supported by protocol");
        assertThat(sw.database().get("Open_vSwitch", sw.root(), "iface_types"))
                .isEqualTo(Set.of("system", "internal", "tap", "patch"));
    }

    @Test
    void reportsTheStateOfInterfaces() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        assertThat(sw.get("Interface", "br0", "ofport")).isEqualTo(65534L);
        assertThat(sw.get("Interface", "p1", "ofport")).isEqualTo(1L);
        assertThat(sw.get("Interface", "p1", "admin_state")).isEqualTo("up");
        assertThat(sw.get("Interface", "p1", "link_state")).isEqualTo("up");
        assertThat(sw.get("Interface", "p1", "link_speed")).isEqualTo(10_000_000_000L);
        assertThat(sw.get("Interface", "p1", "duplex")).isEqualTo("full");
        assertThat(sw.get("Interface", "p1", "mtu")).isEqualTo(1500L);
        assertThat(sw.get("Interface", "p1", "ifindex")).isEqualTo(102L);
        assertThat(sw.get("Interface", "p1", "mac_in_use")).asString().matches("([0-9a-f]{2}:){5}[0-9a-f]{2}");
        assertThat(sw.get("Interface", "p1", "error")).isNull();
        sw.datapath().port("p1").setLinkUp(false);
        await().untilAsserted(() -> {
            assertThat(sw.get("Interface", "p1", "link_state")).isEqualTo("down");
            assertThat(sw.get("Interface", "p1", "link_resets")).isEqualTo(1L);
        });
    }

    @Test
    void aMissingDeviceIsReportedAndHealsByItself() {
        sw.provider().setMissing("eth9", true);
        sw.addBridge("br0");
        sw.addPort("br0", "eth9", Map.of(), Map.of("ofport_request", 7));
        assertThat(sw.get("Interface", "eth9", "error"))
                .isEqualTo("could not open network device eth9 (No such device)");
        assertThat(sw.get("Interface", "eth9", "ofport")).isEqualTo(-1L);
        sw.provider().setMissing("eth9", false);
        await().untilAsserted(() -> {
            assertThat(sw.get("Interface", "eth9", "error")).isNull();
            assertThat(sw.get("Interface", "eth9", "ofport")).isEqualTo(7L);
        });
    }

    @Test
    void aDeviceThatVanishesIsReportedAndComesBackUnderItsNumber() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.addPort("br0", "p2", Map.of());
        sw.send("p1", Frames.untagged(A, Frames.BROADCAST));
        sw.provider().setMissing("p1", true);
        sw.datapath().port("p1").vanish();
        await().untilAsserted(() -> assertThat(sw.get("Interface", "p1", "error"))
                .isEqualTo("could not open network device p1 (No such device)"));
        assertThat(sw.get("Interface", "p1", "ofport")).isEqualTo(-1L);
        assertThat(sw.get("Interface", "p1", "mac_in_use")).isNull();
        assertThat(sw.send("p2", Frames.untagged(B, A)))
                .as("nothing is known about it any more")
                .containsKey("br0");
        sw.provider().setMissing("p1", false);
        await().untilAsserted(
                        () -> assertThat(sw.get("Interface", "p1", "ofport")).isEqualTo(1L));
        assertThat(sw.send("p2", Frames.untagged(B, Frames.BROADCAST))).containsKey("p1");
    }

    @Test
    void unchangedPortsAreNotTouchedByAnyChange() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.addPort("br0", "p2", Map.of());
        List<String> before = sw.datapath().log();
        sw.set("Port", "p2", Map.of("tag", 5));
        sw.set("Interface", "p1", Map.of("ofport_request", 55));
        sw.addPort("br0", "p3", Map.of());
        sw.deletePort("br0", "p3");
        assertThat(sw.datapath().log())
                .startsWith(before.toArray(String[]::new))
                .endsWith("add p3 system", "remove p3");
        assertThat(sw.datapath().log()).hasSize(before.size() + 2);
        assertThat(sw.get("Interface", "p1", "ofport")).isEqualTo(55L);
    }

    @Test
    void aChangeOfTypeReplacesTheDevice() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.set("Interface", "p1", Map.of("type", "tap"));
        assertThat(sw.datapath().port("p1").type()).isEqualTo("tap");
        sw.set("Interface", "p1", Map.of("type", "patch", "options", Map.of("peer", "q")));
        assertThat(sw.datapath().port("p1")).isNull();
        assertThat(sw.get("Interface", "p1", "ofport")).isEqualTo(1L);
        sw.set("Interface", "p1", Map.of("options", Map.of()));
        assertThat(sw.get("Interface", "p1", "error")).isEqualTo("p1: patch type requires valid 'peer' argument");
        sw.set("Interface", "p1", Map.of("type", "none-such"));
        assertThat(sw.get("Interface", "p1", "error")).asString().contains("none-such");
    }

    @Test
    void portNumbersAreGrantedKeptAndNotReusedAtOnce() {
        sw.addBridge("br0");
        sw.addPort("br0", "a", Map.of());
        sw.addPort("br0", "b", Map.of(), Map.of("ofport_request", 9));
        sw.addPort("br0", "c", Map.of(), Map.of("ofport_request", 9));
        assertThat(List.of(
                        sw.get("Interface", "a", "ofport"),
                        sw.get("Interface", "b", "ofport"),
                        sw.get("Interface", "c", "ofport")))
                .isEqualTo(List.of(1L, 9L, 2L));
        sw.deletePort("br0", "a");
        sw.addPort("br0", "d", Map.of());
        assertThat(sw.get("Interface", "d", "ofport")).isEqualTo(3L);
        sw.restart();
        sw.configure(edit -> {});
        assertThat(sw.get("Interface", "d", "ofport")).isEqualTo(3L);
        assertThat(sw.get("Interface", "c", "ofport")).isEqualTo(2L);
    }

    @Test
    void datapathTypesThatDoNotExistAreReportedOnTheBridgesInterfaces() {
        sw.addBridge("br0");
        sw.set("Bridge", "br0", Map.of("datapath_type", "warp"));
        assertThat(sw.get("Interface", "br0", "error"))
                .asString()
                .contains("br0", "datapath type warp is not in this image", "netdev");
        assertThat(sw.get("Interface", "br0", "ofport")).isEqualTo(-1L);
        sw.set("Bridge", "br0", Map.of("datapath_type", "netdev"));
        assertThat(sw.get("Interface", "br0", "error")).isNull();
    }

    @Test
    void bridgeAddressAndDatapathIdFollowTheConfiguration() {
        sw.addBridge("br0");
        Object made = sw.get("Bridge", "br0", "datapath_id");
        assertThat(made).asString().matches("0000[0-9a-f]{12}");
        assertThat(sw.get("Interface", "br0", "mac_in_use").toString().replace(":", ""))
                .isEqualTo(made.toString().substring(4));
        sw.set("Bridge", "br0", Map.of("other_config", Map.of("hwaddr", "00:11:22:33:44:55")));
        assertThat(sw.get("Bridge", "br0", "datapath_id")).isEqualTo("0000001122334455");
        assertThat(sw.get("Interface", "br0", "mac_in_use")).isEqualTo("00:11:22:33:44:55");
        sw.set("Bridge", "br0", Map.of("other_config", Map.of("datapath-id", "0x2a")));
        assertThat(sw.get("Bridge", "br0", "datapath_id")).isEqualTo("000000000000002a");
        sw.set("Bridge", "br0", Map.of("other_config", Map.of()));
        assertThat(sw.get("Bridge", "br0", "datapath_id")).isEqualTo(made);
    }

    @Test
    void bridgeTakesTheLeastManufacturersAddressOfItsPorts() throws Exception {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.addPort("br0", "p2", Map.of());
        sw.datapath().port("p1").setMacAddress(0x0011_0000_0002L);
        sw.datapath().port("p2").setMacAddress(0x0011_0000_0001L);
        sw.configure(edit -> {});
        assertThat(sw.get("Interface", "br0", "mac_in_use")).isEqualTo("00:11:00:00:00:01");
    }

    @Test
    void mtusAreSetAndInternalInterfacesFollowTheSmallest() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of(), Map.of("mtu_request", 1400));
        sw.configure(edit -> {});
        assertThat(sw.get("Interface", "p1", "mtu")).isEqualTo(1400L);
        assertThat(sw.get("Interface", "br0", "mtu")).isEqualTo(1400L);
        sw.set("Interface", "p1", Map.of("mtu_request", 65000));
        assertThat(sw.get("Interface", "p1", "mtu")).isEqualTo(1400L);
    }

    @Test
    void internalInterfacesGetTheAddressAskedFor() {
        sw.addBridge("br0");
        sw.addPort("br0", "vif", Map.of(), Map.of("type", "internal", "mac", "02:00:00:00:12:34"));
        assertThat(sw.get("Interface", "vif", "mac_in_use")).isEqualTo("02:00:00:00:12:34");
    }

    @Test
    void severalInterfacesWithoutBondingUseTheFirst() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.addPort("br0", "p2", Map.of());
        sw.configure(edit -> {
            Set<Object> both = edit.values("Port", sw.database().named("Port", "p1"), "interfaces");
            both.add(edit.insert("Interface", Map.of("name", "p1b")));
            edit.set("Port", sw.database().named("Port", "p1"), Map.of("interfaces", both));
        });
        assertThat(sw.send("p2", Frames.untagged(A, B))).containsOnlyKeys("p1", "br0");
        assertThat(sw.send("p1b", Frames.untagged(A, B))).isEmpty();
    }

    @Test
    void columnsThatTheSchemaLacksAreNotWritten() {
        sw.close();
        FakeDatabase small = new FakeDatabase()
                .prune("Interface.statistics")
                .prune("Interface.link_resets")
                .prune("Bridge.datapath_version")
                .prune("Port.protected")
                .prune("Open_vSwitch.dpdk_initialized");
        sw = new TestSwitch(small, builder -> {});
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        assertThat(sw.getAll("Interface", "p1", "link_resets")).isEqualTo(Set.of());
        assertThat(sw.send("p1", Frames.untagged(A, B))).containsOnlyKeys("br0");
    }

    @Test
    void aRestartOfTheDatabaseDoesNotTouchTheTraffic() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.addPort("br0", "p2", Map.of());
        sw.send("p1", Frames.untagged(A, B));
        sw.pass(Duration.ZERO);
        List<String> log = sw.datapath().log();
        int upcalls = sw.datapath().upcalls();
        sw.database().setConnected(false);
        assertThat(sw.send("p1", Frames.untagged(A, B))).containsOnlyKeys("p2", "br0");
        // What the restarted server lost is written again; what changed meanwhile is applied.
        sw.database().transact(edit -> {
            edit.set("Interface", sw.database().named("Interface", "p1"), Map.of("mac_in_use", Set.of()));
            edit.set("Port", sw.database().named("Port", "br0"), Map.of("tag", 77));
        });
        sw.database().setConnected(true);
        await().untilAsserted(() ->
                assertThat(sw.get("Interface", "p1", "mac_in_use")).isNotNull());
        await().untilAsserted(
                        () -> assertThat(sw.send("p1", Frames.untagged(A, B))).containsOnlyKeys("p2"));
        assertThat(sw.datapath().log()).isEqualTo(log);
        assertThat(sw.datapath().upcalls()).isEqualTo(upcalls);
    }

    @Test
    void standsAsideWhileAnotherSwitchHoldsTheLock() {
        sw.close();
        FakeDatabase database = new FakeDatabase();
        database.setLockTaken(true);
        sw = new TestSwitch(database, builder -> builder.clock(() -> System.nanoTime() / 1_000_000));
        UUID root = sw.root();
        database.transact(edit -> edit.set("Open_vSwitch", root, Map.of("next_cfg", 99)));
        await().during(Duration.ofMillis(300)).until(() -> database.one("Open_vSwitch", root, "cur_cfg") == null);
        database.setLockTaken(false);
        await().until(() -> Long.valueOf(99).equals(database.one("Open_vSwitch", root, "cur_cfg")));
        sw.addBridge("br0");
        database.setLockTaken(true);
        await().until(() -> sw.vswitchd().backers().isEmpty());
        database.setLockTaken(false);
        await().until(() -> sw.bridge("br0") != null);
    }

    @Test
    void deletingABridgeTakesItsPortsDown() {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.deleteBridge("br0");
        assertThat(sw.datapath().log()).contains("remove p1", "remove br0").endsWith("close");
        sw.addBridge("br0");
        assertThat(sw.bridge("br0")).isNotNull();
    }

    @Test
    void anIdleSwitchDoesNotWriteToTheDatabase() throws Exception {
        sw.addBridge("br0");
        sw.addPort("br0", "p1", Map.of());
        sw.pass(Duration.ofSeconds(6));
        Thread.sleep(700);
        int before = sw.database().commits();
        Thread.sleep(1200);
        assertThat(sw.database().commits()).isEqualTo(before);
    }
}
