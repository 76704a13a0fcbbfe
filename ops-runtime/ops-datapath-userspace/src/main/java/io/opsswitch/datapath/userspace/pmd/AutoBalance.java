/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.userspace.pmd.RxqAssignment.Policy;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Decides whether sharing out the queues anew would even out the load of threads ({@code pmd-auto-lb}): it is thought
 * through when a thread has been overloaded for a minute, and done if it lowers the variance of loads enough. Guarded by
 * {@link PmdThreads}.
 */
final class AutoBalance {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");

    private final PmdThreads threads;
    private long lastLook;
    private boolean isNew = true;
    private boolean couldHelp;

    AutoBalance(PmdThreads threads) {
        this.threads = threads;
    }

    /** Count the time to the next look from now on. */
    void restart(long nowMillis) {
        lastLook = nowMillis;
    }

    /** Note that threads, queues or settings have changed. */
    void recheck() {
        isNew = true;
    }

    /** Return whether it is time to look, and a thread has too much to do. */
    boolean isDue(long nowMillis) {
        if (lastLook + TimeUnit.MINUTES.toMillis(threads.settings().balanceMinutes()) >= nowMillis) {
            return false;
        }
        lastLook = nowMillis;
        for (PmdThread thread : threads.threads()) {
            if (thread.isOverloaded()) {
                return true;
            }
        }
        return false;
    }

    /** Return whether the queues should be shared out anew. */
    boolean isWorthIt() {
        return couldHelp() && wouldHelp();
    }

    private boolean couldHelp() {
        if (!isNew) {
            if (!couldHelp) {
                VLOG.dbg("PMD auto load balance nothing to do, no configuration changes since last check.");
            }
            return couldHelp;
        }
        isNew = false;
        couldHelp = false;
        if (threads.settings().policy() == Policy.ROUNDROBIN) {
            VLOG.dbg("PMD auto load balance nothing to do, pmd-rxq-assign=roundrobin assignment type configured.");
            return false;
        }
        int free = 0;
        boolean hasSeveral = false;
        for (PmdThread thread : threads.threads()) {
            if (!thread.isIsolated()) {
                free++;
                hasSeveral |= thread.queues().size() > 1;
            }
        }
        couldHelp = free > 1 && hasSeveral;
        if (!couldHelp) {
            VLOG.dbg("PMD auto load balance nothing to do, not enough non-isolated PMDs or RxQs.");
        }
        return couldHelp;
    }

    private boolean wouldHelp() {
        VLOG.dbg("PMD auto load balance performing dry run.");
        RxqAssignment<PolledQueue> planned = threads.plan(LogLevel.DBG);
        if (planned.isAcrossNodes() && planned.nodeCount() > 1) {
            VLOG.dbg("PMD auto load balance detected cross-numa polling with multiple numa nodes. Unable to accurately"
                    + " estimate.");
            return false;
        }
        Map<Integer, Long> capacities = new HashMap<>();
        for (PmdThread thread : threads.threads()) {
            capacities.put(thread.core(), thread.intervalNanos() * LoadHistory.INTERVALS);
        }
        Map<Integer, Long> now = threads.present().variances(capacities);
        Map<Integer, Long> then = planned.variances(capacities);
        int wanted = threads.settings().improvementPercent();
        boolean isEnough = false;
        for (Map.Entry<Integer, Long> node : now.entrySet()) {
            long current = node.getValue();
            long estimate = then.getOrDefault(node.getKey(), current);
            long improvement = estimate < current ? (current - estimate) * 100 / current : 0;
            VLOG.dbg(
                    "Numa node %d. Current variance %d Estimated variance %d. Variance improvement %d%%.",
                    node.getKey(), current, estimate, improvement);
            isEnough |= improvement >= wanted;
        }
        VLOG.dbg("PMD load variance improvement threshold %d%% is %s.", wanted, isEnough ? "met" : "not met");
        return isEnough;
    }
}
