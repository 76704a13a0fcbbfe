/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.Poller;
import io.opsswitch.datapath.userspace.device.FrameSource;
import io.opsswitch.datapath.userspace.engine.PollThread.Source;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * How a poll thread waits for frames: in the system for those of devices, until it is woken for those that somebody in this
 * process puts into a queue. Without the native library there are only the latter.
 *
 * <p>One thread waits; {@link #add}, {@link #remove} and {@link #wake} may be called by any.
 */
final class QueueWait {

    private final @Nullable Poller poller;
    /** In the place of the poller where there is none. */
    private final Semaphore bell = new Semaphore(0);

    private final AtomicInteger lastId = new AtomicInteger();

    // Of the thread that waits.
    private final int[] failed = new int[Poller.MAX_EVENTS];
    private int failures;
    private int ready;

    private QueueWait(@Nullable Poller poller) {
        this.poller = poller;
    }

    static QueueWait open(boolean isNative) throws NativeException {
        return new QueueWait(isNative ? Poller.open() : null);
    }

    void add(Source source) throws NativeException {
        source.id = lastId.incrementAndGet() & Integer.MAX_VALUE;
        if (poller != null && source.frames().fd() != FrameSource.NO_DESCRIPTOR) {
            poller.add(source.frames().fd(), source.id);
        }
    }

    void remove(Source source) {
        if (poller != null && source.frames().fd() != FrameSource.NO_DESCRIPTOR) {
            poller.remove(source.frames().fd());
        }
    }

    void wake() {
        if (poller != null) {
            poller.wake();
        } else {
            bell.release();
        }
    }

    /** Wait until a source may have a frame or somebody wakes the thread. */
    void await() throws NativeException {
        if (poller != null) {
            ready = poller.await(-1);
        } else {
            bell.acquireUninterruptibly();
            bell.drainPermits();
        }
    }

    /** Look which sources may have a frame, without waiting. */
    void look() throws NativeException {
        ready = poller == null ? 0 : poller.await(0);
    }

    /** Mark those of the sources that the last look was about: the caller reads them afterwards, so that none is missed. */
    void mark(Source[] sources) {
        failures = 0;
        for (int i = 0; poller != null && i < ready; i++) {
            for (Source source : sources) {
                if (source.id == poller.id(i)) {
                    source.ready = true;
                    if (poller.isError(i)) {
                        failed[failures++] = poller.id(i);
                    }
                }
            }
        }
        for (Source source : sources) {
            if (source.frames().fd() == FrameSource.NO_DESCRIPTOR
                    && source.frames().hasFrame()) {
                source.ready = true;
            }
        }
    }

    /** Return whether the last look found an error. */
    boolean hasErrors() {
        return failures > 0;
    }

    /** Return whether the last look found an error of a source. */
    boolean isError(Source source) {
        for (int i = 0; i < failures; i++) {
            if (failed[i] == source.id) {
                return true;
            }
        }
        return false;
    }

    void close() {
        if (poller != null) {
            poller.close();
        }
    }
}
