/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.convert.Loss;
import io.opsswitch.ovsdb.engine.Database;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Converts database files that no server has open.
 *
 * <p>Whatever happens, the file under the database's name is either the whole old database or the whole new one: the new
 * one is written beside it and forced to the disk before it takes the name, and an {@linkplain #upgrade upgrade} has
 * forced a copy of the old one to the disk before that.
 */
public final class DatabaseUpgrade {

    private DatabaseUpgrade() {}

    /** What an upgrade did. */
    public sealed interface Outcome {

        /** The database has the schema already. */
        record Unneeded() implements Outcome {}

        /** The database was converted; the old one is in the backup. */
        record Converted(Path backup, List<Loss> losses) implements Outcome {}

        /** The conversion would lose data, and nothing was done. */
        record Refused(List<Loss> losses) implements Outcome {}
    }

    /** Return the schema in a database file. */
    public static DatabaseSchema schemaOf(Path path) throws OvsdbException {
        try (JournalReader reader = JournalReader.open(path)) {
            var json = reader.next();
            if (json == null) {
                throw OvsdbException.of("ovsdb error", "%s: no schema in the file", path);
            }
            return DatabaseSchema.parse(json);
        }
    }

    /**
     * Convert as {@code ovsdb-tool convert}: data that the new schema has no place for goes silently, and nothing is kept
     * of the old file unless another target is named.
     *
     * @param target the file to write, which is replaced; null to replace the source
     * @param comment the comment of the one transaction in the new file
     */
    public static void convert(Path source, DatabaseSchema schema, @Nullable Path target, String comment)
            throws OvsdbException {
        Path destination = destination(source, target);
        try (LockFile lock = LockFile.lock(destination)) {
            Database converted = Conversion.strict(DatabaseFile.readIntact(source), schema);
            replace(destination, converted, comment);
        }
    }

    /**
     * Rewrite a database as its schema and one transaction. A file that is damaged anywhere is refused.
     *
     * @param target the file to write, which is replaced; null to replace the source
     * @param comment the comment of the one transaction in the new file
     */
    public static void compact(Path source, @Nullable Path target, String comment) throws OvsdbException {
        Path destination = destination(source, target);
        try (LockFile lock = LockFile.lock(destination)) {
            replace(destination, DatabaseFile.readIntact(source), comment);
        }
    }

    private static Path destination(Path source, @Nullable Path target) throws OvsdbException {
        Path real = DatabaseFile.resolve(source);
        return target == null
                ? real
                : Files.exists(target)
                        ? DatabaseFile.resolve(target)
                        : Symlinks.follow(target).toAbsolutePath();
    }

    /**
     * Bring a database to another schema if it does not have it, keeping the old file as {@code
     * NAME.backup-<version>-<cksum>} of its schema.
     *
     * @param dropData whether data other than defaults may be lost from the database (not from the backup)
     * @param comment the comment of the one transaction in the new file
     */
    public static Outcome upgrade(Path path, DatabaseSchema schema, boolean dropData, String comment)
            throws OvsdbException {
        if (!Conversion.isNeeded(schemaOf(path), schema)) {
            return new Outcome.Unneeded();
        }
        Path real = DatabaseFile.resolve(path);
        try (LockFile lock = LockFile.lock(real)) {
            Database old = DatabaseFile.readOnly(real);
            if (!old.schema().name().equals(schema.name())) {
                throw OvsdbException.of(
                        "ovsdb error",
                        "%s is a database %s, but the schema is of %s",
                        path,
                        old.schema().name(),
                        schema.name());
            }
            Conversion.Result result = Conversion.lenient(old, schema);
            if (!result.losses().isEmpty() && !dropData) {
                return new Outcome.Refused(result.losses());
            }
            Path backup = Backup.make(real, old.schema());
            replace(real, result.database(), comment);
            return new Outcome.Converted(backup, result.losses());
        }
    }

    private static void replace(Path path, Database database, String comment) throws OvsdbException {
        try {
            Replacement out = Replacement.write(path, FileChannel::open, database.snapshot(), comment, false);
            try {
                out.channel().close();
                out.takeName();
            } catch (IOException e) {
                out.discard(e);
                throw e;
            }
            Backup.syncFolder(path);
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: the new file cannot be written (%s)", path, e);
        }
    }
}
