/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.RxQueue;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import io.opsswitch.datapath.userspace.pmd.RxqAssignment.Demand;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The threads on cores of a datapath: there is one on each core of {@code pmd-cpu-mask}, or on one core of each NUMA node,
 * while there are ports that need them. Threads are kept on their cores if the user has chosen these, by the mask or by an
 * affinity; otherwise the system places them, which knows better than we do which processor is idle. Each change of ports or settings has the queues shared out anew; a queue that
 * changes threads is not read by the new one before the old one is done.
 *
 * <p>Safe for use by several threads; calls that change something return when it is in effect.
 */
public final class PmdThreads {

    static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(LoadHistory.INTERVAL_SECONDS);

    private static final Vlog VLOG = Vlog.module("dpif_netdev");
    private static final long INTERVAL_MILLIS = TimeUnit.SECONDS.toMillis(LoadHistory.INTERVAL_SECONDS);

    private final Switchboard switchboard;
    private final int spinMicros;
    private final CpuTopology topology = CpuTopology.current();
    private final Map<Integer, PmdThread> threads = new TreeMap<>();
    private final Map<PortBase, List<PolledQueue>> ports = new TreeMap<>(Comparator.comparingInt(PortBase::number));
    private final Map<PortBase, Map<Integer, Integer>> affinities = new HashMap<>();
    private final AutoBalance balance = new AutoBalance(this);
    private PmdSettings settings = PmdSettings.DEFAULT;
    private Map<String, String> config = Map.of();
    private boolean isConfigured;
    private @Nullable LoadWatch watch;
    private long intervalEnd;
    private boolean isClosed;
    /** Read by those who install flows, also while queues change threads. */
    private volatile Map<Integer, Integer> slots = Map.of();

    /**
     * Create without threads.
     *
     * @param spinMicros how long a thread keeps looking for the next frame before it waits in the system
     */
    public PmdThreads(Switchboard switchboard, int spinMicros) {
        this.switchboard = switchboard;
        this.spinMicros = spinMicros;
        this.intervalEnd = switchboard.nowMillis() + INTERVAL_MILLIS;
    }

    /** Go by {@code Open_vSwitch.other_config} from now on. */
    public synchronized void configure(Map<String, String> otherConfig) {
        if (isConfigured && otherConfig.equals(config)) {
            return;
        }
        PmdSettings before = settings;
        PmdSettings now = PmdSettings.of(otherConfig);
        now.logChanges(before, otherConfig, !isConfigured);
        boolean isNewSleep = !isConfigured || !now.sleep().equals(before.sleep());
        settings = now;
        config = Map.copyOf(otherConfig);
        switchboard.setRememberOneOf((int) Math.min(Integer.MAX_VALUE, now.rememberOneOf()));
        if (now.balances() != before.balances() || !isConfigured) {
            balance.restart(switchboard.nowMillis());
        }
        isConfigured = true;
        if (isNewSleep) {
            VLOG.info("Default PMD thread max sleep: %4d us.", now.sleep().usual());
            threads.values().forEach(this::logSleep);
        }
        if (!now.cpuMask().equals(before.cpuMask())
                || now.policy() != before.policy()
                || now.isolates() != before.isolates()) {
            reconfigure();
        }
    }

    private void logSleep(PmdThread thread) {
        VLOG.info(
                "PMD thread on numa_id: %d, core id: %2d, max sleep: %4d us.",
                thread.node(), thread.core(), settings.sleep().of(thread.core()));
    }

    /** Read the queues of a port. */
    public synchronized void add(PortBase port) {
        List<PolledQueue> queues = new ArrayList<>();
        for (RxQueue queue : port.receiveQueues()) {
            queues.add(new PolledQueue(queue));
        }
        ports.put(port, queues);
        reconfigure();
    }

    /** Stop reading a port. */
    public synchronized void remove(PortBase port) {
        affinities.remove(port);
        if (ports.remove(port) != null) {
            reconfigure();
        }
    }

