/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.OvsdbException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Makes transactions durable: one fsync for all that wait, on a thread of its own, while the engine goes on. A
 * transaction that comes during an fsync waits for the next one, since its bytes may have come too late.
 *
 * <p>Its lock guards the list only; the futures complete on its thread.
 */
final class GroupCommit implements AutoCloseable {

    /** Forces to disk all that has been written. */
    interface Sync {
        void run() throws IOException;
    }

    private final String name;
    private final Sync sync;
    private final Thread thread;
    private List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean closed;

    GroupCommit(String name, Sync sync) {
        this.name = name;
        this.sync = sync;
        this.thread = new Thread(this::work, "ovsdb-sync");
        thread.setDaemon(true);
        thread.start();
    }

    /** Return what completes when all that is written now is on the disk. */
    synchronized CompletableFuture<Void> request() {
        CompletableFuture<Void> future = new CompletableFuture<>();
        waiting.add(future);
        notifyAll();
        return future;
    }

    private synchronized List<CompletableFuture<Void>> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        List<CompletableFuture<Void>> taken = waiting;
        waiting = new ArrayList<>();
        return taken;
    }

    private void work() {
        try {
            for (List<CompletableFuture<Void>> group = take(); !group.isEmpty(); group = take()) {
                try {
                    sync.run();
                    group.forEach(future -> future.complete(null));
                } catch (IOException e) {
                    OvsdbException error =
                            OvsdbException.of("I/O error", "%s: fsync failed (%s)", name, e.getMessage() + "");
                    group.forEach(future -> future.completeExceptionally(error));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Finish what waits, and stop. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
