/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.RxQueue;

/** A receive queue of a port that threads on cores read, and how much work it is. Guarded by {@link PmdThreads}. */
final class PolledQueue {

    private final RxQueue queue;
    private final LoadHistory busy = new LoadHistory();
    private long busySeen;

    PolledQueue(RxQueue queue) {
        this.queue = queue;
    }

    RxQueue queue() {
        return queue;
    }

    PortBase port() {
        return queue.port();
    }

    void beginAnew() {
        busy.clear();
        busySeen = queue.busyNanos();
    }

    void endInterval(int intervals) {
        long total = queue.busyNanos();
        for (int i = 0; i < Math.min(intervals, LoadHistory.INTERVALS); i++) {
            busy.add((total - busySeen) / intervals);
        }
        busySeen = total;
    }

    /** Return the nanoseconds of so many last intervals that its packets took. */
    long busyNanos(int intervals) {
        return busy.sum(intervals);
    }
}
