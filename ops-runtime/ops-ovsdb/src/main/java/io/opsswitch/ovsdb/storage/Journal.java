/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.TransactionLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The end of a journal file to which transactions are appended. A record is written whole before its transaction is
 * applied; when that fails (a full disk), the file is cut back to its last good record and the transaction is refused,
 * so that nothing acknowledged is lost and the next one may succeed.
 *
 * <p>If even the cut fails, or an fsync does (the kernel may then have dropped what it could not write), the file's
 * contents are unknown: everything is refused until a compaction has written a new file.
 *
 * <p>Appends happen on the engine's thread; {@link #replace} and fsync exclude each other by a lock.
 */
final class Journal implements TransactionLog {

    private final Path path;
    private final LockFile lock;
    private final ChannelOpener opener;
    private final GroupCommit groupCommit;
    private final Object channelLock = new Object();
    private volatile FileChannel channel;
    private volatile long end;
    private long records;
    private boolean badTail;
    private volatile boolean broken;
    private boolean closed;
    private volatile boolean wholeColumns;

    /**
     * Continue a journal.
     *
     * @param path the file, symbolic links resolved
     * @param end the offset behind the last good record; what follows is cut off with the first append
     */
    Journal(Path path, LockFile lock, long end, long records, ChannelOpener opener) throws OvsdbException {
        this.path = path;
        this.lock = lock;
        this.opener = opener;
        this.end = end;
        this.records = records;
        try {
            this.channel = opener.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel.position(end);
            this.badTail = channel.size() > end;
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: open failed (%s)", path, e.getMessage() + "");
        }
        this.groupCommit = new GroupCommit(path.toString(), this::sync);
    }

    /** Create the file of an empty database; it must not exist. */
    static void create(Path path, DatabaseSchema schema) throws OvsdbException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, schemaRecord(schema));
            channel.force(true);
        } catch (java.nio.file.FileAlreadyExistsException e) {
            throw OvsdbException.of("I/O error", "%s: create failed (File exists)", path);
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: create failed (%s)", path, e.getMessage() + "");
        }
    }

    static byte[] schemaRecord(DatabaseSchema schema) {
        return RecordFormat.frame(new JsonWriter(false).value(schema.toJson()));
    }

    static void writeFully(FileChannel channel, List<byte[]> pieces) throws IOException {
        for (byte[] piece : pieces) {
            writeFully(channel, piece);
        }
    }

    static void writeFully(FileChannel channel, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    Path path() {
        return path;
    }

    ChannelOpener opener() {
        return opener;
    }

    /** Write whole columns from here on, for readers older than Open vSwitch 2.15. */
    void setWholeColumns(boolean whole) {
        wholeColumns = whole;
    }

    boolean wholeColumns() {
        return wholeColumns;
    }

    long end() {
        return end;
    }

    /** Return the number of transactions in the file. */
    long records() {
        return records;
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public Progress append(ChangeSet changes, boolean durable) throws OvsdbException {
        if (broken) {
            throw OvsdbException.of("I/O error", "%s: %s", path, error());
        }
        byte[] record = RecordCodec.encode(changes, System.currentTimeMillis(), !wholeColumns);
        try {
            if (badTail) {
                channel.truncate(end);
                channel.position(end);
                badTail = false;
            }
            writeFully(channel, record);
        } catch (IOException e) {
            cutBack();
            throw OvsdbException.of("I/O error", "%s: write failed (%s)", path, e.getMessage() + "");
        }
        end += record.length;
        records++;
        return durable ? new Progress(CompletableFuture.completedFuture(null), groupCommit.request()) : Progress.done();
    }

    /** Return why all is refused; empty if it is not. */
    String error() {
        return broken ? "an earlier write or fsync failed; free the disk and compact the database" : "";
    }

    private void cutBack() {
        badTail = true;
        try {
            channel.truncate(end);
            channel.position(end);
            badTail = false;
        } catch (IOException e) {
            broken = true;
        }
    }

    private void sync() throws IOException {
        synchronized (channelLock) {
            try {
                channel.force(false);
            } catch (IOException e) {
                broken = true;
                throw e;
            }
        }
    }

    /**
     * Put a complete new file in the place of this one; on the engine's thread. If it fails, this file goes on. When the
     * new file has the name but the disk may not know it yet, all is refused, as after a failed fsync.
     */
    void replace(Replacement replacement, long newRecords) throws IOException {
        synchronized (channelLock) {
            if (closed) {
                throw new IOException("the database is closed");
            }
            long newEnd = replacement.channel().position();
            replacement.takeName();
            FileChannel old = channel;
            channel = replacement.channel();
            end = newEnd;
            records = newRecords;
            broken = false;
            badTail = false;
            try {
                Backup.syncFolder(path);
                old.close();
            } catch (IOException e) {
                broken = true;
            }
        }
    }

    @Override
    public void close() {
        groupCommit.close();
        synchronized (channelLock) {
            closed = true; // the lock goes: another program may have the file now
        }
        try {
            channel.force(false);
            channel.close();
        } catch (IOException e) {
            // What was promised to be durable has been forced before.
        }
        lock.close();
    }
}
