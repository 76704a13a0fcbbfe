/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs a daemon's program in a process that is somebody else's, such as the service program of Windows, which has a thread
 * call {@code main} and another one the method that stops it. Such a process must not end before it has reported that to
 * whoever started it, so while a host runs a program, neither {@link Daemon#run} nor the control command {@code exit} ends
 * the process: {@link #run} returns instead, with the status that the program would have ended with.
 *
 * <p>A host runs one program once. Safe for use by several threads.
 */
public final class DaemonHost {

    private static final AtomicReference<@Nullable DaemonHost> CURRENT = new AtomicReference<>();

    private final CompletableFuture<Void> asked = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final Deque<Runnable> cleanUps = new ArrayDeque<>();
    private volatile @Nullable Integer status;

    /** Create a host; any number of them may wait, but only one of a process can run. */
    public DaemonHost() {}

    /**
     * Run a program until it ends or is told to, and clean up after it.
     *
     * @param main the program's main method
     * @return the exit status, 0 when it was told to end
     * @throws IllegalStateException if this host has run, or another one runs
     */
    public int run(Runnable main) {
        if (ended.isDone() || !CURRENT.compareAndSet(null, this)) {
            throw new IllegalStateException("this process runs a program already");
        }
        try {
            main.run();
            Integer result = status;
            if (result == null) {
                asked.join();
                return 0;
            }
            return result;
        } finally {
            cleanUp();
            CURRENT.set(null);
            ended.complete(null);
        }
    }

    private void cleanUp() {
        for (; ; ) {
            Runnable action;
            synchronized (cleanUps) {
                action = cleanUps.poll();
            }
            if (action == null) {
                return;
            }
            action.run();
        }
    }

    /**
     * Have the program end, and wait until it has; one that does not run yet ends as soon as it has started. Not to be
     * called by the thread that runs the program.
     */
    public void stop() {
        asked.complete(null);
        if (CURRENT.get() == this) {
            ended.join();
        }
    }

    static @Nullable DaemonHost current() {
        return CURRENT.get();
    }

    /** Have something done when the program has ended, before what was asked for earlier. */
    void onEnd(Runnable action) {
        synchronized (cleanUps) {
            cleanUps.push(action);
        }
    }

    /** Take note of how the main part ended; null: its threads live on. */
    void setStatus(@Nullable Integer status) {
        this.status = status;
    }

    /** Ask the program to end, without waiting. */
    void end() {
        asked.complete(null);
    }

    /** Done when the program is to end. */
    CompletableFuture<Void> asked() {
        return asked;
    }
}
