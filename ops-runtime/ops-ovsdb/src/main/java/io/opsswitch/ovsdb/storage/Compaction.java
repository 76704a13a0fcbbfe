/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

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
    private final Path temporary;
    private long copied;
    private final long recordsBefore;

    private Compaction(Journal journal, Executor engine) {
        this.journal = journal;
        this.engine = engine;
        this.temporary = journal.path().resolveSibling(journal.path().getFileName() + ".tmp");
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
        FileChannel out = null;
        try {
            Files.deleteIfExists(temporary);
            out = journal.opener()
                    .open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal.writeFully(out, Journal.schemaRecord(snapshot.schema()));
            Journal.writeFully(
                    out,
                    RecordCodec.encode(
                            snapshot,
                            System.currentTimeMillis(),
                            "compacting database online",
                            !journal.wholeColumns()));
            for (int round = 0; round < MAX_ROUNDS && journal.end() - copied > SMALL_TAIL; round++) {
                copyTail(out);
            }
            out.force(true);
            FileChannel ready = out;
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

    private void finish(FileChannel out) {
        try {
            copyTail(out);
            out.force(true);
            journal.replace(temporary, out, out.position(), journal.records() - recordsBefore + 1);
            syncFolder();
            result.complete(null);
        } catch (IOException | RuntimeException e) {
            fail(out, e);
        }
    }

    private void syncFolder() throws IOException {
        Path folder = journal.path().toAbsolutePath().getParent();
        if (folder != null) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private void fail(@org.jspecify.annotations.Nullable FileChannel out, Exception e) {
        try {
            if (out != null) {
                out.close();
            }
            Files.deleteIfExists(temporary);
        } catch (IOException ignored) {
            // The failure that led here is the one to report.
        }
        result.completeExceptionally(
                OvsdbException.of("I/O error", "%s: compaction failed (%s)", journal.path(), e.getMessage() + ""));
    }
}
