/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A feature's code is in its jar only: with the jar deleted from an image its behaviour is gone, and the switch is well. And
 * features are restarted alone, under traffic.
 */
class FeatureRemovalIT {

    @TempDir
    Path folder;

    private RunningImage image;

    @AfterEach
    void stopImage() throws IOException {
        if (image != null) {
            image.close();
        }
    }

    /** Copy an image without a feature's jar, and start it. */
    private void startWithout(String artifact) throws IOException {
        Path home = copy("as5712");
        try (Stream<Path> jars = Files.list(home.resolve("lib"))) {
            List<Path> gone = jars.filter(jar -> jar.getFileName().toString().startsWith(artifact + "-"))
                    .toList();
            assertThat(gone).hasSize(1);
            Files.delete(gone.get(0));
        }
        image = new RunningImage(home).start();
    }

    private Path copy(String platform) throws IOException {
        Path from = RunningImage.image(platform);
        Path to = folder.resolve(platform);
        for (String part : List.of("bin", "lib", "share")) {
            try (Stream<Path> files = Files.walk(from.resolve(part))) {
                for (Path file : files.toList()) {
                    Files.createDirectories(to.resolve(from.relativize(file)).getParent());
                    Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }

    private String appctl(String... command) {
        List<String> all = new ArrayList<>(List.of("-t", "ovs-vswitchd"));
        all.addAll(List.of(command));
        return image.program("ovs-appctl", all.toArray(String[]::new)).quietly();
    }

    private static long received(Namespace host) {
        return Long.parseLong(host.run("cat", "/sys/class/net/eth0/statistics/rx_packets")
                .quietly()
                .strip());
    }

    /** Put three hosts on a bridge, with a mirror of everything to the third. */
    private void mirror(String bridge, Namespace one, Namespace two, Namespace watcher) {
        image.vsctl("add-br", bridge).quietly();
        for (Namespace host : List.of(one, two, watcher)) {
            image.vsctl("add-port", bridge, host.port()).quietly();
        }
        image.vsctl(
                        "--id=@out",
                        "get",
                        "Port",
                        watcher.port(),
                        "--",
                        "--id=@m",
                        "create",
                        "Mirror",
                        "name=watch",
                        "select_all=true",
                        "output_port=@out",
                        "--",
                        "set",
                        "Bridge",
                        bridge,
                        "mirrors=@m")
                .quietly();
    }

    @Test
    void withoutTheJarOfMirrorsThereIsNoMirroringAndTheSwitchIsWell() throws IOException {
        Peers.require("ovs-vsctl");
        Peers.requireNamespaces();
        startWithout("ops-mirror");
        try (Namespace one = new Namespace("10.81.0.1/24");
                Namespace two = new Namespace("10.81.0.2/24");
                Namespace watcher = new Namespace("10.81.0.3/24")) {
            mirror("opsbrm", one, two, watcher);
            assertThat(one.reaches("10.81.0.2", 5)).isTrue();
            assertThat(watcher.reaches("10.81.0.1", 3))
                    .as("an inert mirror reserves no port")
                    .isTrue();
            long before = received(watcher);
            assertThat(one.reaches("10.81.0.2", 10)).isTrue();
            assertThat(received(watcher) - before)
                    .as("packets copied to the output port")
                    .isLessThan(10);
            assertThat(appctl("feature/list")).doesNotContain("OPS_MIRROR").contains("OPS_SYSTEM_STATS");
            Shell.Result show = image.vsctl("show");
            assertThat(show.exitCode()).isZero();
            assertThat(show.err()).isEmpty();
            assertThat(image.vsctl("get", "Mirror", "watch", "statistics").quietly())
                    .isEqualTo("{}\n");
        }
    }

    @Test
    void withoutTheJarOfHostStatisticsNoneAreReportedAndTheSwitchIsWell() throws Exception {
        Peers.require("ovs-vsctl");
        startWithout("ops-system-stats");
        image.vsctl("set", "Open_vSwitch", ".", "other_config:enable-statistics=true")
                .quietly();
        image.vsctl("add-br", "opsbrs").quietly();
        // Longer than the interval at which the feature would report.
        Thread.sleep(6000);
        assertThat(image.vsctl("get", "Open_vSwitch", ".", "statistics").quietly())
                .isEqualTo("{}\n");
        assertThat(appctl("feature/list")).doesNotContain("OPS_SYSTEM_STATS").contains("OPS_MIRROR");
        Shell.Result show = image.vsctl("show");
        assertThat(show.exitCode()).isZero();
        assertThat(show.err()).isEmpty();
        assertThat(show.out()).contains("opsbrs");
    }

    @Test
    void featuresAreRestartedAloneWithoutLosingAPacketOfOthers() throws Exception {
        Peers.require("ovs-vsctl");
        Peers.requireNamespaces();
        image = new RunningImage(RunningImage.image("as5712")).start();
        image.vsctl("set", "Open_vSwitch", ".", "other_config:enable-statistics=true")
                .quietly();
        try (Namespace one = new Namespace("10.82.0.1/24");
                Namespace two = new Namespace("10.82.0.2/24");
                Namespace watcher = new Namespace("10.82.0.3/24")) {
            mirror("opsbrr", one, two, watcher);
            assertThat(one.reaches("10.82.0.2", 5)).isTrue();
            long before = received(watcher);
            assertThat(one.reaches("10.82.0.2", 10)).isTrue();
            assertThat(received(watcher) - before).as("mirrored").isGreaterThanOrEqualTo(20);

            String[] pings = new String[1];
            Thread pinging =
                    new Thread(() -> pings[0] = one.run("ping", "-q", "-c", "200", "-i", "0.02", "-W", "2", "10.82.0.2")
                            .out());
            pinging.start();
            for (int i = 0; i < 5; i++) {
                appctl("feature/restart", "OPS_MIRROR");
                appctl("feature/restart", "OPS_SYSTEM_STATS");
            }
            pinging.join();
            assertThat(pings[0]).contains("200 packets transmitted, 200 received, 0% packet loss");
            assertThat(appctl("feature/list"))
                    .matches("(?s).*OPS_MIRROR +running +started 6 times\n.*")
                    .matches("(?s).*OPS_SYSTEM_STATS +running +started 6 times\n.*");

            before = received(watcher);
            assertThat(one.reaches("10.82.0.2", 10)).isTrue();
            assertThat(received(watcher) - before).as("mirrored again").isGreaterThanOrEqualTo(20);
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(image.vsctl("get", "Open_vSwitch", ".", "statistics")
                                    .quietly())
                            .contains("load_average"));

            appctl("feature/stop", "OPS_MIRROR");
            long stopped = received(watcher);
            assertThat(one.reaches("10.82.0.2", 10)).isTrue();
            assertThat(received(watcher) - stopped).as("while stopped").isLessThan(10);
        }
    }

    @Test
    void aJarThatTheImageDoesNotListIsRefused() throws IOException {
        Path home = copy("genericx86-64");
        try (Stream<Path> jars = Files.list(RunningImage.image("as5712").resolve("lib"))) {
            for (Path jar : jars.filter(each -> each.getFileName().toString().startsWith("ops-mirror-"))
                    .toList()) {
                Files.copy(jar, home.resolve("lib").resolve(jar.getFileName()));
            }
        }
        image = new RunningImage(home).start();
        assertThat(appctl("feature/list"))
                .containsPattern("OPS_MIRROR +refused +started 0 times, the image does not list OPS_MIRROR");
        Shell.Result start = image.program("ovs-appctl", "-t", "ovs-vswitchd", "feature/start", "OPS_MIRROR");
        assertThat(start.exitCode()).isNotZero();
        assertThat(start.err()).contains("OPS_MIRROR is refused: the image does not list OPS_MIRROR");
    }

    @Test
    void noOtherJarKnowsAFeature() throws IOException {
        assertOnlyIn("ops-mirror", "io/opsswitch/mirror/", "OPS_MIRROR", "select_src_port", "output_vlan");
        assertOnlyIn(
                "ops-system-stats",
                "io/opsswitch/systemstats/",
                "OPS_SYSTEM_STATS",
                "enable-statistics",
                "load_average");
    }

    private static void assertOnlyIn(String artifact, String... words) throws IOException {
        List<String> elsewhere = new ArrayList<>();
        List<String> own = new ArrayList<>(List.of(words));
        try (Stream<Path> jars = Files.list(RunningImage.image("as5712").resolve("lib"))) {
            for (Path jar : jars.filter(each -> each.getFileName().toString().startsWith("ops-"))
                    .toList()) {
                boolean itself = jar.getFileName().toString().startsWith(artifact + "-");
                try (JarFile file = new JarFile(jar.toFile())) {
                    for (JarEntry entry : file.stream().toList()) {
                        // Constants of class files are readable as they are.
                        String text =
                                new String(file.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                        for (String word : words) {
                            if (text.contains(word) && !itself) {
                                elsewhere.add(word + " in " + jar.getFileName() + "!" + entry.getName());
                            } else if (text.contains(word)) {
                                own.remove(word);
                            }
                        }
                    }
                }
            }
        }
        assertThat(elsewhere).isEmpty();
        assertThat(own).as("words that not even the feature itself has").isEmpty();
    }
}
