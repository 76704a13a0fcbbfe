/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.Meter.Band;
import io.opsswitch.datapath.Meter.BandStatistics;
import io.opsswitch.datapath.Meter.BandType;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeterBucketsTest {

    private long now = 1000;

    private MeterBuckets meter(boolean kilobits, Band... bands) {
        return new MeterBuckets(new Meter(kilobits, List.of(bands)), now);
    }

    private static Band drop(int rate, int burst) {
        return new Band(BandType.DROP, rate, burst, 0);
    }

    /** Return how many packets pass in a minute of overload. */
    private int passing(MeterBuckets meter, int size, int perMilli) {
        // The burst goes first.
        int passed = 0;
        for (int milli = 0; milli < 70_000; milli++) {
            now++;
            for (int i = 0; i < perMilli; i++) {
                boolean passes = meter.measure(size, now) == null;
                passed += passes && milli >= 10_000 ? 1 : 0;
            }
        }
        return passed;
    }

    @Test
    void keepsTheRateInKilobitsAtAnySizeOfPackets() {
        for (int rate : new int[] {10, 1000, 20_000}) {
            for (int size : new int[] {60, 1500, 9000}) {
                for (int burst : new int[] {0, 1, 2 * rate}) {
                    double wanted = 60_000.0 * rate / 8 / size;
                    int perMilli = Math.max(1, (int) (2 * rate / 8.0 / size) + 1);
                    assertThat((double) passing(meter(true, drop(rate, burst)), size, perMilli))
                            .as("%d kbps, %d bytes, burst %d", rate, size, burst)
                            .isCloseTo(wanted, within(Math.max(1.01, wanted * 0.05)));
                }
            }
        }
    }

    @Test
    void keepsTheRateInPackets() {
        MeterBuckets meter = meter(false, drop(700, 10));
        assertThat(passing(meter, 1500, 2)).isCloseTo(42_000, within(42));
        Meter.Statistics statistics = meter.statistics();
        assertThat(statistics.packets()).isEqualTo(140_000);
        assertThat(statistics.bytes()).isEqualTo(1500L * 140_000);
        BandStatistics band = statistics.bands().get(0);
        assertThat(band.packets()).isBetween(90_000L, 92_000L);
        assertThat(band.bytes()).isEqualTo(1500 * band.packets());
    }

    @Test
    void theExceededBandWithTheHighestRateDecides() {
        Band remark = new Band(BandType.DSCP_REMARK, 5, 5, 1);
        Band drop = drop(8, 8);
        MeterBuckets meter = meter(false, remark, drop);
        List<Band> bands = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            bands.add(meter.measure(60, now));
        }
        assertThat(bands).containsExactly(null, null, null, null, null, remark, remark, remark, drop, drop);
    }

    @Test
    void survivesTheLongestPausesAndTheLargestRates() {
        MeterBuckets meter = meter(true, drop(-1, -1));
        assertThat(meter.measure(65_000, now)).isNull();
        assertThat(meter.measure(65_000, Long.MAX_VALUE / 2)).isNull();
        assertThat(meter.measure(65_000, 5)).as("a clock that went back").isNull();
        assertThat(meter.statistics().packets()).isEqualTo(3);
    }
}
