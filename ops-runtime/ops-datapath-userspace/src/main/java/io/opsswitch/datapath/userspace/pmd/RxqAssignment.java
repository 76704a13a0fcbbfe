/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides which core reads which receive queue, by the policies of {@code other_config:pmd-rxq-assign}. Queues with an
 * affinity get the core that they ask for; the others go to cores of their own NUMA node, or if it has none to those of all
 * other nodes in turn. Used once, by one thread.
 *
 * @param <Q> what stands for a queue
 */
final class RxqAssignment<Q> {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");

    /** No core is asked for. */
    static final int ANY_CORE = -1;

    /** How queues without an affinity are shared out. */
    enum Policy {
        /** To one core after the other. */
        ROUNDROBIN,
        /** The busiest first, to one core after the other, there and back. */
        CYCLES,
        /** The busiest first, each to the core that has the least to do. */
        GROUP;

        /** Return the word in the database. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A queue that somebody has to read.
     *
     * @param port name of its port
     * @param portNumber number of its port
     * @param id its number at the port
     * @param node the NUMA node of the port
     * @param core the core that it is to be read by, or {@link #ANY_CORE}
     * @param busy how much work it has been of late
     */
    record Demand<Q>(Q queue, String port, int portNumber, int id, int node, int core, long busy) {}

    /** A core with its queues. */
    static final class Core<Q> {
        private final int number;
        private final int node;
        private final List<Demand<Q>> queues = new ArrayList<>();
        private long busy;
        private boolean isIsolated;

        Core(int number, int node) {
            this.number = number;
            this.node = node;
        }

        int number() {
            return number;
        }

        int node() {
            return node;
        }

        List<Demand<Q>> queues() {
            return queues;
        }

        /** Return the sum of the work of its queues. */
        long busy() {
            return busy;
        }

        /** Return whether it reads only the queues that ask for it. */
        boolean isIsolated() {
            return isIsolated;
        }

        void add(Demand<Q> demand) {
            queues.add(demand);
            busy += demand.busy();
        }

        void isolate() {
            isIsolated = true;
        }
    }

    /** The cores of a NUMA node, in the order of their numbers, and which is next. */
    private static final class Node<Q> {
        private final int number;
        private final List<Core<Q>> cores = new ArrayList<>();
        private int next;
        private boolean isRising = true;

        Node(int number) {
            this.number = number;
        }

        boolean hasFreeCore() {
            return cores.stream().anyMatch(core -> !core.isIsolated);
        }

        /** Return the next core and move on: from the last one back, or to the first one. */
        private Core<Q> step(boolean andBack) {
            Core<Q> core = cores.get(next);
            boolean isAtEnd = next == (isRising ? cores.size() - 1 : 0);
            if (!isAtEnd) {
                next += isRising ? 1 : -1;
            } else if (andBack || !isRising) {
                isRising = !isRising;
            } else {
                next = 0;
            }
            return core;
        }

        @Nullable
        Core<Q> nextFree(boolean andBack) {
            for (int i = 0; i < 2 * cores.size(); i++) {
                Core<Q> core = step(andBack);
                if (!core.isIsolated) {
                    return core;
                }
            }
            return null;
        }

        /** Return the core with the least work, or if that is not known the one with the fewest queues. */
        @Nullable
        Core<Q> leastBusy(boolean byWork) {
            return cores.stream()
                    .filter(core -> !core.isIsolated)
                    .min(Comparator.comparingLong(core -> byWork ? core.busy : core.queues.size()))
                    .orElse(null);
        }
    }

    private final Policy policy;
    private final boolean isolates;
    private final LogLevel level;
    private final Map<Integer, Core<Q>> cores = new TreeMap<>();
    private final NavigableMap<Integer, Node<Q>> nodes = new TreeMap<>();
    private @Nullable Integer lastForeignNode;
    private boolean isAcrossNodes;

    /**
     * Create without queues.
     *
     * @param isolates whether a core that a queue asks for reads no others
     * @param level of messages: {@code INFO}, or {@code DBG} for what is not done but only thought of
     */
    RxqAssignment(NavigableMap<Integer, Integer> nodeOfCore, Policy policy, boolean isolates, LogLevel level) {
        this.policy = policy;
        this.isolates = isolates;
        this.level = level;
        nodeOfCore.forEach((number, node) -> {
            Core<Q> core = new Core<>(number, node);
            cores.put(number, core);
            nodes.computeIfAbsent(node, Node::new).cores.add(core);
        });
    }

    /** Return the cores with the queues that they have got. */
    Iterable<Core<Q>> cores() {
        return cores.values();
    }

    /** Return how many NUMA nodes have cores. */
    int nodeCount() {
        return nodes.size();
    }

