/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.Poller;
import io.opsswitch.datapath.userspace.device.Device;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Reads some ports. Waits in the system while nothing comes; under load it goes from port to port and asks the system
 * only now and then which others have something.
 *
 * <p>{@link #add}, {@link #remove} and {@link #stop} may be called by any thread.
 */
public final class PollThread {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");

    /** Rounds through the ports that are known to have frames between two looks for others. */
    private static final int ROUNDS_BETWEEN_LOOKS = 4;

    private final Worker worker;
    private final Poller poller;
    private final Thread thread;
    private final long spinNanos;
    private volatile Source[] sources = new Source[0];
    private volatile boolean isStopped;
    private long failures;

    /** A port and whether it is known to have frames; {@code ready} belongs to the poll thread. */
    private static final class Source {
        private final DevicePort port;
        private final Device device;
        private boolean ready;

        Source(DevicePort port) {
            this.port = port;
            this.device = port.device();
        }
    }

    /**
     * Start a thread without ports.
     *
     * @param slot its slot of all statistics
     * @param spinMicros how long it keeps looking for the next frame before it waits in the system
     */
    public PollThread(Switchboard switchboard, int slot, String name, int spinMicros) throws NativeException {
        poller = Poller.open();
        worker = switchboard.newWorker(slot);
        spinNanos = TimeUnit.MICROSECONDS.toNanos(spinMicros);
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Return the number of ports. */
    public int load() {
        return sources.length;
    }

    /** Read a port too. */
    public synchronized void add(DevicePort port) throws NativeException {
        Source[] extended = Arrays.copyOf(sources, sources.length + 1);
        extended[extended.length - 1] = new Source(port);
        sources = extended;
        try {
            poller.add(port.device().fd(), port.number());
        } catch (NativeException e) {
            remove(port);
            throw e;
        }
    }

    /** Begin to stop reading a port; it is not read any more after a grace period. */
    public synchronized void remove(DevicePort port) {
        poller.remove(port.device().fd());
        sources = Arrays.stream(sources).filter(source -> source.port != port).toArray(Source[]::new);
    }

    /** Return whether the caller is this thread. */
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /**
     * Stop the thread and wait for it.
     *
     * @return whether it ended; if not, an upcall does not return, and its descriptors stay open
     */
    public boolean stop(long timeoutMillis) throws InterruptedException {
        isStopped = true;
        poller.wake();
        thread.join(timeoutMillis);
        if (thread.isAlive()) {
            return false;
        }
        poller.close();
        return true;
    }

    private void run() {
        try {
            boolean busy = false;
            for (int round = 0; !isStopped; round++) {
                if (!busy && !spin()) {
                    look(-1);
                } else if (round % ROUNDS_BETWEEN_LOOKS == 0) {
                    look(0);
                }
                busy = readAll();
            }
        } catch (NativeException e) {
            VLOG.err("%s stopped, its ports are dead: %s", thread.getName(), e.getMessage());
        }
    }

    /** Look for frames without system calls for a while; return whether there are any. */
    private boolean spin() {
        if (spinNanos == 0) {
            return false;
        }
        long end = System.nanoTime() + spinNanos;
        boolean found = false;
        do {
            Thread.onSpinWait();
            // The memory of a ring may go when the grace period is over.
            worker.enter();
            for (Source source : sources) {
                if (source.device.hasFrame()) {
                    source.ready = true;
                    found = true;
                }
            }
            worker.leave();
        } while (!found && System.nanoTime() < end);
        return found;
    }

    /** Ask the system, or wait for it to tell, which ports have frames. */
    private void look(int timeoutMillis) throws NativeException {
        int count = poller.await(timeoutMillis);
        for (int i = 0; i < count; i++) {
            int number = poller.id(i);
            for (Source source : sources) {
                if (source.port.number() == number) {
                    source.ready = true;
                    if (poller.isError(i)) {
                        clearError(source);
                    }
                }
            }
        }
    }

    private void clearError(Source source) {
        worker.enter();
        // Only a port that is still ours: the number of the descriptor may be another one's by now.
        if (Arrays.asList(sources).contains(source) && !source.device.clearError()) {
            poller.remove(source.device.fd());
            VLOG.info("device %s is gone", source.port.name());
        }
        worker.leave();
    }

    private void readOne(Source source) {
        source.ready = source.device.receive(worker.batch());
        try {
            if (worker.batch().count() > 0) {
                worker.process(source.port);
            }
        } catch (RuntimeException e) {
            // A mistake of ours; better lose a batch than the port.
            if (Long.bitCount(++failures) == 1) {
                EngineLog.failure("packets of " + source.port.name() + " lost (failure number " + failures + ")", e);
            }
        } finally {
            source.device.release();
        }
    }

    /** Read each port that is known to have frames once; return whether any may have more. */
    private boolean readAll() {
        boolean more = false;
        worker.enter();
        for (Source source : sources) {
            if (source.ready) {
                readOne(source);
                more |= source.ready;
            }
        }
        worker.leave();
        return more;
    }
}
