/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.features.Features;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.Translating;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FeatureLifecycleTest {

    /** Reserves port p2; equal to any other of its kind, as an extension that does the same is. */
    private record Reserving(AtomicInteger seen) implements BridgeExtension {
        @Override
        public boolean reserves(Bundle bundle) {
            return bundle.name().equals("p2");
        }

        @Override
        public void ingress(Translating packet, Bundle from) {
            packet.effect((packets, bytes, used) -> seen.addAndGet((int) packets));
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Reserving;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static final class Reserver implements TranslationFeature {
        private final List<Boolean> hadPrevious = new CopyOnWriteArrayList<>();

        @Override
        public String symbol() {
            return "OPS_RESERVER";
        }

        @Override
        public Map<String, Set<String>> columns() {
            return Map.of();
        }

        @Override
        public BridgeExtension configure(OfBridge bridge, Bridge row, BridgeExtension previous) {
            hadPrevious.add(previous != null);
            return previous == null ? new Reserving(new AtomicInteger()) : previous;
        }
    }

    private static final class Reporter implements DatabaseFeature {
        private final List<String> log = new CopyOnWriteArrayList<>();
        private volatile boolean broken;

        /** What was logged after the first lines. A view of the log itself would fail when a tick comes in between. */
        List<String> since(int lines) {
            return log.stream().skip(lines).toList();
        }

        @Override
        public String symbol() {
            return "OPS_REPORTER";
        }

        @Override
        public Map<String, Set<String>> columns() {
            return Map.of();
        }

        @Override
        public AutoCloseable start(FeatureContext context) {
            log.add("start " + context.features().stringValue("COLOUR"));
            context.onReplica(replica -> log.add(context.isActive() ? "replica" : "replica without lock"));
            context.every(Duration.ofMillis(5), () -> log.add("tick"));
            context.command("reporter/ask", "", 0, 0, args -> "answer\n");
            if (broken) {
                throw new IllegalStateException("no paper");
            }
            return () -> log.add("stop");
        }
    }

    private final Reserver reserver = new Reserver();
    private final Reporter reporter = new Reporter();

    private TestSwitch start() throws Exception {
        return start(new FakeDatabase());
    }

    private TestSwitch start(FakeDatabase database) throws Exception {
        Path manifest = Files.createTempFile("manifest", ".json");
        Files.writeString(manifest, "{\"features\":{\"OPS_RESERVER\":null},\"keyValues\":{\"COLOUR\":\"red\"}}");
        Features features = Features.read(manifest);
        Files.delete(manifest);
        TestSwitch sw = new TestSwitch(
                database, builder -> builder.features(features).with(reserver).with(reporter));
        sw.addBridge("br0");
        for (String port : List.of("p1", "p2", "p3")) {
            sw.addPort("br0", port, Map.of());
        }
        return sw;
    }

    private static Set<String> flood(TestSwitch sw) {
        return new TreeSet<>(sw.send("p1", Frames.untagged(2, Frames.BROADCAST)).keySet());
    }

    @Test
    void stoppingAFeatureTakesEffectAtOnceAndStartingItAgainToo() throws Exception {
        try (TestSwitch sw = start()) {
            assertThat(flood(sw)).containsExactly("br0", "p3");
            assertThat(sw.control("feature/list")).isEqualTo("""
                    OPS_REPORTER  running   started 1 time
                    OPS_RESERVER  running   started 1 time
                    """);
            assertThat(sw.control("feature/stop", "OPS_RESERVER")).isEmpty();
            assertThat(flood(sw)).containsExactly("br0", "p2", "p3");
            assertThat(sw.control("feature/list")).contains("OPS_RESERVER  stopped   started 1 time\n");
            sw.addPort("br0", "p4", Map.of());
            assertThat(flood(sw)).as("a change does not bring it back").containsExactly("br0", "p2", "p3", "p4");
            sw.control("feature/start", "OPS_RESERVER");
            assertThat(flood(sw)).containsExactly("br0", "p3", "p4");
        }
    }

    @Test
    void aRestartedFeatureStartsAfreshAndTheOthersDoNotNotice() throws Exception {
        try (TestSwitch sw = start()) {
            flood(sw);
            BridgeExtension old = sw.bridge("br0").extensions().get(0);
            int lives = Collections.frequency(reserver.hadPrevious, false);
            sw.control("feature/restart", "OPS_RESERVER");
            assertThat(Collections.frequency(reserver.hadPrevious, false))
                    .as("nothing is left of the first life")
                    .isEqualTo(lives + 1);
            assertThat(sw.bridge("br0").extensions()).hasSize(1);
            assertThat(sw.bridge("br0").extensions().get(0))
                    .as("the new one is in use although the old one is equal")
                    .isEqualTo(old)
                    .isNotSameAs(old);
            assertThat(flood(sw)).containsExactly("br0", "p3");
            assertThat(Collections.frequency(reporter.log, "start red")).isEqualTo(1);
            assertThat(reporter.log).doesNotContain("stop");
        }
    }

    @Test
    void seesTheReplicaAgainWhenItMayWrite() throws Exception {
        FakeDatabase database = new FakeDatabase();
        try (TestSwitch sw = start(database)) {
            database.setLockTaken(true);
            await().until(() -> last(reporter.log).equals("replica without lock"));
            database.setLockTaken(false);
            await().until(() -> last(reporter.log).equals("replica"));
        }
    }

    private static String last(List<String> log) {
        return log.stream().filter(line -> line.startsWith("replica")).reduce("", (a, b) -> b);
    }

    @Test
    void whatAFeatureRegisteredEndsWithIt() throws Exception {
        try (TestSwitch sw = start()) {
            assertThat(sw.control("reporter/ask")).isEqualTo("answer\n");
            await().until(() -> reporter.log.contains("tick"));
            sw.control("feature/stop", "OPS_REPORTER");
            assertThatThrownBy(() -> sw.control("reporter/ask")).isInstanceOf(ControlException.class);
            int size = reporter.log.size();
            sw.addPort("br0", "p9", Map.of());
            Thread.sleep(30);
            assertThat(reporter.since(size)).isEmpty();
            assertThat(reporter.log.get(size - 1)).isEqualTo("stop");
            sw.control("feature/start", "OPS_REPORTER");
            assertThat(sw.control("reporter/ask")).isEqualTo("answer\n");
            await().until(() -> reporter.since(size).containsAll(List.of("start red", "replica", "tick")));
        }
    }

    @Test
    void aFeatureThatThrowsAtItsStartIsListedAndTheSwitchGoesOn() throws Exception {
        reporter.broken = true;
        try (TestSwitch sw = start()) {
            assertThat(flood(sw)).containsExactly("br0", "p3");
            await().untilAsserted(() -> assertThat(sw.control("feature/list"))
                    .contains("OPS_REPORTER  failed    started 1 time, IllegalStateException: no paper\n"));
            assertThatThrownBy(() -> sw.control("reporter/ask"))
                    .as("nothing of it is left")
                    .isInstanceOf(ControlException.class);
            assertThatThrownBy(() -> sw.control("feature/restart", "OPS_REPORTER"))
                    .hasMessage("OPS_REPORTER is failed: IllegalStateException: no paper");
            reporter.broken = false;
            sw.control("feature/restart", "OPS_REPORTER");
            assertThat(sw.control("feature/list")).contains("OPS_REPORTER  running   started 3 times\n");
        }
    }

    @Test
    void namesTheFeaturesWhenThereIsNoSuch() throws Exception {
        try (TestSwitch sw = start()) {
            assertThatThrownBy(() -> sw.control("feature/restart", "OPS_MIROR"))
                    .isInstanceOf(ControlException.class)
                    .hasMessage("there is no feature OPS_MIROR; the features are: OPS_REPORTER, OPS_RESERVER");
        }
    }
}
