/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.vswitchd.upcall.ChangeLog.Changes;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
    private final AtomicInteger wakeUps = new AtomicInteger();
    private final ChangeLog log = new ChangeLog(wakeUps::incrementAndGet);

    @Test
    void concernsDecisionsThatDependOnWhatChanged() {
        long before = log.sequence();
        log.accept(0b0100);
        Changes changes = log.take();
        assertThat(changes.concern(before, 0b0110)).isTrue();
        assertThat(changes.concern(before, 0b1011)).isFalse();
        assertThat(changes.concern(log.sequence(), 0b0100))
                .as("decided after the change")
                .isFalse();
    }

    @Test
    void concernsEveryDecisionThatMissedAnEarlierLook() {
        long decided = log.sequence();
        log.accept(0b0001);
        log.take();
        log.accept(0b0010);
        assertThat(log.take().concern(decided, 0b1000)).isTrue();
    }

    @Test
    void wakesOnceForManyChanges() {
        log.accept(1);
        log.accept(2);
        assertThat(wakeUps).hasValue(1);
        log.take();
        log.accept(4);
        assertThat(wakeUps).hasValue(2);
    }

    @Test
    void aFlowTableThatTakesTooLongToLookAfterShrinks() {
        FlowLimit limit = new FlowLimit();
        limit.adapt(100_000, 4_000);
        assertThat(limit.limit()).isEqualTo(50_000);
        limit.adapt(50_000, 1_400);
        assertThat(limit.limit()).isEqualTo(37_500);
        limit.adapt(37_000, 100);
        assertThat(limit.limit()).isEqualTo(38_500);
        limit.adapt(37_000, 1_000_000);
        assertThat(limit.limit()).isEqualTo(1_000);
        limit.configure(500, 20_000);
        assertThat(limit.limit()).isEqualTo(500);
        assertThat(limit.maxIdle(400)).isEqualTo(20_000);
        assertThat(limit.maxIdle(501)).isEqualTo(100);
    }
}
