/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SwitchClockTest {

    private final SwitchClock clock = new SwitchClock();

    private static long system() {
        return System.nanoTime() / 1_000_000;
    }

    @Test
    void isTheSystemsUntilSomebodyTouchesIt() {
        long before = system();
        assertThat(clock.getAsLong()).isBetween(before, system());
    }

    @Test
    void jumpsWhileItRuns() {
        clock.advance(60_000);
        assertThat(clock.getAsLong()).isBetween(system() + 59_000, system() + 60_000);
    }

    @Test
    void standsStillAndIsMovedOn() throws Exception {
        clock.advance(7);
        clock.stop();
        long stopped = clock.getAsLong();
        assertThat(stopped).isLessThanOrEqualTo(system() + 7);
        Thread.sleep(5);
        assertThat(clock.getAsLong()).isEqualTo(stopped);
        clock.advance(500);
        assertThat(clock.getAsLong()).isEqualTo(stopped + 500);
        clock.stop();
        assertThat(clock.getAsLong()).isEqualTo(stopped + 500);
    }

    @Test
    void neverGoesBack() {
        assertThatThrownBy(() -> clock.advance(-1)).hasMessage("time cannot go back by 1 ms");
    }
}
