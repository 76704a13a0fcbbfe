/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
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
    private final Journal journal;
    private @Nullable CompletableFuture<Void> compaction;
    private @Nullable CompletableFuture<DatabaseFile> conversion;
    private long compactedBytes;
    private long compactedAtMs = System.currentTimeMillis();

    private DatabaseFile(Path path, Database database, Journal journal) {
        this.path = path;
        this.database = database;
        this.journal = journal;
        this.compactedBytes = journal.end();
    }

    /** Create the file of an empty database. */
    public static void create(Path path, DatabaseSchema schema) throws OvsdbException {
        Path target = Symlinks.follow(path);
        try (LockFile lock = LockFile.lock(target)) {
            Journal.create(target, schema);
        }
    }

    /** Open a database for reading and writing, and lock it. */
    public static DatabaseFile open(Path path) throws OvsdbException {
        return open(path, FileChannel::open);
    }

    static DatabaseFile open(Path path, ChannelOpener opener) throws OvsdbException {
        Path real = resolve(path);
        LockFile lock = LockFile.lock(real);
        try (JournalReader reader = JournalReader.openAny(path)) {
            if (reader.isClustered()) {
                throw OvsdbException.of(
                        "ovsdb error",
                        "%s: clustered databases are not supported: this is a server's part of one; make a standalone"
                                + " database of it with \"ovsdb-tool cluster-to-standalone\"",
                        path);
            }
            Contents contents = read(reader, path, false);
            Journal journal = new Journal(real, lock, contents.end, contents.records, opener);
            contents.database.setLog(journal);
            return new DatabaseFile(path, contents.database, journal);
        } catch (OvsdbException e) {
            lock.close();
            throw e;
        }
    }

    /** Read a database as it is in the file now, without a lock; what is done to it is written nowhere. */
    public static Database readOnly(Path path) throws OvsdbException {
        try (JournalReader reader = JournalReader.open(path)) {
            return read(reader, path, false).database;
        }
    }

    /**
     * Read a database as {@link #readOnly} does, but fail if anything in the file is damaged: for programs that would
     * otherwise write what is left over it.
     */
    public static Database readIntact(Path path) throws OvsdbException {
        try (JournalReader reader = JournalReader.open(path)) {
            return read(reader, path, true).database;
        }
    }

    /** Return the file that a name leads to, which must exist. */
    static Path resolve(Path path) throws OvsdbException {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: open failed (No such file or directory)", path);
        }
    }

    /** What is in a file: a database, the offset behind its last good record, the number of its transactions. */
    private record Contents(Database database, long end, long records) {}

    private static Contents read(JournalReader reader, Path path, boolean intact) throws OvsdbException {
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
            if (intact) {
                throw e;
            }
            // What was acknowledged as durable comes before: a bad end is what a crash leaves behind.
            VLOG.warn("%s", String.valueOf(e.getMessage()));
            VLOG.warn("%s: the bytes from offset %d on are dropped with the next transaction", path, end);
        }
        return new Contents(database, end, records);
    }

    /** Return the name that the file was opened by. */
    public Path path() {
        return path;
    }

    /** Write whole columns from here on instead of differences, for readers older than Open vSwitch 2.15. */
    public void setWholeColumns(boolean whole) {
        journal.setWholeColumns(whole);
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
        if (conversion != null) {
            return conversion.handle((converted, error) -> null);
        }
        CompletableFuture<Void> running = compaction;
        if (running == null) {
            running = Compaction.start(database, journal, engine);
            compaction = running;
            running.whenComplete((nothing, error) -> engine.execute(() -> {
                compaction = null;
                compactedAtMs = System.currentTimeMillis();
                compactedBytes = journal.end();
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
        CompletableFuture<Void> running = compaction;
        CompletableFuture<?> before =
                running == null ? CompletableFuture.completedFuture(null) : running.handle((nothing, error) -> nothing);
        CompletableFuture<DatabaseFile> result = before.thenCompose(
                        nothing -> OnlineConversion.start(database, schema, journal, comment, engine))
                .thenApply(converted -> new DatabaseFile(path, converted, journal));
        conversion = result;
        result.whenComplete((converted, error) -> engine.execute(() -> conversion = null));
        return result;
    }

    /** Return whether it is time to compact by the rules of ovsdb-server(1). */
    public boolean needsCompaction() {
        if (compaction != null || conversion != null || journal.records() == 0) {
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
        return journal.end();
    }

    /** Return why nothing can be written to the file until it was compacted; empty if it can. */
    public String error() {
        return journal.error();
    }

    /** Write what is left and release the lock. */
    @Override
    public void close() {
        database.close();
    }
}
