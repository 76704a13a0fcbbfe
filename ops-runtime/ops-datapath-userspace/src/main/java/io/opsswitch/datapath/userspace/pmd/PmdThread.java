/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.ThreadAffinity;
import io.opsswitch.datapath.userspace.engine.GracePeriod;
import io.opsswitch.datapath.userspace.engine.PassCounters;
import io.opsswitch.datapath.userspace.engine.PollThread;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** The thread on one core, the queues that it reads, and how busy it is. Guarded by {@link PmdThreads}. */
final class PmdThread {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");
    private static final long STOP_MILLIS = 2000;
    private static final long LEAVE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final int core;
    private final int node;
    private final GracePeriod gracePeriod;
    private final PollThread thread;
    private final List<PolledQueue> queues = new ArrayList<>();
    private final LoadHistory busy = new LoadHistory();
    private final CounterBase counters;
    private long busySeen;
    private int overloadedIntervals;
    private boolean hasInterval;
    private final boolean isPinned;
    private boolean isIsolated;

    /**
     * Start a thread without queues.
     *
     * @param isPinned whether to keep it on its core
     * @param spinMicros how long it keeps looking for the next frame before it waits in the system
     */
    PmdThread(Switchboard switchboard, int core, int node, boolean isPinned, int spinMicros) throws NativeException {
        this.core = core;
        this.node = node;
        this.isPinned = isPinned;
        this.gracePeriod = switchboard.gracePeriod();
        String name = String.format("pmd-c%02d/id:%d", core, switchboard.slotOfCore(core));
        this.thread = new PollThread(switchboard, switchboard.slotOfCore(core), name, spinMicros, () -> {
            if (isPinned) {
                pin(core, name);
            }
        });
        this.counters = new CounterBase(switchboard.nowMillis());
    }

    private static void pin(int core, String name) {
        try {
            ThreadAffinity.pin(core);
        } catch (NativeException | UnsatisfiedLinkError e) {
            // It works elsewhere too, only not as fast as it might.
            VLOG.err("%s runs on any core: %s", name, e.getMessage());
        }
    }

    int core() {
        return core;
    }

    int node() {
        return node;
    }

    boolean isPinned() {
        return isPinned;
    }

    boolean isIsolated() {
        return isIsolated;
    }

    void setIsolated(boolean isSo) {
        isIsolated = isSo;
    }

    /** Return the queues that it reads, by port and number. */
    List<PolledQueue> queues() {
        List<PolledQueue> sorted = new ArrayList<>(queues);
        sorted.sort(Comparator.comparing((PolledQueue each) -> each.port().name())
                .thenComparingInt(each -> each.queue().id()));
        return sorted;
    }

    /** Stop reading the queues that it shall not have; the time that others are read begins anew. */
    void drop(Set<PolledQueue> wanted) {
        List<PolledQueue> dropped = new ArrayList<>(queues);
        dropped.removeAll(wanted);
        if (dropped.isEmpty()) {
            return;
        }
        for (PolledQueue each : dropped) {
            thread.remove(each.queue());
        }
        queues.removeAll(dropped);
        // What it has read is on its way before another thread reads on: flows keep their order.
        long started = gracePeriod.start();
        long end = System.nanoTime() + LEAVE_NANOS;
        while (!thread.isCurrent() && !gracePeriod.isOver(started) && System.nanoTime() < end) {
            LockSupport.parkNanos(20_000);
        }
        beginAnew();
    }

    /** Read queues that it does not read yet. */
    void add(Set<PolledQueue> wanted) throws NativeException {
        boolean isMore = false;
        for (PolledQueue each : wanted) {
            if (!queues.contains(each)) {
                queues.add(each);
                thread.add(each.queue());
                isMore = true;
            }
        }
        if (isMore) {
            beginAnew();
        }
    }

    private void beginAnew() {
        overloadedIntervals = 0;
        hasInterval = false;
        busy.clear();
        busySeen = thread.counters().get(PassCounters.BUSY_NANOS);
        queues.forEach(PolledQueue::beginAnew);
    }

    /**
     * Note that an interval has ended.
     *
     * @param intervals how many have ended at once, if the clock was moved
     * @param threshold from how many percent of load on it counts as overloaded
     */
    void endInterval(int intervals, int threshold) {
        long total = thread.counters().get(PassCounters.BUSY_NANOS);
        long share = (total - busySeen) / intervals;
        busySeen = total;
        hasInterval = true;
        long percent = share * 100 / PmdThreads.INTERVAL_NANOS;
        for (int i = 0; i < Math.min(intervals, LoadHistory.INTERVALS); i++) {
            busy.add(share);
            overloadedIntervals = percent >= threshold && !isIsolated ? overloadedIntervals + 1 : 0;
        }
        queues.forEach(each -> each.endInterval(intervals));
    }

    /** Return whether its load was too high for as long as is remembered. */
    boolean isOverloaded() {
        return overloadedIntervals >= LoadHistory.INTERVALS;
    }

    /** Return the nanoseconds of an interval, 0 if none has ended since it got its queues. */
    long intervalNanos() {
        return hasInterval ? PmdThreads.INTERVAL_NANOS : 0;
    }

    /** Return the nanoseconds of so many last intervals in which it had packets. */
    long busyNanos(int intervals) {
        return busy.sum(intervals);
    }

    /** Return what it has counted since {@link #clearCounters}. */
    long[] counters() {
        return counters.since(rawCounters());
    }

    /** Return when it began to count. */
    long countingSinceMillis() {
        return counters.startMillis();
    }

    void clearCounters(long nowMillis) {
        counters.clear(rawCounters(), nowMillis);
    }

    private long[] rawCounters() {
        long[] sums = new long[PassCounters.SIZE];
        thread.counters().addTo(sums);
        return sums;
    }

    /** Stop it; return whether it ended. */
    boolean stop() throws InterruptedException {
        return thread.stop(STOP_MILLIS);
    }
}
