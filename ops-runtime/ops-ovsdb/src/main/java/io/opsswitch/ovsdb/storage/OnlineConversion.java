/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Puts a database that is being served under another schema: its file is replaced by the new schema and one record of all
 * rows, as {@code ovsdb-server} does it. The rows are converted and written on a thread of its own, so that only those
 * wait who want to change this very database; the rename is on the engine's thread. Until it, the old file is whole.
 */
final class OnlineConversion {

    private OnlineConversion() {}

    /**
     * Start; the future completes on the engine's thread with the new database, whose transactions go to the journal, or
     * exceptionally on any.
     *
     * @param source must not change until the future completes
     */
    static CompletableFuture<Database> start(
            Database source, DatabaseSchema schema, Journal journal, String comment, Executor engine) {
        CompletableFuture<Database> result = new CompletableFuture<>();
        Thread thread = new Thread(() -> run(source, schema, journal, comment, engine, result), "ovsdb-conversion");
        thread.setDaemon(true);
        thread.start();
        return result;
    }

    private static void run(
            Database source,
            DatabaseSchema schema,
            Journal journal,
            String comment,
            Executor engine,
            CompletableFuture<Database> result) {
        Path temporary = journal.path().resolveSibling(journal.path().getFileName() + ".tmp");
        FileChannel out = null;
        try {
            Database converted = Conversion.strict(source, schema);
            Files.deleteIfExists(temporary);
            out = FileChannel.open(
                    temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Journal.writeFully(out, Journal.schemaRecord(schema));
            Journal.writeFully(
                    out,
                    RecordCodec.encode(
                            converted.snapshot(), System.currentTimeMillis(), comment, !journal.wholeColumns()));
            out.force(true);
            Backup.copyPermissions(journal.path(), temporary);
            FileChannel ready = out;
            engine.execute(() -> finish(converted, journal, temporary, ready, result));
        } catch (OvsdbException e) {
            result.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            fail(journal, temporary, out, e, result);
        }
    }

    private static void finish(
            Database converted, Journal journal, Path temporary, FileChannel out, CompletableFuture<Database> result) {
        try {
            journal.replace(temporary, out, out.position(), 1);
            Backup.syncFolder(journal.path());
            converted.setLog(journal);
            result.complete(converted);
        } catch (IOException | RuntimeException e) {
            fail(journal, temporary, out, e, result);
        }
    }

    private static void fail(
            Journal journal,
            Path temporary,
            @org.jspecify.annotations.Nullable FileChannel out,
            Exception e,
            CompletableFuture<Database> result) {
        try {
            if (out != null) {
                out.close();
            }
            Files.deleteIfExists(temporary);
        } catch (IOException ignored) {
            // The failure that led here is the one to report.
        }
        result.completeExceptionally(OvsdbException.of(
                "I/O error", "%s: the converted database cannot be written (%s)", journal.path(), e.getMessage() + ""));
    }
}
