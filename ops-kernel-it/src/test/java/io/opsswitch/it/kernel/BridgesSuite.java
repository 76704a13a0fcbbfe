/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogCapture;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.vswitchd.testing.Frames;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What bridges do on a kernel's datapath, whichever kernel it is. */
abstract class BridgesSuite extends KernelSwitchTestBase {

    @Test
    void learnsAndForwardsWithoutFurtherUpcalls() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        forward("p2", Frames.untagged(B, A), "p1");
        await().atMost(LONG).untilAsserted(() -> {
            forward("p1", Frames.untagged(A, B), "p2");
            assertThat(lab().sent("p3")).as("only where the station is").isEmpty();
        });
        long before = misses();
        forward("p1", Frames.untagged(A, B), "p2");
        forward("p2", Frames.untagged(B, A), "p1");
        assertThat(misses()).isEqualTo(before);
        assertThat(flowCount()).isEqualTo(2);
    }

    @Test
    void countsWhatFlowsDid() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        for (int i = 0; i < 5; i++) {
            forward("p1", Frames.untagged(A, B), "p2");
        }
        assertThat(sw().control("dpctl/dump-flows")).contains("in_port(", "packets:5, bytes:300, used:");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw().getAll("Interface", "p1", "statistics"))
                        .asString()
                        .contains("rx_packets=6"));
    }

    @Test
    void putsAccessPortsIntoTheirVlans() {
        sw().set("Port", "p1", Map.of("tag", 10));
        sw().set("Port", "p2", Map.of("tag", 20));
        forget();
        byte[] frame = Frames.untagged(A, B);
        lab().inject("p1", frame);
        awaitFrame("p3", Frames.tagged(A, B, 10));
        assertThat(lab().sent("p2")).isEmpty();
        forward("p3", Frames.tagged(B, A, 10), "p1", Frames.untagged(B, A));
    }

    @Test
    void reportsADeviceThatWentAwayAndTakesItBack() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        lab().removeDevice("p2");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw().getAll("Interface", "p2", "error"))
                        .asString()
                        .contains("No such device"));
        forward("p1", Frames.untagged(A, B), "p3");
        lab().addDevice("p2");
        forwardSoon("p1", Frames.untagged(A, Frames.BROADCAST), "p2");
        assertThat(sw().getAll("Interface", "p2", "error")).isEqualTo(Set.of());
    }

    @Test
    void keepsPortsAndFlowsOverARestart() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        forward("p2", Frames.untagged(B, A), "p1");
        await().atMost(LONG).until(() -> flowCount() == 2);
        List<String> ports = kernelPorts();
        long before = misses();
        sw().stop();
        assertThat(kernelPorts()).isEqualTo(ports);
        forward("p1", Frames.untagged(A, B), "p2");
        Vlog flows = Vlog.module("dpif");
        VlogConfig.setLevel(flows, LogDestination.FILE, LogLevel.DBG);
        try (LogCapture log = LogCapture.start(1000)) {
            sw().restart();
            sw().configure(edit -> {});
            assertThat(log.lines())
                    .as("flows of bridges without ports")
                    .noneMatch(line -> line.contains("actions:drop"));
        } finally {
            VlogConfig.setLevel(flows, LogDestination.FILE, LogLevel.INFO);
        }
        for (int i = 0; i < 20; i++) {
            forward("p1", Frames.untagged(A, B), "p2");
            forward("p2", Frames.untagged(B, A), "p1");
        }
        assertThat(misses()).as("packets that had to wait for the switch").isEqualTo(before);
        assertThat(kernelPorts()).isEqualTo(ports);
        assertThat(sw().control("dpctl/show")).contains("port 1: ");
    }

    @Test
    void leavesFlowsAloneWhileOthersRestoreThem() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG).until(() -> flowCount() == 1);
        sw().stop();
        database()
                .transact(edit -> edit.set(
                        "Open_vSwitch", sw().root(), Map.of("other_config", Map.of("flow-restore-wait", "true"))));
        sw().restart();
        sw().configure(edit -> {});
        lab().inject("p3", Frames.untagged(B, A));
        sw().vswitchd().backers().forEach(backer -> backer.revalidateNow());
        assertThat(flowCount()).isEqualTo(1);
        assertThat(lab().sent("p1")).as("no packet is handled yet").isEmpty();
        sw().configure(edit -> edit.set("Open_vSwitch", sw().root(), Map.of("other_config", Map.of())));
        forward("p3", Frames.untagged(B, A), "p1");
    }

    @Test
    void removesFlowsThatTheConfigurationNoLongerAgreesWith() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG).until(() -> flowCount() == 1);
        sw().stop();
        sw().restart();
        sw().set("Port", "p1", Map.of("tag", 10));
        sw().set("Port", "p2", Map.of("tag", 20));
        forget();
        lab().inject("p1", Frames.untagged(A, B));
        awaitFrame("p3", Frames.tagged(A, B, 10));
        assertThat(lab().sent("p2")).isEmpty();
    }

    @Test
    void saysWhyWhenTheDriverIsGoneAndComesBackWithIt() throws Exception {
        forward("p1", Frames.untagged(A, B), "p2");
        lab().setLoaded(false);
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw().getAll("Interface", "p1", "error"))
                        .asString()
                        .contains("driver"));
        lab().setLoaded(true);
        forwardSoon("p1", Frames.untagged(A, B), "p2");
        await().atMost(LONG)
                .untilAsserted(() ->
                        assertThat(sw().getAll("Interface", "p1", "error")).isEqualTo(Set.of()));
    }

    @Test
    void encapsulatesInVxlanAndTakesItOff() throws Exception {
        sw().addPort(
                        "br0",
                        "vx0",
                        Map.of(),
                        Map.of("type", "vxlan", "options", Map.of("remote_ip", "172.16.0.2", "key", "7")));
        assertThat(kernelPorts()).contains("vxlan_sys_4789");
        forward("p1", Frames.untagged(A, B), "vxlan_sys_4789");
        assertThat(sw().control("dpctl/dump-flows")).contains("set(tunnel(tun_id=0x7,dst=172.16.0.2,");
        byte[] answer = Frames.untagged(B, A);
        forget();
        lab().inject("vxlan_sys_4789", answer, 7, 0xac100002, 0xac100001);
        awaitFrame("p1", answer);
        assertThat(sw().control("dpctl/dump-flows")).contains("tunnel(tun_id=0x7,src=172.16.0.2,");
        await().atMost(LONG)
                .untilAsserted(() -> assertThat(sw().getAll("Interface", "vx0", "statistics"))
                        .asString()
                        .contains("rx_packets=1"));
        sw().deletePort("br0", "vx0");
        assertThat(kernelPorts()).doesNotContain("vxlan_sys_4789");
    }
}