    /** Return whether a queue that asks for no core has got one of another node than its own. */
    boolean isAcrossNodes() {
        return isAcrossNodes;
    }

    /** Share out queues, given in the order of their ports and numbers. */
    RxqAssignment<Q> assign(List<Demand<Q>> demands) {
        List<Demand<Q>> rest = new ArrayList<>();
        for (Demand<Q> demand : demands) {
            if (demand.core() == ANY_CORE || !pin(demand)) {
                rest.add(demand);
            }
        }
        if (policy != Policy.ROUNDROBIN) {
            rest.sort(Comparator.comparingLong((Demand<Q> demand) -> -demand.busy())
                    .thenComparingInt(Demand::portNumber)
                    .thenComparingInt(Demand::id));
        }
        if (!rest.isEmpty() && level != LogLevel.DBG) {
            VLOG.log(level, "Performing pmd to rx queue assignment using %s algorithm.", policy.word());
        }
        rest.forEach(this::place);
        return this;
    }

    private boolean pin(Demand<Q> demand) {
        Core<Q> core = cores.get(demand.core());
        if (core == null) {
            VLOG.log(
                    level == LogLevel.DBG ? level : LogLevel.WARN,
                    "Core %2d cannot be pinned with port '%s' rx queue %d. Use pmd-cpu-mask to enable a pmd on core %d."
                            + " An alternative core will be assigned.",
                    demand.core(),
                    demand.port(),
                    demand.id(),
                    demand.core());
            return false;
        }
        if (isolates) {
            core.isolate();
        }
        VLOG.log(
                level,
                "Core %2d on numa node %d is pinned with port '%s' rx queue %d%s",
                core.number,
                core.node,
                demand.port(),
                demand.id(),
                measured(demand));
        core.add(demand);
        return true;
    }

    private String measured(Demand<Q> demand) {
        return policy == Policy.ROUNDROBIN ? "" : " (measured processing cycles " + demand.busy() + ")";
    }

    private void place(Demand<Q> demand) {
        Node<Q> own = nodes.get(demand.node());
        Node<Q> node = own != null && own.hasFreeCore() ? own : foreignNode();
        Core<Q> core = null;
        if (node != null) {
            core = policy == Policy.GROUP ? node.leastBusy(demand.busy() != 0) : node.nextFree(policy == Policy.CYCLES);
        }
        if (core == null) {
            VLOG.log(
                    level == LogLevel.DBG ? level : LogLevel.WARN,
                    "No non-isolated pmd on any numa available for port '%s' rx queue %d%s. This rx queue will not be"
                            + " polled.",
                    demand.port(),
                    demand.id(),
                    measured(demand));
            return;
        }
        if (core.node != demand.node()) {
            isAcrossNodes = true;
            VLOG.log(
                    level,
                    "There's no available (non-isolated) pmd thread on numa node %d. Port '%s' rx queue %d will be"
                            + " assigned to a pmd on numa node %d. This may lead to reduced performance.",
                    demand.node(),
                    demand.port(),
                    demand.id(),
                    core.node);
        }
        VLOG.log(
                level,
                "Core %2d on numa node %d assigned port '%s' rx queue %d%s.",
                core.number,
                core.node,
                demand.port(),
                demand.id(),
                measured(demand));
        core.add(demand);
    }

    /** Return the next node with a core to spare, in turn. */
    private @Nullable Node<Q> foreignNode() {
        for (int i = 0; i < nodes.size(); i++) {
            Map.Entry<Integer, Node<Q>> entry = lastForeignNode == null ? null : nodes.higherEntry(lastForeignNode);
            Node<Q> node = entry == null ? nodes.firstEntry().getValue() : entry.getValue();
            lastForeignNode = node.number;
            if (node.hasFreeCore()) {
                return node;
            }
        }
        return null;
    }

    /** Return how unequal the cores of each node are: the variance of their loads in percent, by node. */
    Map<Integer, Long> variances(Map<Integer, Long> capacityOfCore) {
        Map<Integer, Long> variances = new HashMap<>();
        nodes.forEach((number, node) -> {
            long[] loads = node.cores.stream()
                    .filter(core -> !core.isIsolated)
                    .mapToLong(core -> percent(core.busy, capacityOfCore.getOrDefault(core.number, 0L)))
                    .toArray();
            variances.put(number, variance(loads));
        });
        return variances;
    }

    private static long percent(long busy, long capacity) {
        return capacity == 0 ? 0 : busy * 100 / capacity;
    }

    private static long variance(long[] values) {
        long sum = 0;
        for (long value : values) {
            sum += value;
        }
        long squares = 0;
        for (long value : values) {
            long difference = value - sum / values.length;
            squares += difference * difference;
        }
        return values.length == 0 ? 0 : squares / values.length;
    }
}
