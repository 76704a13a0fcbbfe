/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.storage.JournalReader;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/** Prints the records of a journal, in the manner of {@code ovsdb-tool show-log}. */
final class ShowLog {

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private ShowLog() {}

    static void print(JournalReader reader, int more, PrintStream out) throws OvsdbException {
        int number = 0;
        for (Json.Obj record = reader.next(); record != null; record = reader.next()) {
            out.print("record " + number + ":");
            if (number == 0) {
                DatabaseSchema schema = DatabaseSchema.parse(record);
                out.print(" \"" + schema.name() + "\" schema, version=\"" + schema.version() + "\", cksum=\""
                        + schema.checksum() + "\"\n");
            } else {
                transaction(record, more, out);
            }
            out.print("\n");
            number++;
        }
    }

    private static void transaction(Json.Obj record, int more, PrintStream out) {
        if (record.get("_date") instanceof Json.Int date) {
            // Old files have seconds here.
            long ms = date.value() < 10_000_000_000L ? date.value() * 1000 : date.value();
            out.print(" " + DATE.format(Instant.ofEpochMilli(ms)));
        }
        Json comment = record.get("_comment");
        out.print(comment == null ? "\n" : " \"" + comment.asString() + "\"\n");
        if (more == 0) {
            return;
        }
        for (Map.Entry<String, Json> table : record.members().entrySet()) {
            if (!table.getKey().startsWith("_") && table.getValue() instanceof Json.Obj rows) {
                rows.members().forEach((uuid, row) -> row(table.getKey(), uuid, row, more, out));
            }
        }
    }

    private static void row(String table, String uuid, Json row, int more, PrintStream out) {
        out.print("\ttable " + table + " row " + uuid.substring(0, Math.min(8, uuid.length())));
        if (!(row instanceof Json.Obj columns)) {
            out.print(" deleted\n");
            return;
        }
        out.print(":\n");
        if (more > 1) {
            columns.members().forEach((name, value) -> out.print("\t\t" + name + "=" + value + "\n"));
        }
    }
}
