/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.userspace.device.FrameSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * A receive queue of a port, which one {@link PollThread} reads. May be handed from one thread to another: whatever those
 * do, no two read it at once.
 */
public final class RxQueue {

    private static final VarHandle CLAIMED;
    private static final VarHandle BUSY;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            CLAIMED = lookup.findVarHandle(RxQueue.class, "claimed", boolean.class);
            BUSY = lookup.findVarHandle(RxQueue.class, "busyNanos", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final PortBase port;
    private final int id;
    private final FrameSource source;
    private volatile @Nullable PollThread reader;

    @SuppressWarnings("UnusedVariable")
    private boolean claimed;

    /** Written by the thread that reads the queue. */
    @SuppressWarnings("UnusedVariable")
    private long busyNanos;

    /** Create a queue that nobody reads. */
    public RxQueue(PortBase port, int id, FrameSource source) {
        this.port = port;
        this.id = id;
        this.source = source;
    }

    /** Return the port. */
    public PortBase port() {
        return port;
    }

    /** Return its number at the port, from 0 up. */
    public int id() {
        return id;
    }

    /** Return where its frames wait. */
    FrameSource source() {
        return source;
    }

    void setReader(@Nullable PollThread thread) {
        reader = thread;
    }

    /** Tell who reads that a frame is there which no descriptor tells of; return false if nobody reads. */
    public boolean wake() {
        PollThread current = reader;
        if (current != null) {
            current.wake();
        }
        return current != null;
    }

    /** Begin to read; return false if another thread reads. */
    boolean claim() {
        return CLAIMED.compareAndSet(this, false, true);
    }

    /** End reading. */
    void unclaim() {
        CLAIMED.setRelease(this, false);
    }

    void addBusy(long nanos) {
        BUSY.setOpaque(this, (long) BUSY.getOpaque(this) + nanos);
    }

    /** Return how long frames of this queue have been worked on, in nanoseconds. */
    public long busyNanos() {
        return (long) BUSY.getOpaque(this);
    }
}
