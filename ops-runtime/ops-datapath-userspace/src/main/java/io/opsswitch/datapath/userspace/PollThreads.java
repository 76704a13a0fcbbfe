/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.userspace.engine.DevicePort;
import io.opsswitch.datapath.userspace.engine.PollThread;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Shares ports out among poll threads, which are started when ports need them. Guarded by its datapath. */
final class PollThreads {

    private static final long STOP_MILLIS = 2000;

    private final Switchboard switchboard;
    private final String name;
    private final int limit;
    private final int spinMicros;
    private final List<PollThread> threads = new ArrayList<>();
    private final Map<DevicePort, PollThread> owners = new HashMap<>();

    PollThreads(Switchboard switchboard, String name, int limit, int spinMicros) {
        this.switchboard = switchboard;
        this.name = name;
        this.limit = limit;
        this.spinMicros = spinMicros;
    }

    /** Read a port by the thread that has the fewest. */
    void add(DevicePort port) throws NativeException {
        if (threads.size() < limit && threads.size() <= owners.size()) {
            int slot = threads.size() + 1;
            threads.add(new PollThread(switchboard, slot, name + "-poll-" + slot, spinMicros));
        }
        PollThread thread =
                threads.stream().min(Comparator.comparingInt(PollThread::load)).orElseThrow();
        thread.add(port);
        owners.put(port, thread);
    }

    /** Begin to stop reading a port. */
    void remove(DevicePort port) {
        PollThread thread = owners.remove(port);
        if (thread != null) {
            thread.remove(port);
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
