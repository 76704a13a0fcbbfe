/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.datapath.userspace.pmd.RxqAssignment.Demand;
import io.opsswitch.datapath.userspace.pmd.RxqAssignment.Policy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Which core gets which queue: cases that Open vSwitch's manual describes, and what holds in all. */
class RxqAssignmentTest {

    private static final int ANY = RxqAssignment.ANY_CORE;

    private static NavigableMap<Integer, Integer> cores(int... nodes) {
        NavigableMap<Integer, Integer> map = new TreeMap<>();
        for (int core = 0; core < nodes.length; core++) {
            map.put(core, nodes[core]);
        }
        return map;
    }

    private static Demand<Integer> queue(int id, int node, int core, long busy) {
        return new Demand<>(id, "p0", 1, id, node, core, busy);
    }

    private static List<Demand<Integer>> idle(int count) {
        List<Demand<Integer>> demands = new ArrayList<>();
        for (int id = 0; id < count; id++) {
            demands.add(queue(id, 0, ANY, 0));
        }
        return demands;
    }

    private static Map<Integer, List<Integer>> assign(
            NavigableMap<Integer, Integer> cores, Policy policy, boolean isolates, List<Demand<Integer>> demands) {
        return queues(new RxqAssignment<Integer>(cores, policy, isolates, LogLevel.DBG).assign(demands));
    }

    private static Map<Integer, List<Integer>> queues(RxqAssignment<Integer> assignment) {
        Map<Integer, List<Integer>> queues = new TreeMap<>();
        assignment
                .cores()
                .forEach(core -> queues.put(
                        core.number(), core.queues().stream().map(Demand::queue).collect(Collectors.toList())));
        return queues;
    }

    @Test
    void goesFromCoreToCoreInOneDirectionOrThereAndBack() {
        assertThat(assign(cores(0, 0), Policy.ROUNDROBIN, true, idle(8)))
                .isEqualTo(Map.of(0, List.of(0, 2, 4, 6), 1, List.of(1, 3, 5, 7)));
        assertThat(assign(cores(0, 0), Policy.CYCLES, true, idle(8)))
                .isEqualTo(Map.of(0, List.of(0, 3, 4, 7), 1, List.of(1, 2, 5, 6)));
        assertThat(assign(cores(0, 0), Policy.GROUP, true, idle(8)))
                .isEqualTo(Map.of(0, List.of(0, 2, 4, 6), 1, List.of(1, 3, 5, 7)));
    }

    @Test
    void sharesOutTheBusiestQueuesFirst() {
        List<Demand<Integer>> demands =
                List.of(queue(0, 0, ANY, 10), queue(1, 0, ANY, 80), queue(2, 0, ANY, 30), queue(3, 0, ANY, 20));
        // 80 alone keeps a core as busy as it gets; in turns 80 would have had 10 beside it.
        assertThat(assign(cores(0, 0), Policy.GROUP, true, demands))
                .isEqualTo(Map.of(0, List.of(1), 1, List.of(2, 3, 0)));
        assertThat(assign(cores(0, 0), Policy.CYCLES, true, demands))
                .isEqualTo(Map.of(0, List.of(1, 0), 1, List.of(2, 3)));
        assertThat(assign(cores(0, 0), Policy.ROUNDROBIN, true, demands))
                .isEqualTo(Map.of(0, List.of(0, 2), 1, List.of(1, 3)));
    }

    @Test
    void keepsOthersOffACoreThatAQueueAsksForUnlessToldNotTo() {
        List<Demand<Integer>> demands =
                List.of(queue(0, 0, 0, 0), queue(1, 0, ANY, 0), queue(2, 0, ANY, 0), queue(3, 0, ANY, 0));
        assertThat(assign(cores(0, 0), Policy.CYCLES, true, demands))
                .isEqualTo(Map.of(0, List.of(0), 1, List.of(1, 2, 3)));
        assertThat(assign(cores(0, 0), Policy.GROUP, false, demands))
                .isEqualTo(Map.of(0, List.of(0, 2), 1, List.of(1, 3)));
    }

    @Test
    void takesAnotherCoreIfThatWhichIsAskedForIsNotThere() {
        assertThat(assign(cores(0, 0), Policy.CYCLES, true, List.of(queue(0, 0, 7, 0))))
                .isEqualTo(Map.of(0, List.of(0), 1, List.of()));
    }

    @Test
    void leavesTheNodeOfAPortOnlyIfThatHasNoCoreToSpare() {
        RxqAssignment<Integer> local =
                new RxqAssignment<Integer>(cores(1, 0), Policy.CYCLES, true, LogLevel.DBG).assign(idle(3));
        assertThat(queues(local)).isEqualTo(Map.of(0, List.of(), 1, List.of(0, 1, 2)));
        assertThat(local.isAcrossNodes()).isFalse();
        RxqAssignment<Integer> foreign =
                new RxqAssignment<Integer>(cores(1, 2, 1, 2), Policy.GROUP, true, LogLevel.DBG).assign(idle(4));
        assertThat(queues(foreign).values())
                .allSatisfy(queues -> assertThat(queues).hasSize(1));
        assertThat(foreign.isAcrossNodes()).isTrue();
    }

    @Test
    void tellsHowUnequalTheLoadsAre() {
        RxqAssignment<Integer> assignment = new RxqAssignment<Integer>(
                        cores(0, 0), Policy.ROUNDROBIN, true, LogLevel.DBG)
                .assign(List.of(queue(0, 0, ANY, 90), queue(1, 0, ANY, 10)));
        assertThat(assignment.variances(Map.of(0, 100L, 1, 100L))).isEqualTo(Map.of(0, 1600L));
        assertThat(assignment.variances(Map.of())).isEqualTo(Map.of(0, 0L));
    }

    @Property(tries = 200)
    void givesEachQueueToOneCoreAndLoadsTheCoresOfANodeNearlyAlike(
            @ForAll @Size(max = 6) List<@IntRange(max = 2) Integer> nodes,
            @ForAll @Size(max = 12) List<@IntRange(max = 1000) Integer> loads,
            @ForAll Policy policy) {
        List<Demand<Integer>> demands = new ArrayList<>();
        for (int load : loads) {
            demands.add(queue(demands.size(), load % 3, ANY, load));
        }
        NavigableMap<Integer, Integer> cores =
                cores(nodes.stream().mapToInt(Integer::intValue).toArray());
        RxqAssignment<Integer> assignment =
                new RxqAssignment<Integer>(cores, policy, true, LogLevel.DBG).assign(demands);
        List<Integer> given = new ArrayList<>();
        queues(assignment).values().forEach(given::addAll);
        assertThat(given).doesNotHaveDuplicates().hasSize(nodes.isEmpty() ? 0 : loads.size());
        if (policy == Policy.GROUP) {
            for (RxqAssignment.Core<Integer> each : assignment.cores()) {
                for (RxqAssignment.Core<Integer> other : assignment.cores()) {
                    if (each.node() == other.node()) {
                        // Without its last one it had no more to do than any other: else that would have got the queue.
                        long last = each.queues().stream()
                                .mapToLong(Demand::busy)
                                .filter(busy -> busy > 0)
                                .min()
                                .orElse(0);
                        assertThat(each.busy() - last).isLessThanOrEqualTo(other.busy());
                    }
                }
            }
        }
    }
}
