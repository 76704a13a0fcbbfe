/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;

/** Copies of database files that are on the disk when their making returns. An earlier backup is never overwritten. */
final class Backup {

    private Backup() {}

    /** Copy a database file beside it, under a name of its own. */
    static Path make(Path database, DatabaseSchema schema) throws OvsdbException {
        String checksum = schema.checksum().replaceFirst(" .*", "");
        String name = database.getFileName() + ".backup-" + (schema.version().isEmpty() ? "0" : schema.version())
                + (checksum.isEmpty() ? "" : "-" + checksum);
        try {
            Path backup = database.resolveSibling(name);
            for (int i = 1; Files.exists(backup); i++) {
                if (Files.mismatch(database, backup) < 0) {
                    return backup;
                }
                backup = database.resolveSibling(name + "." + i);
            }
            Path temporary = database.resolveSibling(name + ".tmp");
            Files.copy(database, temporary, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(temporary, backup, StandardCopyOption.ATOMIC_MOVE);
            syncFolder(backup);
            return backup;
        } catch (IOException e) {
            throw OvsdbException.of(
                    "I/O error", "%s: no backup can be made, so the database stays as it is (%s)", database, e);
        }
    }

    /** Force the entries of a file's folder to the disk. */
    static void syncFolder(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && isPosix(folder)) { // elsewhere a folder cannot be opened, and a rename is journalled
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    /** Give a file the permissions of another one. */
    static void copyPermissions(Path from, Path to) throws IOException {
        if (isPosix(from)) {
            Files.setPosixFilePermissions(to, Files.getPosixFilePermissions(from));
        }
    }

    private static boolean isPosix(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class) != null;
    }
}
