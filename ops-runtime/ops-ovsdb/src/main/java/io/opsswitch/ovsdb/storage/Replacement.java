/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The file that is to take the place of a journal: a schema and one record of all rows, written beside it as {@code
 * NAME.tmp} and forced to the disk. Until it takes the name the old file is whole. Not safe for use by several threads.
 */
final class Replacement {

    private final Path path;
    private final Path temporary;
    private final FileChannel channel;

    private Replacement(Path path, Path temporary, FileChannel channel) {
        this.path = path;
        this.temporary = temporary;
        this.channel = channel;
    }

    /**
     * Write the replacement of a file, which need not exist; its permissions are those of the file.
     *
     * @param differences whether records are marked as differences, which is what a journal goes on with
     */
    static Replacement write(
            Path path, ChannelOpener opener, Database.Snapshot snapshot, String comment, boolean differences)
            throws IOException {
        Path temporary = path.resolveSibling(path.getFileName() + ".tmp");
        Files.deleteIfExists(temporary);
        Replacement made = new Replacement(
                path,
                temporary,
                opener.open(
                        temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE));
        try {
            if (Files.exists(path)) {
                Backup.copyPermissions(path, temporary);
            }
            Journal.writeFully(made.channel, Journal.schemaRecord(snapshot.schema()));
            Journal.writeFully(
                    made.channel, RecordCodec.encode(snapshot, System.currentTimeMillis(), comment, differences));
            made.channel.force(true);
            return made;
        } catch (IOException | RuntimeException e) {
            made.discard(e);
            throw e;
        }
    }

    /** Return the file as it is open, at its end. */
    FileChannel channel() {
        return channel;
    }

    /** Take the name; the folder is still to be {@linkplain Backup#syncFolder forced to the disk}. */
    void takeName() throws IOException {
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Delete what has not taken the name, because of a failure, which is the one to report. */
    void discard(Exception why) {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            why.addSuppressed(e);
        }
    }
}
