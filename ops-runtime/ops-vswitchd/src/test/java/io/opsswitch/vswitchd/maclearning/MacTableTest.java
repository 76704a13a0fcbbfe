/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.maclearning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MacTableTest {
    private static final long A = 0x0200_0000_000aL;
    private static final long B = 0x0200_0000_000bL;

    private final AtomicLong now = new AtomicLong(5_000);
    private final List<Long> changes = new ArrayList<>();
    private final MacTable table = new MacTable(now::get, changes::add);

    @Test
    void remembersEachVlanOnItsOwn() {
        table.learn(A, 1, "p1", now.get());
        table.learn(A, 2, "p2", now.get());
        assertThat(table.lookup(A, 1)).isEqualTo("p1");
        assertThat(table.lookup(A, 2)).isEqualTo("p2");
        assertThat(table.lookup(A, 3)).isNull();
    }

    @Test
    void forgetsAfterTheAgeingTimeAndReportsIt() {
        table.learn(A, 0, "p1", now.get());
        changes.clear();
        now.addAndGet(299_999);
        table.expire();
        assertThat(table.lookup(A, 0)).isEqualTo("p1");
        now.addAndGet(1);
        assertThat(table.lookup(A, 0)).isNull();
        table.expire();
        assertThat(table.rows()).isEmpty();
        assertThat(changes).containsExactly(table.tag(A, 0));
        assertThat(table.statistics().expired()).isEqualTo(1);
    }

    @Test
    void whatSomebodyHasSetStaysWhateverIsSeen() {
        assertThat(table.set(A, 0, "p1")).isTrue();
        assertThat(changes).containsExactly(table.tag(A, 0));
        assertThat(table.learn(A, 0, "p2", now.get())).isFalse();
        now.addAndGet(10_000_000);
        table.expire();
        table.flush();
        assertThat(table.lookup(A, 0)).isEqualTo("p1");
        assertThat(table.statistics().fixed()).isEqualTo(1);
        assertThat(table.unset(A, 1)).as("another VLAN").isFalse();
        assertThat(table.unset(A, 0)).isTrue();
        assertThat(table.lookup(A, 0)).isNull();
        assertThat(table.learn(A, 0, "p2", now.get())).isTrue();
        assertThat(table.unset(A, 0)).as("a learned one").isFalse();
    }

    @Test
    void whatSomebodyHasSetMakesNoRoomForOthers() {
        table.configure(10, 300, Set.of());
        for (int i = 0; i < 9; i++) {
            table.set(A + i + 16, 0, "p1");
        }
        table.learn(A, 0, "p1", now.get());
        assertThat(table.learn(B, 0, "p2", now.get())).isTrue();
        assertThat(table.lookup(A, 0)).isNull();
        assertThat(table.set(A, 0, "p1")).as("one more than learning may fill").isTrue();
        assertThat(table.learn(B + 1, 0, "p2", now.get())).isFalse();
        assertThat(table.statistics().fixed()).isEqualTo(10);
    }

    @Test
    void staysYoungWhileTrafficComes() {
        table.learn(A, 0, "p1", now.get());
        now.addAndGet(200_000);
        assertThat(table.learn(A, 0, "p1", now.get())).isFalse();
        now.addAndGet(200_000);
        table.expire();
        assertThat(table.lookup(A, 0)).isEqualTo("p1");
    }

    @Test
    void followsAStationThatMoves() {
        table.learn(A, 0, "p1", now.get());
        assertThat(table.learn(A, 0, "p2", now.get())).isTrue();
        assertThat(table.lookup(A, 0)).isEqualTo("p2");
        assertThat(table.statistics().moved()).isEqualTo(1);
    }

    @Test
    void isNotMovedBackByASightingFromBeforeTheMove() {
        table.learn(A, 0, "p1", 1_000);
        table.learn(A, 0, "p2", 2_000);
        assertThat(table.learn(A, 0, "p1", 1_500)).isFalse();
        assertThat(table.lookup(A, 0)).isEqualTo("p2");
    }

    @Test
    void doesNotLearnGroupAddresses() {
        assertThat(table.learn(0x0100_5e00_0001L, 0, "p1", now.get())).isFalse();
        assertThat(table.rows()).isEmpty();
    }

    @Test
    void learnsNothingInAFloodedVlanAndForgetsWhatItKnewThere() {
        table.learn(A, 7, "p1", now.get());
        table.learn(B, 8, "p1", now.get());
        table.configure(100, 300, Set.of(7));
        assertThat(table.lookup(A, 7)).isNull();
        assertThat(table.learn(A, 7, "p1", now.get())).isFalse();
        assertThat(table.rows()).hasSize(1);
    }

    @Test
    void aFullTableTakesFromThePortWithTheMostEntriesTheOneSeenLongestAgo() {
        table.configure(10, 300, Set.of());
        table.learn(A, 0, "quiet", now.get());
        for (int i = 0; i < 50; i++) {
            table.learn(0x0200_0001_0000L + i, 0, "noisy", now.incrementAndGet());
        }
        assertThat(table.lookup(A, 0)).isEqualTo("quiet");
        assertThat(table.rows()).hasSize(10);
        assertThat(table.lookup(0x0200_0001_0000L + 40, 0)).isNull();
        assertThat(table.lookup(0x0200_0001_0000L + 41, 0)).isEqualTo("noisy");
        assertThat(table.statistics().evicted()).isEqualTo(41);
    }

    @Test
    void limitsAreForcedIntoTheDocumentedRange() {
        table.configure(1, 1, Set.of());
        assertThat(table.statistics().maxEntries()).isEqualTo(10);
        table.learn(A, 0, "p1", now.get());
        now.addAndGet(14_999);
        assertThat(table.lookup(A, 0)).isEqualTo("p1");
    }

    @Test
    void flushingAPortLeavesTheOthers() {
        table.learn(A, 0, "p1", now.get());
        table.learn(B, 0, "p2", now.get());
        table.flushPort("p1");
        assertThat(table.rows()).extracting(MacTable.Row::port).containsExactly("p2");
    }

    @Test
    void addressesReadAsTheyAreWritten() {
        assertThat(MacAddresses.format(MacAddresses.parse("0a:1B:2c:3d:4e:5f").getAsLong()))
                .isEqualTo("0a:1b:2c:3d:4e:5f");
        assertThat(MacAddresses.parse("0a:1b:2c:3d:4e")).isEmpty();
        assertThat(MacAddresses.isReserved(0x0180_c200_000fL)).isTrue();
        assertThat(MacAddresses.isReserved(0x0180_c200_0010L)).isFalse();
    }
}
