/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends commands that run for too long or print too many errors. Safe for use by several threads.
 *
 * <p>One thread looks at all that run, from the first command on that does not end at once.
 */
final class CommandWatch {

    private static final int PERIOD_MILLIS = 100;

    private final Duration timeout;
    private final long maxErrors;
    private final Set<Watched> running = ConcurrentHashMap.newKeySet();
    private @Nullable Thread thread;
    private volatile boolean closed;

    CommandWatch(Duration timeout, long maxErrors) {
        this.timeout = timeout;
        this.maxErrors = maxErrors;
    }

    /** A running command. */
    static final class Watched {
        private final Process process;
        private final Path errorFile;
        private final long started = System.nanoTime();
        private volatile @Nullable String ended;

        private Watched(Process process, Path errorFile) {
            this.process = process;
            this.errorFile = errorFile;
        }

        /** Return why the command was ended, or null when it was not. */
        @Nullable
        String ended() {
            return ended;
        }

        private void end(String reason) {
            ended = reason;
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    Watched add(Process process, Path errorFile) {
        Watched watched = new Watched(process, errorFile);
        running.add(watched);
        start();
        return watched;
    }

    void remove(Watched watched) {
        running.remove(watched);
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            Thread watcher = new Thread(this::watch, "kconfig-watch");
            watcher.setDaemon(true);
            watcher.start();
            thread = watcher;
        }
    }

    private void watch() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(PERIOD_MILLIS);
                running.forEach(this::check);
            }
        } catch (InterruptedException e) {
            // Only close() interrupts: there is nothing left to watch.
            Thread.currentThread().interrupt();
        }
    }

    private void check(Watched watched) {
        long nanos = System.nanoTime() - watched.started;
        if (!timeout.isZero() && nanos > timeout.toNanos()) {
            watched.end("still ran after " + timeout.toSeconds() + " seconds");
            return;
        }
        try {
            if (Files.size(watched.errorFile) > maxErrors) {
                watched.end("printed more than " + maxErrors + " bytes on standard error");
            }
        } catch (IOException e) {
            // The file is removed when the load ends, and with it the command.
            watched.end("lost the file for its errors");
        }
    }

    /** End all that still runs. */
    synchronized void close() {
        closed = true;
        for (Watched watched : running) {
            watched.end("was not needed any more");
        }
        if (thread != null) {
            thread.interrupt();
        }
    }
}
