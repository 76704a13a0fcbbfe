/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

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
        Replacement out = null;
        try {
            Database converted = Conversion.strict(source, schema);
            out = Replacement.write(
                    journal.path(), journal.opener(), converted.snapshot(), comment, !journal.wholeColumns());
            Replacement ready = out;
            engine.execute(() -> finish(converted, journal, ready, result));
        } catch (OvsdbException e) {
            result.completeExceptionally(e);
        } catch (IOException | RuntimeException e) {
            fail(journal, out, e, result);
        }
    }

    private static void finish(
            Database converted, Journal journal, Replacement out, CompletableFuture<Database> result) {
        try {
            journal.replace(out, 1);
            converted.setLog(journal);
            result.complete(converted);
        } catch (IOException | RuntimeException e) {
            fail(journal, out, e, result);
        }
    }

    private static void fail(
            Journal journal, @Nullable Replacement out, Exception e, CompletableFuture<Database> result) {
        if (out != null) {
            out.discard(e);
        }
        result.completeExceptionally(OvsdbException.of(
                "I/O error", "%s: the converted database cannot be written (%s)", journal.path(), e.getMessage() + ""));
    }
}