    /** Go by {@code Interface.other_config} of a port from now on. */
    public synchronized void configure(PortBase port, Map<String, String> otherConfig) {
        Map<Integer, Integer> wanted;
        try {
            wanted = RxqAffinity.of(otherConfig.get("pmd-rxq-affinity"));
        } catch (IllegalArgumentException e) {
            VLOG.warn("interface %s: %s", port.name(), e.getMessage());
            wanted = Map.of();
        }
        Map<Integer, Integer> before = affinities.put(port, wanted);
        if (!wanted.equals(before == null ? Map.of() : before) && ports.containsKey(port)) {
            reconfigure();
        }
    }

    /** Share out all queues anew, by how busy they have been. */
    public synchronized void rebalance() {
        reconfigure();
    }

    /** Return the slots of the threads that there are, by their cores. Waits for nobody. */
    public Map<Integer, Integer> slotsByCore() {
        return slots;
    }

    /** Stop all threads; return whether all ended. */
    public boolean stop() throws InterruptedException {
        LoadWatch last;
        boolean all = true;
        synchronized (this) {
            isClosed = true;
            last = watch;
            watch = null;
            for (PmdThread thread : threads.values()) {
                all &= thread.stop();
            }
            threads.clear();
            slots = Map.of();
        }
        if (last != null) {
            last.stop();
        }
        return all;
    }

    // What follows is for the rest of this package.

    Iterable<PmdThread> threads() {
        return threads.values();
    }

    PmdSettings settings() {
        return settings;
    }

    Switchboard switchboard() {
        return switchboard;
    }

    private NavigableMap<Integer, Integer> wantedCores() {
        if (ports.isEmpty()) {
            return new TreeMap<>();
        }
        return settings.cpuMask().isEmpty() ? topology.coresOfEachNode(1) : topology.coresOf(settings.cpuMask());
    }

    private void reconfigure() {
        if (isClosed) {
            return;
        }
        NavigableMap<Integer, Integer> cores = wantedCores();
        startAndStop(cores);
        Map<Integer, Integer> now = new TreeMap<>();
        threads.keySet().forEach(core -> now.put(core, switchboard.slotOfCore(core)));
        slots = Collections.unmodifiableMap(now);
        RxqAssignment<PolledQueue> assignment = plan(LogLevel.INFO);
        Map<Integer, Set<PolledQueue>> wanted = new HashMap<>();
        for (RxqAssignment.Core<PolledQueue> core : assignment.cores()) {
            Set<PolledQueue> queues = new HashSet<>();
            core.queues().forEach(demand -> queues.add(demand.queue()));
            wanted.put(core.number(), queues);
            thread(core.number()).setIsolated(core.isIsolated());
        }
        threads.forEach((core, thread) -> thread.drop(wanted.getOrDefault(core, Set.of())));
        for (Map.Entry<Integer, PmdThread> each : threads.entrySet()) {
            try {
                each.getValue().add(wanted.getOrDefault(each.getKey(), Set.of()));
            } catch (NativeException e) {
                VLOG.err("core %d cannot read its queues: %s", each.getKey(), e.getMessage());
            }
        }
        balance.recheck();
        if (watch == null && !threads.isEmpty()) {
            watch = new LoadWatch(this, "pmd-load");
        }
    }

    private PmdThread thread(int core) {
        PmdThread thread = threads.get(core);
        if (thread == null) {
            throw new IllegalStateException("no thread on core " + core);
        }
        return thread;
    }

