/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FeatureIsolationTest {

    private static final class Broken implements TranslationFeature {
        @Override
        public String symbol() {
            return "OPS_BROKEN";
        }

        @Override
        public Map<String, Set<String>> columns() {
            return Map.of();
        }

        @Override
        public BridgeExtension configure(OfBridge bridge, Bridge row, BridgeExtension previous) {
            throw new IllegalStateException("broken");
        }
    }

    private static final class Watcher implements DatabaseFeature {
        private final List<String> log = Collections.synchronizedList(new ArrayList<>());

        @Override
        public String symbol() {
            return "OPS_WATCHER";
        }

        @Override
        public Map<String, Set<String>> columns() {
            return Map.of("Port", Set.of("external_ids"));
        }

        @Override
        public AutoCloseable start(FeatureContext context) {
            log.add("start");
            context.onReplica(replica -> {
                log.add("ports " + replica.rows("Port").size());
                throw new IllegalStateException("broken");
            });
            context.every(Duration.ofMillis(20), () -> {
                log.add("tick");
                throw new IllegalStateException("broken");
            });
            context.command("watcher/log", "", 0, 0, args -> "watching\n");
            return () -> log.add("stop");
        }
    }

    @Test
    void aFeatureThatFailsDoesNotTakeTheSwitchDown() throws Exception {
        Watcher watcher = new Watcher();
        try (TestSwitch sw = new TestSwitch(
                new FakeDatabase(), builder -> builder.with(new Broken()).with(watcher))) {
            sw.addBridge("br0");
            sw.addPort("br0", "p1", Map.of());
            assertThat(sw.send("p1", Frames.untagged(2, Frames.BROADCAST))).containsOnlyKeys("br0");
            await().until(() -> watcher.log.contains("ports 2"));
            await().until(() -> Collections.frequency(watcher.log, "tick") > 2);
            assertThat(sw.control("watcher/log")).isEqualTo("watching\n");
            assertThat(sw.control("feature/list"))
                    .contains("OPS_BROKEN   running   started 1 time, IllegalStateException: broken\n")
                    .contains("OPS_WATCHER  running   started 1 time, IllegalStateException: broken\n");
        }
        assertThat(watcher.log).startsWith("start").contains("stop");
    }
}
