/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Waits for events or upcalls on one handle. The driver completes a kept request at the next event, whether or not others
 * are queued already; so the queue is read once more after the request was sent, and only then waited. The request stays
 * with the driver after a timeout, and is sent anew only when it has completed.
 *
 * <p>A wake-up cancels the request. It cannot get lost: the waking thread sets its mark before it cancels, the waiting
 * one looks at the mark after it has sent the request. It may come late, after its mark was seen: the request is then
 * sent anew.
 *
 * <p>Used by the channel's thread, except for {@link #wake}.
 */
final class EventWait {
    private static final long MILLION = 1_000_000;

    private final DeviceDoor.Handle handle;
    private final int readCode;
    private final ByteBuffer pendRequest;

    private volatile boolean woken;

    /** How often somebody woke: at most so many requests were cancelled for it, perhaps later than the mark was seen. */
    private final AtomicInteger wakes = new AtomicInteger();

    private int cancelled;

    /** Whether the driver has the request. */
    private boolean pending;

    /** Whether the queue was found empty since the request was sent. */
    private boolean drained;

    /**
     * Create a wait.
     *
     * @param pendRequest the request for the driver to keep
     */
    EventWait(DeviceDoor.Handle handle, int readCode, ByteBuffer pendRequest) {
        this.handle = handle;
        this.readCode = readCode;
        this.pendRequest = pendRequest;
    }

    /**
     * Read the next one.
     *
     * @param requestTimeout of a single call, in milliseconds
     * @return its length; 0 after the timeout or a wake-up
     */
    int next(ByteBuffer into, long timeoutNanos, int requestTimeout) throws Win32Exception {
        long start = System.nanoTime();
        while (true) {
            if (!pending || !drained) {
                into.clear();
                int bytes = handle.control(readCode, null, into, requestTimeout);
                if (bytes > 0) {
                    return bytes;
                }
                drained = pending;
            }
            if (woken) {
                woken = false;
                return 0;
            }
            if (!pending) {
                pending = handle.pend(Ioctl.WRITE, pendRequest);
                drained = false;
                continue;
            }
            long left = timeoutNanos < 0 ? -1 : Math.max(0, timeoutNanos - (System.nanoTime() - start));
            boolean last = left == 0;
            if (completed(left)) {
                pending = false;
            } else if (last || woken) {
                woken = false;
                return 0;
            }
        }
    }

    /** Wait; return whether the request has completed, or was cancelled by a wake-up. */
    private boolean completed(long nanos) throws Win32Exception {
        long millis = nanos < 0 ? -1 : Math.min((nanos + MILLION - 1) / MILLION, Integer.MAX_VALUE);
        try {
            return handle.await((int) millis);
        } catch (Win32Exception e) {
            pending = false;
            if (e.code() == Win32Exception.OPERATION_ABORTED && wakes.get() != cancelled) {
                cancelled++;
                return true;
            }
            throw e;
        }
    }

    /** Let {@link #next} return 0, now or the next time. */
    void wake() {
        woken = true;
        wakes.incrementAndGet();
        handle.cancelPend();
    }
}
