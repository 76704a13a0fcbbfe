/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Tells when no worker can still be using something that was taken out of the shared tables.
 *
 * <p>Epoch-based reclamation: a worker notes the epoch when it begins a batch ({@link Worker#enter}) and that it holds
 * nothing when it is done. Whoever takes something out starts a new epoch afterwards; when every worker is idle or has
 * begun in the new epoch, none can have seen what was taken out.
 *
 * <p>Safe for use by several threads.
 */
public final class GracePeriod {

    private final AtomicLong epoch = new AtomicLong(1);
    private final List<Worker> workers = new CopyOnWriteArrayList<>();

    void register(Worker worker) {
        workers.add(worker);
    }

    /** Forget a worker that is not going to be used any more. */
    void forget(Worker worker) {
        workers.remove(worker);
    }

    long current() {
        return epoch.get();
    }

    /** Start a grace period, after something was taken out; the result is for {@link #isOver}. */
    public long start() {
        return epoch.incrementAndGet();
    }

    /** Return whether a grace period is over. */
    public boolean isOver(long started) {
        for (Worker worker : workers) {
            long entered = worker.enteredEpoch();
            if (entered != Worker.IDLE && entered < started) {
                return false;
            }
        }
        return true;
    }
}
