/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A database file of either kind that is being made, record by record. It is locked meanwhile, and unless {@link #commit}
 * was reached it is deleted at the end: half a database is worse than none. Not safe for use by several threads.
 */
public final class NewFile implements AutoCloseable {

    private final Path path;
    private final String magic;
    private final LockFile lock;
    private final FileChannel channel;
    private boolean committed;

    private NewFile(Path path, String magic, LockFile lock, FileChannel channel) {
        this.path = path;
        this.magic = magic;
        this.lock = lock;
        this.channel = channel;
    }

    /**
     * Create a file, which must not exist.
     *
     * @param magic the kind of file: {@link RecordFormat#STANDALONE} or {@link RecordFormat#CLUSTERED}
     */
    public static NewFile create(Path name, String magic) throws OvsdbException {
        Path path = Symlinks.follow(name);
        LockFile lock = LockFile.lock(path);
        try {
            FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return new NewFile(path, magic, lock, channel);
        } catch (IOException e) {
            lock.close();
            String reason = e instanceof FileAlreadyExistsException ? "File exists" : String.valueOf(e.getMessage());
            throw OvsdbException.of("I/O error", "%s: create failed (%s)", path, reason);
        }
    }

    /** Return the transaction that makes an empty database hold what this one does, as a journal has it. */
    public static Json transaction(Database database, String comment) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        RecordCodec.encode(database.snapshot(), System.currentTimeMillis(), comment, true).stream()
                .skip(1) // the header line
                .forEach(body::writeBytes);
        try {
            return JsonParser.parse(body.toByteArray(), 0, body.size());
        } catch (JsonException e) {
            throw new IllegalStateException("a record that was just written is not JSON", e);
        }
    }

    /** Append a record. */
    public void write(Json record) throws OvsdbException {
        write(List.of(RecordFormat.frame(magic, new JsonWriter(false).value(record))));
    }

    /** Append the record that makes an empty database hold what this one does. */
    public void writeRows(Database database, String comment) throws OvsdbException {
        write(RecordCodec.encode(database.snapshot(), System.currentTimeMillis(), comment, true));
    }

    private void write(List<byte[]> pieces) throws OvsdbException {
        try {
            Journal.writeFully(channel, pieces);
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: write failed (%s)", path, e.getMessage() + "");
        }
    }

    /** Forget what was written. */
    public void reset() throws OvsdbException {
        try {
            channel.truncate(0);
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: cannot truncate to length 0 (%s)", path, e.getMessage() + "");
        }
    }

    /** Force the file to the disk and keep it. */
    public void commit() throws OvsdbException {
        try {
            channel.force(true);
            Backup.syncFolder(path);
            committed = true;
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: fsync failed (%s)", path, e.getMessage() + "");
        }
    }

    @Override
    public void close() throws OvsdbException {
        try {
            channel.close();
            if (!committed) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: close failed (%s)", path, e.getMessage() + "");
        } finally {
            lock.close();
        }
    }
}
