/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.history;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history of a database in {@code .NAME.history~} beside it while no server has it open, so that clients may
 * resume across a clean restart. The journal has no room for it, since Open vSwitch's tools must read that.
 *
 * <p>The file is used up when the database is opened: after a crash there is none. It counts only if the journal is
 * still the one that it was {@linkplain JournalSeal sealed} with; anything else is discarded, and clients are sent
 * everything, as they would be without it. So nothing that happens to this file can make a client see a wrong state.
 */
public final class HistoryFile {

    private static final Vlog VLOG = Vlog.module("ovsdb_history");

    /** More is not worth the time that it takes to write it at the end and to read it at the start. */
    private static final long MAX_ATOMS = 500_000;

    private static final String FORMAT = "ops-history-1";

    private HistoryFile() {}

    static Path beside(DatabaseFile file) throws IOException {
        Path real = file.path().toRealPath();
        return real.resolveSibling("." + real.getFileName() + ".history~");
    }

    /** Return the history of a database that has just been opened: with that of the last run, if there is one. */
    public static TransactionHistory open(DatabaseFile file) {
        TransactionHistory history = new TransactionHistory(file.database());
        try {
            Path path = beside(file);
            if (Files.exists(path)) {
                byte[] bytes = Files.readAllBytes(path);
                Files.delete(path);
                restore(file, history, JsonParser.parse(bytes, 0, bytes.length));
            }
        } catch (IOException | JsonException | OvsdbException e) {
            VLOG.info("%s: no history of the last run: %s", file.path(), e.getMessage());
        }
        return history;
    }

    private static void restore(DatabaseFile file, TransactionHistory history, Json json)
            throws IOException, OvsdbException {
        Json.Obj object = HistoryCodec.object(json);
        JournalSeal seal = JournalSeal.of(file.path());
        if (!Json.of(FORMAT).equals(object.get("format"))
                || !seal.toJson().equals(object.get("journal"))
                || seal.length() != file.bytes()
                || !schema(file.database()).equals(object.get("schema"))
                || !(object.get("transactions") instanceof Json.Arr transactions)
                || transactions.size() == 0) {
            VLOG.info("%s: the history of the last run does not belong to the file, and is discarded", file.path());
            return;
        }
        history.restore(HistoryCodec.uuid(object.get("start")), HistoryCodec.decode(file.database(), transactions));
    }

    private static Json schema(Database database) {
        return Json.of(database.schema().checksum());
    }

    /**
     * Keep a history for the next run. To be called before the file is closed, while its lock is held, when nothing
     * changes the database any more. A failure is logged only: what is lost is speed.
     */
    public static void save(DatabaseFile file, TransactionHistory history) {
        Path temporary = null;
        try {
            Json.Obj json = toJson(file, history);
            if (json != null) {
                Path path = beside(file);
                temporary = path.resolveSibling(path.getFileName() + ".tmp");
                write(temporary, JsonWriter.toBytes(json));
                Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            VLOG.info("%s: the history is not kept for the next run: %s", file.path(), e.getMessage());
            deleteQuietly(temporary);
        }
    }

    private static Json.@Nullable Obj toJson(DatabaseFile file, TransactionHistory history) throws IOException {
        List<ChangeSet> all = history.all();
        Json.Arr transactions = HistoryCodec.encode(file.database(), all, MAX_ATOMS);
        if (transactions == null) {
            return null;
        }
        int left = all.size() - (transactions.size() - 1);
        return Json.object()
                .with("format", Json.of(FORMAT))
                .with("schema", schema(file.database()))
                .with("journal", JournalSeal.of(file.path()).toJson())
                .with(
                        "start",
                        Json.of((left == 0 ? history.start() : all.get(left - 1).transactionId()).toString()))
                .with("transactions", transactions);
    }

    private static void write(Path path, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(false);
        }
    }

    private static void deleteQuietly(@Nullable Path temporary) {
        try {
            if (temporary != null) {
                Files.deleteIfExists(temporary);
            }
        } catch (IOException e) {
            // The failure that led here is the one to report.
        }
    }
}
