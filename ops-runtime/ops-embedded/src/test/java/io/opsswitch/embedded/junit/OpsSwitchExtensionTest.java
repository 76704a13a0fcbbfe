/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.opsswitch.embedded.OpsSwitch;
import io.opsswitch.vswitchd.testing.Frames;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/** Switches that JUnit starts: which test gets which, when they end, and what is printed of them. */
@Timeout(120)
class OpsSwitchExtensionTest {

    private static final byte[] FRAME = Frames.untagged(1, 2);
    private static final List<OpsSwitch> SEEN = new ArrayList<>();
    private static final Throwable[] LAST_FAILURE = {null};

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    /** Runs a class of tests; what it prints to standard error is in the result. */
    private static String run(Class<?> tests, int succeeded, int failed) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream real = System.err;
        EngineExecutionResults results;
        System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            results = EngineTestKit.engine("junit-jupiter")
                    .configurationParameter("junit.jupiter.conditions.deactivate", "*DisabledCondition")
                    .selectors(selectClass(tests))
                    .execute();
        } finally {
            System.setErr(real);
        }
        results.testEvents().failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .forEach(result -> LAST_FAILURE[0] = result.getThrowable().orElse(null));
        results.testEvents()
                .assertStatistics(count -> count.succeeded(succeeded).failed(failed));
        return printed.toString(StandardCharsets.UTF_8);
    }

    @Test
    void eachTestHasItsOwnSwitchAsItsAnnotationSays() {
        assertThat(run(Annotated.class, 2, 0)).isEmpty();
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
        assertThat(SEEN).noneMatch(sw -> Files.exists(sw.rundir()));
    }

    @Test
    void aStaticFieldIsOneSwitchForAllTests() {
        run(ForAll.class, 2, 0);
        assertThat(SEEN).hasSize(2);
        assertThat(SEEN.get(0)).isSameAs(SEEN.get(1));
        assertThat(SEEN).noneMatch(sw -> Files.exists(sw.rundir()));
    }

    @Test
    void aFieldIsOneSwitchForEachTest() {
        run(ForEach.class, 2, 0);
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void theLogIsPrintedWhenATestFailsAndOnlyThen() {
        assertThat(run(Failing.class, 1, 1))
                .startsWith("The switch's log for fails(OpsSwitch):\n")
                .contains("|bridge|INFO|bridge br0: added interface p1 on port 1\n")
                .doesNotContain("The switch's log for passes");
        assertThat(SEEN).hasSize(2).noneMatch(sw -> Files.exists(sw.rundir()));
    }

    @Test
    void saysWhatToDoWhenNothingSaysWhichSwitchIsWanted() {
        String printed = run(Undescribed.class, 0, 1);
        assertThat(printed).isEmpty();
        assertThat(LAST_FAILURE[0]).hasMessageContaining("annotate it with @WithSwitch");
    }

    /** Run by the tests above, not by itself. */
    @Disabled("run by another test")
    @WithSwitch(ports = {"a", "b"})
    static class Annotated {

        @Test
        void takesWhatTheClassSays(OpsSwitch sw) {
            SEEN.add(sw);
            sw.port("a").send(FRAME);
            assertThat(sw.port("b").received()).containsExactly(FRAME);
        }

        @Test
        @WithSwitch(bridge = "br7", ports = "x", secure = true, virtualTime = false)
        void takesWhatTheTestSays(OpsSwitch sw) {
            SEEN.add(sw);
            assertThat(sw.appctl("ofproto/list")).isEqualTo("br7\n");
            assertThat(sw.port("x").ofport()).isEqualTo(1);
        }
    }

    @Disabled("run by another test")
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class ForAll {

        @RegisterExtension
        static final OpsSwitchExtension OPS = OpsSwitchExtension.of(b -> b.bridge("br0", br -> br.ports("p1", "p2")));

        @Test
        void first(OpsSwitch sw) {
            SEEN.add(sw);
            sw.port("p1").send(FRAME);
        }

        @Test
        void second(OpsSwitch sw) {
            SEEN.add(sw);
            assertThat(sw.port("p2").received()).hasSize(1);
        }
    }

    @Disabled("run by another test")
    static class ForEach {

        @RegisterExtension
        final OpsSwitchExtension ops = OpsSwitchExtension.of(b -> b.bridge("br0", br -> br.ports("p1", "p2")));

        @Test
        void first(OpsSwitch sw) {
            SEEN.add(sw);
        }

        @Test
        void second(OpsSwitch sw) {
            SEEN.add(sw);
        }
    }

    @Disabled("run by another test")
    @WithSwitch
    static class Failing {

        @Test
        void fails(OpsSwitch sw) {
            SEEN.add(sw);
            throw new AssertionError("on purpose");
        }

        @Test
        void passes(OpsSwitch sw) {
            SEEN.add(sw);
        }
    }

    @Disabled("run by another test")
    @ExtendWith(OpsSwitchExtension.class)
    static class Undescribed {

        @Test
        void wantsOne() {}
    }
}
