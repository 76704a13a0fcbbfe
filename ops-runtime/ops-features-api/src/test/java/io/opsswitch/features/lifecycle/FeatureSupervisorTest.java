/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.features.StartableFeature;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeatureSupervisorTest {

    private final List<String> log = new ArrayList<>();
    private final List<String> reports = new ArrayList<>();

    private final class Probe implements StartableFeature<List<String>> {
        private final String symbol;
        private boolean broken;
        private boolean stuck;

        Probe(String symbol) {
            this.symbol = symbol;
        }

        @Override
        public String symbol() {
            return symbol;
        }

        @Override
        public AutoCloseable start(List<String> context) {
            if (broken) {
                throw new IllegalStateException("no luck\nsecond line");
            }
            context.add("+" + symbol);
            return () -> {
                context.add("-" + symbol);
                if (stuck) {
                    throw new IllegalStateException("stuck");
                }
            };
        }
    }

    private final Probe a = new Probe("OPS_A");
    private final Probe b = new Probe("OPS_B");
    private final Probe secondB = new Probe("OPS_B");

    private final FeatureSupervisor<Probe> supervisor = new FeatureSupervisor<>(
            List.of(b, a, secondB),
            feature -> feature.start(log),
            status -> reports.add(status.symbol() + " " + status.state().word()));

    private String states() {
        return supervisor.status().stream()
                .map(s -> s.symbol().substring(4) + ":" + s.state().word() + ":" + s.starts()
                        + (s.problem() == null ? "" : ":" + s.problem()))
                .toList()
                .toString();
    }

    @Test
    void startsAndStopsAllInOrder() {
        assertThat(states()).isEqualTo("[A:stopped:0, B:stopped:0, B:stopped:0]");
        supervisor.startAll(feature -> feature == a);
        supervisor.startAll(feature -> true);
        assertThat(log).containsExactly("+OPS_A", "+OPS_B", "+OPS_B");
        log.clear();
        supervisor.close();
        assertThat(log).containsExactly("-OPS_B", "-OPS_A", "-OPS_B");
    }

    @Test
    void restartsOneAlone() throws Exception {
        supervisor.startAll(feature -> true);
        log.clear();
        supervisor.restart("OPS_B");
        assertThat(log).as("both parts of it").containsExactly("-OPS_B", "-OPS_B", "+OPS_B", "+OPS_B");
        assertThat(states()).isEqualTo("[A:running:1, B:running:2, B:running:2]");
        log.clear();
        supervisor.start("OPS_A");
        assertThat(log).as("it runs already").isEmpty();
        supervisor.stop("OPS_A");
        supervisor.stop("OPS_A");
        assertThat(log).containsExactly("-OPS_A");
    }

    @Test
    void oneThatThrowsIsReportedAndTheOthersGoOn() throws Exception {
        a.broken = true;
        supervisor.startAll(feature -> true);
        assertThat(states()).isEqualTo("[A:failed:1:IllegalStateException: no luck, B:running:1, B:running:1]");
        assertThat(reports).containsExactly("OPS_B running", "OPS_A failed", "OPS_B running");
        a.broken = false;
        supervisor.restart("OPS_A");
        assertThat(states()).startsWith("[A:running:2, ");
        a.stuck = true;
        supervisor.restart("OPS_A");
        assertThat(states()).startsWith("[A:running:3, ");
        supervisor.stop("OPS_A");
        assertThat(states()).startsWith("[A:stopped:3:not stopped in order: IllegalStateException: stuck, ");
    }

    @Test
    void remembersWhatARunningOneThrew() {
        supervisor.startAll(feature -> true);
        supervisor.failed(a, new NullPointerException());
        assertThat(states()).startsWith("[A:running:1:NullPointerException, ");
    }

    @Test
    void namesThoseThatThereAre() {
        supervisor.mention(new FeatureStatus("OPS_C", "x", FeatureState.REFUSED, 0, "not in the image"));
        assertThatThrownBy(() -> supervisor.restart("OPS_Z"))
                .isInstanceOf(UnknownFeatureException.class)
                .hasMessage("there is no feature OPS_Z; the features are: OPS_A, OPS_B");
        assertThatThrownBy(() -> supervisor.start("OPS_C")).hasMessage("OPS_C is refused: not in the image");
        assertThat(states()).endsWith("C:refused:0:not in the image]");
    }
}
