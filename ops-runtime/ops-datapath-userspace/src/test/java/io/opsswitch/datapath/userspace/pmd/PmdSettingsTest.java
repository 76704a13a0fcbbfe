/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.userspace.pmd.RxqAssignment.Policy;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is read out of {@code other_config}, and what of it counts as not said. */
class PmdSettingsTest {

    @Test
    void readsMasksOfHexadecimalDigits() {
        CpuTopology topology = CpuTopology.madeUp("0,0,1,1,8");
        assertThat(topology.coresOf("0x1f")).isEqualTo(topology.nodes());
        assertThat(topology.coresOf("6")).isEqualTo(Map.of(1, 0, 2, 1));
        assertThat(topology.coresOf("F00010")).isEqualTo(Map.of(4, 8));
        assertThat(topology.coresOf("1z")).isEqualTo(Map.of(4, 8));
        assertThat(topology.coresOf("")).isEmpty();
        assertThat(topology.coresOfEachNode(1)).isEqualTo(Map.of(0, 0, 2, 1, 4, 8));
    }

    @Test
    void knowsTheCoresOfThisHost() {
        CpuTopology host = CpuTopology.current();
        assertThat(host.isMadeUp()).isFalse();
        assertThat(host.nodes()).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void readsHowLongThreadsMaySleep() {
        SleepLimits limits = SleepLimits.of("50, 3:300,0:100,1:qwe,x,7:20000");
        assertThat(limits.usual()).isEqualTo(50);
        assertThat(limits.of(0)).isEqualTo(100);
        assertThat(limits.of(1)).isEqualTo(50);
        assertThat(limits.of(3)).isEqualTo(300);
        assertThat(limits.of(7)).isEqualTo(10_000);
        assertThat(SleepLimits.of(null).of(0)).isZero();
    }

    @Test
    void readsWhichCoreAQueueAsksFor() {
        assertThat(RxqAffinity.of("0:3,1:7, 2:2")).isEqualTo(Map.of(0, 3, 1, 7, 2, 2));
        assertThat(RxqAffinity.of(null)).isEmpty();
        assertThatThrownBy(() -> RxqAffinity.of("0:a"))
                .hasMessageContaining("pmd-rxq-affinity: \"0:a\" is no list of QUEUE:CORE");
    }

    @Test
    void takesValuesOutOfRangeForNone() {
        PmdSettings settings = PmdSettings.of(Map.of(
                "pmd-auto-lb-rebal-interval", "20001",
                "pmd-auto-lb-load-threshold", "101",
                "pmd-auto-lb-improvement-threshold", "-1",
                "pmd-rxq-assign", "fair",
                "emc-insert-inv-prob", "many"));
        assertThat(settings).isEqualTo(PmdSettings.DEFAULT);
        assertThat(settings.policy()).isEqualTo(Policy.CYCLES);
        assertThat(PmdSettings.of(Map.of("pmd-auto-lb-rebal-interval", "0")).balanceMinutes())
                .isEqualTo(1);
    }

    @Test
    void isolatesCoresUnlessGroupsAreMade() {
        assertThat(PmdSettings.of(Map.of("pmd-rxq-isolate", "false")).isolates())
                .isTrue();
        assertThat(PmdSettings.of(Map.of("pmd-rxq-isolate", "false", "pmd-rxq-assign", "group"))
                        .isolates())
                .isFalse();
    }
}
