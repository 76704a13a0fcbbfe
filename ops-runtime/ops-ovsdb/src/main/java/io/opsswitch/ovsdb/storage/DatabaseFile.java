/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A standalone database and the journal that it lives in. Owned by the engine's thread. */
public final class DatabaseFile implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("ovsdb_file");

    private static final long AUTO_MIN_RECORDS = 100;
    private static final long AUTO_MIN_BYTES = 10L << 20;
    private static final long AUTO_MIN_MS = 10 * 60_000L;
    private static final long AUTO_MAX_MS = 24 * 3_600_000L;

    private final Path path;
    private final Database database;
    private final @Nullable Journal journal;
    private @Nullable CompletableFuture<Void> compaction;
    private @Nullable CompletableFuture<DatabaseFile> conversion;
    private long compactedBytes;
    private long compactedAtMs = System.currentTimeMillis();

    private DatabaseFile(Path path, Database database, @Nullable Journal journal) {
        this.path = path;
        this.database = database;
        this.journal = journal;
        this.compactedBytes = journal == null ? 0 : journal.end();
    }

    /** Create the file of an empty database. */
    public static void create(Path path, DatabaseSchema schema) throws OvsdbException {
        try (LockFile lock = LockFile.lock(path.toAbsolutePath())) {
            Journal.create(path, schema);
        }
    }

    /** Open a database for reading and writing, and lock it. */
    public static DatabaseFile open(Path path) throws OvsdbException {
        Path real = resolve(path);
        LockFile lock = LockFile.lock(real);
        try {
            return read(path, real, lock);
        } catch (OvsdbException e) {
            lock.close();
            throw e;
        }
    }

    /** Read a database as it is in the file now, without a lock; what is done to it is written nowhere. */
    public static Database readOnly(Path path) throws OvsdbException {
        return read(path, resolve(path), null).database;
    }

    private static Path resolve(Path path) throws OvsdbException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: open failed (No such file or directory)", path);
        }
    }

    private static DatabaseFile read(Path path, Path real, @Nullable LockFile lock) throws OvsdbException {
        try (JournalReader reader = JournalReader.open(path)) {
            Json.Obj schemaJson = reader.next();
            if (schemaJson == null) {
                throw OvsdbException.of("ovsdb error", "%s: no schema in the file", path);
            }
            Database database = new Database(DatabaseSchema.parse(schemaJson));
            long end = reader.offset();
            long records = 0;
            try {
                for (Json.Obj record = reader.next(); record != null; record = reader.next()) {
                    RecordCodec.decode(database, record).apply();
                    end = reader.offset();
                    records++;
                }
            } catch (OvsdbException e) {
                // What was acknowledged as durable comes before: a bad end is what a crash leaves behind.
                VLOG.warn("%s", String.valueOf(e.getMessage()));
                VLOG.warn("%s: the bytes from offset %d on are dropped with the next transaction", path, end);
            }
            Journal journal = lock == null ? null : new Journal(real, lock, end, records);
            if (journal != null) {
                database.setLog(journal);
            }
            return new DatabaseFile(path, database, journal);
        }
    }

    /** Return the name that the file was opened by. */
    public Path path() {
        return path;
    }

    /** Write whole columns from here on instead of differences, for readers older than Open vSwitch 2.15. */
    public void setWholeColumns(boolean whole) {
        if (journal != null) {
            journal.setWholeColumns(whole);
        }
    }

    /** Return the database. */
    public Database database() {
        return database;
    }

    /**
     * Compact the file in the background; the engine is held up for a moment at the beginning and at the end only.
     * Joins a compaction that is running, or a conversion, which leaves nothing to compact.
     *
     * @param engine runs a task on the engine's thread
     */
    public CompletableFuture<Void> compact(Executor engine) {
        Journal target = journal;
        if (target == null) {
            throw new IllegalStateException("opened for reading only");
        }
        if (conversion != null) {
            return conversion.handle((converted, error) -> null);
        }
        CompletableFuture<Void> running = compaction;
        if (running == null) {
            running = Compaction.start(database, target, engine);
            compaction = running;
            running.whenComplete((nothing, error) -> engine.execute(() -> {
                compaction = null;
                compactedAtMs = System.currentTimeMillis();
                compactedBytes = target.end();
            }));
        }
        return running;
    }

    /**
     * Put the database under another schema, in the file and in memory; see {@link
     * io.opsswitch.ovsdb.convert.Conversion#strict}. A compaction that is running ends first.
     *
     * @param comment the comment of the one transaction in the new file
     * @param engine runs a task on the engine's thread, which must not change the database meanwhile
     * @return completes on the engine's thread with what takes the place of this object, or exceptionally, on any thread,
     *     with OvsdbException: then all is as before
     */
    public CompletableFuture<DatabaseFile> convert(DatabaseSchema schema, String comment, Executor engine) {
        Journal target = journal;
        if (target == null) {
            throw new IllegalStateException("opened for reading only");
        }
        CompletableFuture<Void> running = compaction;
        CompletableFuture<?> before =
                running == null ? CompletableFuture.completedFuture(null) : running.handle((nothing, error) -> nothing);
        CompletableFuture<DatabaseFile> result = before.thenCompose(
                        nothing -> OnlineConversion.start(database, schema, target, comment, engine))
                .thenApply(converted -> new DatabaseFile(path, converted, target));
        conversion = result;
        result.whenComplete((converted, error) -> engine.execute(() -> conversion = null));
        return result;
    }

    /** Return whether it is time to compact by the rules of ovsdb-server(1). */
    public boolean needsCompaction() {
        if (journal == null || compaction != null || conversion != null || journal.records() == 0) {
            return false;
        }
        long age = System.currentTimeMillis() - compactedAtMs;
        boolean grown = journal.records() >= AUTO_MIN_RECORDS
                && journal.end() >= AUTO_MIN_BYTES
                && journal.end() >= 2 * compactedBytes;
        return age >= AUTO_MIN_MS && grown || age >= AUTO_MAX_MS;
    }

    /** Return the length of the file. */
    public long bytes() {
        return journal == null ? 0 : journal.end();
    }

    /** Return why nothing can be written to the file until it was compacted; empty if it can. */
    public String error() {
        return journal == null ? "" : journal.error();
    }

    /** Write what is left and release the lock. */
    @Override
    public void close() {
        database.close();
    }

    /** Return whether a file is there at all, for clearer messages. */
    public static boolean exists(Path path) {
        return Files.exists(path);
    }
}
