/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/**
 * Keeps a native resource from being freed while a thread is inside of it. Closing marks it closed at once; it is freed
 * by whoever is last: the closing thread, or the one that leaves.
 *
 * <p>Safe for use by several threads; at most one is inside at a time, which may enter again.
 */
public final class UseGuard {
    private final String what;
    private final Runnable free;
    private int depth;
    private boolean closed;

    /**
     * Create a guard.
     *
     * @param what name of the resource, for messages
     * @param free frees it; called exactly once
     */
    public UseGuard(String what, Runnable free) {
        this.what = what;
        this.free = free;
    }

    /** Begin to use the resource; {@link #leave} must follow. Return whether it is still open. */
    public synchronized boolean enter() {
        if (closed) {
            return false;
        }
        depth++;
        return true;
    }

    /** End to use the resource. */
    public void leave() {
        boolean last;
        synchronized (this) {
            if (depth == 0) {
                throw new IllegalStateException(what + " was left more often than entered");
            }
            depth--;
            last = closed && depth == 0;
        }
        if (last) {
            free.run();
        }
    }

    /**
     * Close the resource; nothing happens the second time.
     *
     * @param interrupt lets the thread inside leave soon; run while the resource is certainly there, if somebody is inside
     */
    public void close(Runnable interrupt) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            if (depth > 0) {
                interrupt.run();
                return;
            }
        }
        free.run();
    }

    /** Do something short that needs the resource, unless it is closed; also while a thread is inside. */
    public synchronized void whileOpen(Runnable action) {
        if (!closed) {
            action.run();
        }
    }

    /** Return whether it was closed; perhaps a thread is still inside. */
    public synchronized boolean isClosed() {
        return closed;
    }
}
