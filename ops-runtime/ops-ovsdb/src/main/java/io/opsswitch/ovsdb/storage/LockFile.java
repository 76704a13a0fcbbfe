/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.OvsdbException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * The lock on a database file: {@code .NAME.~lock~} beside it, locked with fcntl, as Open vSwitch's tools do it, so that
 * no two programs of either kind write one database. The lock file stays when the lock goes.
 */
final class LockFile implements AutoCloseable {

    private final FileChannel channel;

    private LockFile(FileChannel channel) {
        this.channel = channel;
    }

    /** Lock the database of this name (with symbolic links resolved). */
    static LockFile lock(Path database) throws OvsdbException {
        Path path = database.resolveSibling("." + database.getFileName() + ".~lock~");
        FileChannel channel = null;
        String reason;
        try {
            Path resolved = Files.exists(path) ? path.toRealPath() : path;
            channel = FileChannel.open(resolved, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new LockFile(channel);
            }
            reason = "Resource temporarily unavailable: another program has the database open";
        } catch (OverlappingFileLockException e) {
            reason = "Resource temporarily unavailable: this program has the database open already";
        } catch (NoSuchFileException e) {
            reason = "No such file or directory";
        } catch (IOException e) {
            reason = String.valueOf(e.getMessage());
        }
        closeQuietly(channel);
        throw OvsdbException.of("I/O error", "%s: failed to lock lockfile (%s)", database, reason);
    }

    private static void closeQuietly(@Nullable FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // The failure that led here is the one to report.
        }
    }

    @Override
    public void close() {
        closeQuietly(channel);
    }
}
