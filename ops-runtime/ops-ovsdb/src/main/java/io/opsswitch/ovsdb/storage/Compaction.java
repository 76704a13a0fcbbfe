/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a journal as the schema and one record of all rows, without holding up the engine:
 *
 * <ol>
 *   <li>On the engine's thread: note the journal's end and take a snapshot, which is a copy of pointers.
 *   <li>On a thread of its own: write the snapshot to NAME.tmp and fsync it, and then copy, several times if need be,
 *       what was appended to the old journal meanwhile.
 *   <li>On the engine's thread: copy the last few records, fsync, rename, go on with the new file.
 * </ol>
 *
 * Records after the snapshot apply to the new file as they do to the old one: they are differences to the same rows.
 */
final class Compaction {

    /** Less than this is copied on the engine's thread. */
    private static final long SMALL_TAIL = 256 << 10;

    private static final int MAX_ROUNDS = 20;

    private final Journal journal;
    private final Executor engine;
    private final CompletableFuture<Void> result = new CompletableFuture<>();
    private long copied;
    private final long recordsBefore;

    private Compaction(Journal journal, Executor engine) {
        this.journal = journal;
        this.engine = engine;
        this.copied = journal.end();
        this.recordsBefore = journal.records();
    }

    /** Start on the engine's thread; the future completes there, or exceptionally anywhere. */
    static CompletableFuture<Void> start(Database database, Journal journal, Executor engine) {
        Compaction compaction = new Compaction(journal, engine);
        Database.Snapshot snapshot = database.snapshot();
        Thread thread = new Thread(() -> compaction.write(snapshot), "ovsdb-compaction");
        thread.setDaemon(true);
        thread.start();
        return compaction.result;
    }

    private void write(Database.Snapshot snapshot) {
        Replacement out = null;
        try {
            out = Replacement.write(
                    journal.path(), journal.opener(), snapshot, "compacting database online", !journal.wholeColumns());
            for (int round = 0; round < MAX_ROUNDS && journal.end() - copied > SMALL_TAIL; round++) {
                copyTail(out.channel());
            }
            out.channel().force(true);
            Replacement ready = out;
            engine.execute(() -> finish(ready));
        } catch (IOException | RuntimeException e) {
            fail(out, e);
        }
    }

    private void copyTail(FileChannel out) throws IOException {
        long until = journal.end();
        FileChannel in = journal.channel();
        while (copied < until) {
            long n = in.transferTo(copied, until - copied, out);
            if (n <= 0) {
                throw new IOException("the journal is shorter than what was written to it");
            }
            copied += n;
        }
    }

    private void finish(Replacement out) {
        try {
            copyTail(out.channel());
            out.channel().force(true);
            journal.replace(out, journal.records() - recordsBefore + 1);
            result.complete(null);
        } catch (IOException | RuntimeException e) {
            fail(out, e);
        }
    }

    private void fail(@Nullable Replacement out, Exception e) {
        if (out != null) {
            out.discard(e);
        }
        result.completeExceptionally(
                OvsdbException.of("I/O error", "%s: compaction failed (%s)", journal.path(), e.getMessage() + ""));
    }
}
