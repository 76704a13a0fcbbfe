/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.userspace.device.FrameSource;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * Reads some receive queues. Waits in the system while nothing comes; under load it goes from queue to queue and asks the
 * system only now and then which others have something.
 *
 * <p>{@link #add}, {@link #remove} and {@link #stop} may be called by any thread.
 */
public final class PollThread {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");

    /** Rounds through the queues that are known to have frames between two looks for others. */
    private static final int ROUNDS_BETWEEN_LOOKS = 4;

    private final Worker worker;
    private final PassCounters counters;
    private final GracePeriod gracePeriod;
    private final QueueWait wait;
    private final Thread thread;
    private final Runnable atStart;
    private final long spinNanos;
    private volatile Source[] sources = new Source[0];
    private volatile boolean isStopped;
    private long failures;

    /** A queue and whether it is known to have frames; {@code ready} belongs to the poll thread. */
    static final class Source {
        private final RxQueue queue;
        private final FrameSource frames;
        boolean ready;
        /** By what {@link QueueWait} knows it. */
        volatile int id = -1;

        Source(RxQueue queue) {
            this.queue = queue;
            this.frames = queue.source();
        }

        RxQueue queue() {
            return queue;
        }

        FrameSource frames() {
            return frames;
        }
    }

    /**
     * Start a thread without queues.
     *
     * @param slot its slot of all statistics
     * @param spinMicros how long it keeps looking for the next frame before it waits in the system
     * @param atStart what the thread does first
     */
    public PollThread(Switchboard switchboard, int slot, String name, int spinMicros, Runnable atStart)
            throws NativeException {
        this.wait = QueueWait.open(switchboard.isNative());
        this.worker = switchboard.newWorker(slot);
        this.counters = worker.counters();
        this.gracePeriod = switchboard.gracePeriod();
        this.spinNanos = TimeUnit.MICROSECONDS.toNanos(spinMicros);
        this.atStart = atStart;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Return the number of queues. */
    public int load() {
        return sources.length;
    }

    /** Return what it has counted. */
    public PassCounters counters() {
        return counters;
    }

    /** Read a queue too. */
    public synchronized void add(RxQueue queue) throws NativeException {
        Source added = new Source(queue);
        Source[] extended = Arrays.copyOf(sources, sources.length + 1);
        extended[extended.length - 1] = added;
        sources = extended;
        queue.setReader(this);
        try {
            wait.add(added);
        } catch (NativeException e) {
            remove(queue);
            throw e;
        }
        // It may have frames that nobody told of.
        wait.wake();
    }

    /** Begin to stop reading a queue; it is not read any more after a grace period. */
    public synchronized void remove(RxQueue queue) {
        queue.setReader(null);
        for (Source source : sources) {
            if (source.queue == queue) {
                wait.remove(source);
            }
        }
        sources = Arrays.stream(sources).filter(source -> source.queue != queue).toArray(Source[]::new);
    }

    /** Look for frames at once: somebody has put one into a queue that has no descriptor. */
    public void wake() {
        wait.wake();
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
        wait.wake();
        thread.join(timeoutMillis);
        if (thread.isAlive()) {
            return false;
        }
        wait.close();
        gracePeriod.forget(worker);
        return true;
    }

    private void run() {
        try {
            atStart.run();
            boolean busy = false;
            long now = System.nanoTime();
            for (int round = 0; !isStopped; round++) {
                if (!busy && !spin()) {
                    wait.await();
                    wait.mark(sources);
                    clearErrors();
                    long then = now;
                    now = System.nanoTime();
                    counters.add(PassCounters.WAITS, 1);
                    counters.add(PassCounters.WAIT_NANOS, now - then);
                } else if (round % ROUNDS_BETWEEN_LOOKS == 0) {
                    wait.look();
                    wait.mark(sources);
                    clearErrors();
                }
                long before = counters.get(PassCounters.RECEIVED);
                busy = readAll();
                boolean isIdle = counters.get(PassCounters.RECEIVED) == before;
                long then = now;
                now = System.nanoTime();
                counters.add(isIdle ? PassCounters.IDLE_ROUNDS : PassCounters.BUSY_ROUNDS, 1);
                counters.add(isIdle ? PassCounters.IDLE_NANOS : PassCounters.BUSY_NANOS, now - then);
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
                if (source.frames.hasFrame()) {
                    source.ready = true;
                    found = true;
                }
            }
            worker.leave();
        } while (!found && System.nanoTime() < end);
        return found;
    }

    private void clearErrors() {
        if (!wait.hasErrors()) {
            return;
        }
        worker.enter();
        // Only a queue that is still ours: the number of the descriptor may be another one's by now.
        for (Source source : sources) {
            if (wait.isError(source) && !source.frames.clearError()) {
                wait.remove(source);
                VLOG.info("device %s is gone", source.queue.port().name());
            }
        }
        worker.leave();
    }

    private void readOne(Source source) {
        if (!source.queue.claim()) {
            // Somebody has it who is about to stop; what it holds waits.
            return;
        }
        try {
            readClaimed(source);
        } finally {
            source.queue.unclaim();
        }
    }

    private void readClaimed(Source source) {
        source.ready = source.frames.receive(worker.batch());
        int count = worker.batch().count();
        try {
            if (count > 0) {
                long start = System.nanoTime();
                worker.process(source.queue.port());
                source.queue.addBusy(System.nanoTime() - start);
            }
        } catch (RuntimeException e) {
            // A mistake of ours; better lose a batch than the port.
            if (Long.bitCount(++failures) == 1) {
                EngineLog.failure(
                        "packets of " + source.queue.port().name() + " lost (failure number " + failures + ")", e);
            }
        } finally {
            source.frames.release();
        }
    }

    /** Read each queue that is known to have frames once; return whether any may have more. */
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