    private void startAndStop(NavigableMap<Integer, Integer> cores) {
        boolean isChanged = false;
        for (PmdThread thread : List.copyOf(threads.values())) {
            if (!cores.containsKey(thread.core()) || thread.isPinned() != pins()) {
                thread.drop(Set.of());
                threads.remove(thread.core());
                isChanged = true;
                try {
                    if (!thread.stop()) {
                        VLOG.warn("the thread on core %d does not return from an upcall, it goes on", thread.core());
                    }
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                VLOG.info("PMD thread on numa_id: %d, core id: %2d destroyed.", thread.node(), thread.core());
            }
        }
        for (Map.Entry<Integer, Integer> each : cores.entrySet()) {
            if (!threads.containsKey(each.getKey())) {
                isChanged |= start(each.getKey(), each.getValue());
            }
        }
        if (isChanged) {
            Map<Integer, Integer> counts = new TreeMap<>();
            threads.values().forEach(thread -> counts.merge(thread.node(), 1, Integer::sum));
            counts.forEach((node, count) -> VLOG.info("There are %d pmd threads on numa node %d", count, node));
        }
    }

    /** Return whether the user has chosen cores. */
    private boolean pins() {
        boolean hasChosen =
                !settings.cpuMask().isEmpty() || affinities.values().stream().anyMatch(each -> !each.isEmpty());
        return hasChosen && !topology.isMadeUp();
    }

    private boolean start(int core, int node) {
        try {
            PmdThread thread = new PmdThread(switchboard, core, node, pins(), spinMicros);
            threads.put(core, thread);
            logSleep(thread);
            VLOG.info("PMD thread on numa_id: %d, core id: %2d created.", node, core);
            return true;
        } catch (NativeException e) {
            VLOG.err("no thread for core %d: %s", core, e.getMessage());
            return false;
        }
    }

    /** Share out the queues, without doing anything yet. */
    RxqAssignment<PolledQueue> plan(LogLevel level) {
        List<Demand<PolledQueue>> demands = new ArrayList<>();
        ports.forEach((port, queues) -> {
            Map<Integer, Integer> affinity = affinities.getOrDefault(port, Map.of());
            for (PolledQueue each : queues) {
                demands.add(demand(each, affinity.getOrDefault(each.queue().id(), RxqAssignment.ANY_CORE)));
            }
        });
        return assignment(level).assign(demands);
    }

    private static Demand<PolledQueue> demand(PolledQueue queue, int core) {
        PortBase port = queue.port();
        long busy = queue.busyNanos(LoadHistory.INTERVALS);
        return new Demand<>(queue, port.name(), port.number(), queue.queue().id(), port.numaNode(), core, busy);
    }

    private RxqAssignment<PolledQueue> assignment(LogLevel level) {
        NavigableMap<Integer, Integer> nodes = new TreeMap<>();
        threads.values().forEach(thread -> nodes.put(thread.core(), thread.node()));
        return new RxqAssignment<>(nodes, settings.policy(), settings.isolates(), level);
    }

    /** Return how the queues are shared out now. */
    RxqAssignment<PolledQueue> present() {
        RxqAssignment<PolledQueue> present = assignment(LogLevel.DBG);
        for (RxqAssignment.Core<PolledQueue> core : present.cores()) {
            PmdThread thread = thread(core.number());
            for (PolledQueue each : thread.queues()) {
                core.add(demand(each, RxqAssignment.ANY_CORE));
            }
            if (thread.isIsolated()) {
                core.isolate();
            }
        }
        return present;
    }

    /** Do what is due by the clock. */
    synchronized void tick() {
        long now = switchboard.nowMillis();
        if (now >= intervalEnd) {
            int intervals = (int) Math.min(Integer.MAX_VALUE, (now - intervalEnd) / INTERVAL_MILLIS + 1);
            intervalEnd += intervals * INTERVAL_MILLIS;
            int threshold = settings.balances() ? settings.loadPercent() : Integer.MAX_VALUE;
            threads.values().forEach(thread -> thread.endInterval(intervals, threshold));
        }
        if (settings.balances() && balance.isDue(now) && balance.isWorthIt()) {
            VLOG.info("PMD auto load balance dry run. Requesting datapath reconfigure.");
            reconfigure();
        }
    }
}
