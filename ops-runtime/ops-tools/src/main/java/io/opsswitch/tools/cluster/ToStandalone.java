/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.convert.Conversion;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.storage.JournalReader;
import io.opsswitch.ovsdb.storage.NewFile;
import io.opsswitch.ovsdb.storage.RecordFormat;
import java.nio.file.Path;

/**
 * Turns a server's log into a standalone database with the same transactions, from the last conversion on. What the
 * cluster had not committed yet is in it too: nobody is left to say what was.
 */
public final class ToStandalone {

    private final Path path;
    private final NewFile file;

    private ToStandalone(Path path, NewFile file) {
        this.path = path;
        this.file = file;
    }

    /** Create a standalone database, which must not exist, of the one in a server's file. */
    public static void run(Path path, Path clustered) throws OvsdbException, ExitException {
        try (JournalReader reader = JournalReader.openAny(clustered)) {
            if (!reader.isClustered()) {
                throw new ExitException("Database is not clustered db.\n");
            }
            try (NewFile file = NewFile.create(path, RecordFormat.STANDALONE)) {
                new ToStandalone(path, file).copy(reader);
                file.commit();
            }
        }
    }

    private void copy(JournalReader reader) throws OvsdbException, ExitException {
        ClusterHeader header = ClusterHeader.read(reader);
        if (header.snapshot().exists()) {
            Json data = header.snapshot().body().data();
            if (!(data instanceof Json.Arr pair) || pair.size() != 2) {
                throw new ExitException("Incorrect raft header data array length");
            }
            if (!(pair.get(0) instanceof Json.Null)) {
                DatabaseSchema.parse(pair.get(0));
                file.write(pair.get(0));
            }
            if (!(pair.get(1) instanceof Json.Obj)) {
                throw new ExitException("Invalid raft header data");
            }
            file.write(pair.get(1));
        }
        for (Json.Obj json = reader.next(); json != null; json = reader.next()) {
            if (ClusterRecord.parse(json) instanceof ClusterRecord.Entry entry
                    && entry.body().data() != null) {
                entry(entry.body().data());
            }
        }
    }

    private void entry(Json data) throws OvsdbException, ExitException {
        if (!(data instanceof Json.Arr pair) || pair.size() != 2) {
            throw new ExitException("Incorrect raft record array length");
        }
        Json schemaJson = pair.get(0);
        Json rows = pair.get(1);
        if (!(schemaJson instanceof Json.Null)) {
            convert(schemaJson, rows instanceof Json.Null);
        }
        if (!(rows instanceof Json.Null)) {
            file.write(rows);
        }
    }

    /** Begin anew with another schema; a conversion without rows means those that there are. */
    private void convert(Json schemaJson, boolean keepRows) throws OvsdbException {
        DatabaseSchema schema = DatabaseSchema.parse(schemaJson);
        Database converted = keepRows ? Conversion.strict(DatabaseFile.readIntact(path), schema) : new Database(schema);
        file.reset();
        file.write(schemaJson);
        if (keepRows) {
            file.writeRows(converted, "converted by ovsdb-tool");
        }
    }
}
