/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedSuccessfully;
import static org.junit.platform.testkit.engine.EventConditions.test;

import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs test classes inside JUnit, against a manifest where OPS_NTPD and OPS_BGPD are on, and OPS_OSPFD is off. */
class RequiresFeatureTest {

    private static final String MANIFEST = "{\"platform\":\"as5712\",\"features\":{\"OPS_NTPD\":null,"
            + "\"OPS_BGPD\":null},\"keyValues\":{\"PORTS\":\"4\"},\"disabled\":[\"OPS_OSPFD\",\"OPS_SFLOW\"]}";

    @TempDir
    Path folder;

    private Path manifest;
    private String before;

    @BeforeEach
    void setManifest() throws IOException {
        before = System.getProperty("ops.manifest");
        manifest = Files.writeString(folder.resolve("manifest.json"), MANIFEST);
        System.setProperty("ops.manifest", manifest.toString());
    }

    @AfterEach
    void restoreManifest() {
        if (before == null) {
            System.clearProperty("ops.manifest");
        } else {
            System.setProperty("ops.manifest", before);
        }
    }

    private static EngineExecutionResults run(Class<?> tests) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(tests))
                .execute();
    }

    private static String reason(Events events) {
        return events.skipped().stream()
                .map(event -> event.getRequiredPayload(String.class))
                .findFirst()
                .orElseThrow();
    }

    private static Throwable failure(Events events) {
        Event failed = events.failed().stream().findFirst().orElseThrow();
        Throwable thrown = failed.getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        return thrown.getCause() == null || thrown.getMessage().startsWith("@Req") ? thrown : thrown.getCause();
    }

    static class Methods {
        @Test
        void needsNothing() {}

        @Test
        @RequiresFeature("OPS_NTPD")
        void needsWhatIsOn() {}

        @Test
        @RequiresFeature({"OPS_NTPD", "OPS_OSPFD"})
        void needsBoth() {}

        @Test
        @RequiresFeature("OPS_NTPD")
        @RequiresFeature("OPS_SFLOW")
        void needsBothByTwoAnnotations() {}

        @Test
        @Routing
        void needsWhatAComposedAnnotationNeeds() {}

        @ParameterizedTest
        @ValueSource(ints = {1, 2})
        @RequiresFeature("OPS_OSPFD")
        void needsItForEachArgument(int each) {}
    }

    @Retention(RetentionPolicy.RUNTIME)
    @RequiresFeature("OPS_BGPD")
    @RequiresFeature("OPS_OSPFD")
    @interface Routing {}

    @Test
    void runsATestOnlyWhereAllItsFeaturesAreOn() {
        EngineExecutionResults results = run(Methods.class);
        results.testEvents().assertStatistics(stats -> stats.succeeded(2).failed(0));
        assertThat(results.allEvents()
                        .succeeded()
                        .map(event -> event.getTestDescriptor().getDisplayName()))
                .contains("needsNothing()", "needsWhatIsOn()");
        assertThat(results.allEvents()
                        .skipped()
                        .map(event -> event.getTestDescriptor().getDisplayName() + ": "
                                + event.getRequiredPayload(String.class)))
                .containsExactlyInAnyOrder(
                        "needsBoth(): needs OPS_OSPFD, which is off on platform as5712 (" + manifest + ")",
                        "needsBothByTwoAnnotations(): needs OPS_SFLOW, which is off on platform as5712 (" + manifest
                                + ")",
                        "needsWhatAComposedAnnotationNeeds(): needs OPS_OSPFD, which is off on platform as5712 ("
                                + manifest + ")",
                        "needsItForEachArgument(int): needs OPS_OSPFD, which is off on platform as5712 (" + manifest
                                + ")");
    }

    @RequiresFeature({"OPS_OSPFD", "OPS_SFLOW"})
    static class WholeClass {
        @Test
        void isNotRun() {
            throw new AssertionError();
        }

        @Nested
        class Inner {
            @Test
            @RequiresFeature("OPS_NTPD")
            void isNotRunEither() {
                throw new AssertionError();
            }
        }
    }

    @Test
    void skipsAClassWithAllThatIsInIt() {
        EngineExecutionResults results = run(WholeClass.class);
        results.testEvents().assertStatistics(stats -> stats.started(0));
        assertThat(reason(results.containerEvents())).startsWith("needs OPS_OSPFD, OPS_SFLOW, which are off");
    }

    static class Subclass extends WholeClass {
        @Override
        @Test
        void isNotRun() {}
    }

    @Test
    void subclassesDoNotInheritIt() {
        run(Subclass.class)
                .testEvents()
                .assertThatEvents()
                .haveAtLeastOne(event(test("isNotRun"), finishedSuccessfully()));
    }

    static class Misspelt {
        @Test
        @RequiresFeature("OPS_NTP")
        void neverRuns() {
            throw new AssertionError("it ran");
        }
    }

    @Test
    void aSymbolThatTheTreeDoesNotKnowIsAnError() {
        EngineExecutionResults results = run(Misspelt.class);
        results.testEvents().assertStatistics(stats -> stats.failed(1).skipped(0));
        assertThat(failure(results.testEvents()))
                .hasMessageContaining("has no symbol OPS_NTP; perhaps you mean OPS_NTPD");
    }

    static class OfAValue {
        @Test
        @RequiresFeature("PORTS")
        void neverRuns() {}
    }

    @Test
    void aKeyValueIsNoFeature() {
        EngineExecutionResults results = run(OfAValue.class);
        results.testEvents().assertStatistics(stats -> stats.failed(1));
        assertThat(failure(results.testEvents())).hasMessageContaining("PORTS is no feature but a value, 4");
    }

    static class OfNothing {
        @Test
        @RequiresFeature({})
        void neverRuns() {}
    }

    @Test
    void anAnnotationWithoutANameIsAnError() {
        run(OfNothing.class).testEvents().assertStatistics(stats -> stats.failed(1));
    }

    @Test
    void withoutAManifestTestsFailWithAdvice() {
        System.setProperty("ops.manifest", folder.resolve("gone.json").toString());
        EngineExecutionResults results = run(Methods.class);
        // The test without a condition, and the container of the parameterized one besides.
        results.testEvents()
                .assertStatistics(stats -> stats.succeeded(1).failed(4).skipped(0));
        assertThat(failure(results.testEvents()))
                .hasMessageContaining("cannot tell whether OPS_NTPD")
                .hasMessageContaining("gone.json")
                .hasMessageContaining("mvn initialize");
    }

    @Test
    void aListOfFeaturesCannotTellMistakesFromFeaturesThatAreOff() throws IOException {
        Path list = Files.writeString(folder.resolve("image_features"), "OPS_BGPD\n");
        System.setProperty("ops.manifest", list.toString());
        EngineExecutionResults results = run(Misspelt.class);
        results.testEvents().assertStatistics(stats -> stats.skipped(1).failed(0));
        assertThat(reason(results.testEvents())).isEqualTo("needs OPS_NTP, which is off (" + list + ")");
    }
}
