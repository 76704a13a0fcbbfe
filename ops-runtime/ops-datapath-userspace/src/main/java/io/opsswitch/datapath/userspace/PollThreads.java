/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.userspace.engine.PassCounters;
import io.opsswitch.datapath.userspace.engine.PollThread;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.RxQueue;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The main threads: those that share the ports which no thread on a core polls. They are started when ports need them.
 * Guarded by its datapath; counters may be read by any thread.
 */
final class PollThreads {

    private static final long STOP_MILLIS = 2000;

    private final Switchboard switchboard;
    private final String name;
    private final int limit;
    private final int spinMicros;
    private final List<PollThread> threads = new CopyOnWriteArrayList<>();
    private final Map<RxQueue, PollThread> owners = new HashMap<>();

    PollThreads(Switchboard switchboard, String name, int limit, int spinMicros) {
        this.switchboard = switchboard;
        this.name = name;
        this.limit = limit;
        this.spinMicros = spinMicros;
    }

    /** Read each queue of a port by the thread that has the fewest. */
    void add(PortBase port) throws NativeException {
        for (RxQueue queue : port.receiveQueues()) {
            if (threads.size() < limit && threads.size() <= owners.size()) {
                int slot = threads.size() + 1;
                threads.add(new PollThread(switchboard, slot, name + "-poll-" + slot, spinMicros, () -> {}));
            }
            PollThread thread = threads.stream()
                    .min(Comparator.comparingInt(PollThread::load))
                    .orElseThrow();
            thread.add(queue);
            owners.put(queue, thread);
        }
    }

    /** Begin to stop reading a port. */
    void remove(PortBase port) {
        for (RxQueue queue : port.receiveQueues()) {
            PollThread thread = owners.remove(queue);
            if (thread != null) {
                thread.remove(queue);
            }
        }
    }

    /** Add what the threads have counted to sums. */
    void addCountersTo(long[] sums) {
        for (PollThread thread : threads) {
            PassCounters counters = thread.counters();
            counters.addTo(sums);
        }
    }

    /** Stop all threads; return whether all ended. */
    boolean stop() throws InterruptedException {
        boolean all = true;
        for (PollThread thread : threads) {
            all &= thread.stop(STOP_MILLIS);
        }
        threads.clear();
        return all;
    }
}
