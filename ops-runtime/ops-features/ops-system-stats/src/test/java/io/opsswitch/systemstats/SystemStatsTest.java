/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.systemstats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.features.Features;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SystemStatsTest {

    @Test
    @SuppressWarnings("unchecked")
    void reportsOnlyWhileEnabled() {
        try (TestSwitch sw = new TestSwitch()) {
            sw.configure(edit -> {});
            assertThat(sw.database().get("Open_vSwitch", sw.root(), "statistics"))
                    .isEqualTo(Set.of());
            sw.configure(edit ->
                    edit.set("Open_vSwitch", sw.root(), Map.of("other_config", Map.of("enable-statistics", "true"))));
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(
                                    (Map<String, String>) sw.database().get("Open_vSwitch", sw.root(), "statistics"))
                            .containsKeys("cpu", "load_average", "memory"));
            sw.configure(edit -> edit.set("Open_vSwitch", sw.root(), Map.of("other_config", Map.of())));
            await().untilAsserted(() -> assertThat(sw.database().get("Open_vSwitch", sw.root(), "statistics"))
                    .isEqualTo(Map.of()));
        }
    }

    @Test
    void withoutTheFeatureNothingIsReportedAndTheSwitchIsWell() throws Exception {
        try (TestSwitch sw =
                new TestSwitch(new FakeDatabase(), builder -> builder.features(Features.of("OPS_BRIDGE")))) {
            sw.configure(edit ->
                    edit.set("Open_vSwitch", sw.root(), Map.of("other_config", Map.of("enable-statistics", "true"))));
            Thread.sleep(500);
            assertThat(sw.database().get("Open_vSwitch", sw.root(), "statistics"))
                    .isEqualTo(Set.of());
            sw.addBridge("br0");
            assertThat(sw.get("Interface", "br0", "ofport")).isEqualTo(65534L);
        }
    }

    @Test
    void readsTheFormatsOfTheManualPage(@TempDir Path root) throws IOException {
        Path proc = Files.createDirectories(root.resolve("proc"));
        Path rundir = Files.createDirectories(root.resolve("run"));
        Files.writeString(proc.resolve("loadavg"), "0.5 1.25 12.004 3/300 12345\n");
        Files.writeString(
                proc.resolve("meminfo"),
                "MemTotal:  1000 kB\nMemFree:   300 kB\nMemAvailable: 5 kB\nBuffers: 10 kB\nCached:  20 kB\n"
                        + "SwapTotal: 50 kB\nSwapFree: 45 kB\nHugePages_Total: 0\n");
        Path pidfile = Files.writeString(rundir.resolve("ovs-vswitchd.pid"), "77\n");
        Files.writeString(rundir.resolve("dead.pid"), "78\n");
        Files.writeString(
                proc.resolve("locks"),
                "1: POSIX  ADVISORY  WRITE 77 08:01:" + Files.getAttribute(pidfile, "unix:ino") + " 0 EOF\n"
                        + "2: FLOCK  ADVISORY  WRITE 5 08:01:99 0 EOF\n"
                        + "2: -> POSIX  ADVISORY  WRITE 6 08:01:99 0 EOF\n");
        Files.createDirectories(proc.resolve("77"));
        Files.writeString(
                proc.resolve("77/stat"),
                "77 (java (x) y) S 1 77 77 0 -1 4194560 1 0 0 0 250 50 0 0 20 0 30 0 1000 204800000 5000"
                        + " 1 1 1 1 1 1 0 0 0 0 0 0 0 17 3 0 0 0 0 0\n");
        Files.writeString(proc.resolve("77/status"), "Name:\tx\nVmRSS:\t   20000 kB\nThreads: 5\n");
        Files.writeString(proc.resolve("uptime"), "60.50 100.00\n");
        Files.createDirectories(proc.resolve("self"));
        Files.writeString(
                proc.resolve("self/mounts"),
                "/dev/x / ext4 ro 0 0\nproc /proc proc rw 0 0\n/dev/y "
                        + root.toString().replace(" ", "\\040") + " ext4 rw,relatime 0 0\n");

        Map<String, String> sample = new HostSampler(root, rundir).sample();

        assertThat(sample)
                .containsEntry("load_average", "0.50,1.25,12.00")
                .containsEntry("memory", "1000,700,30,50,5")
                .containsEntry("process_ovs-vswitchd", "200000,20000,3000,0,50500,50500,3")
                .doesNotContainKey("process_dead");
        assertThat(sample.get("cpu")).matches("[0-9]+");
        assertThat(sample.get("file_systems")).matches("\\Q" + root + "\\E,[0-9]+,[0-9]+");
    }

    @Test
    void lookingAtAPidfileDoesNotReleaseItsLock(@TempDir Path rundir) throws Exception {
        Path pidfile = rundir.resolve("self.pid");
        try (FileChannel channel = FileChannel.open(pidfile, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(channel.tryLock()).isNotNull();
            long pid = ProcessHandle.current().pid();
            assertThat(new HostSampler(Path.of("/"), rundir).sample().get("process_self"))
                    .as("the process of the test, %d", pid)
                    .matches("[0-9]+(,[0-9]+){6}");
            assertThat(new HostSampler(Path.of("/"), rundir).sample()).containsKey("process_self");
        }
        assertThat(new HostSampler(Path.of("/"), rundir).sample()).doesNotContainKey("process_self");
    }
}
