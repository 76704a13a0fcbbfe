/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.HashOrder;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.io.PrintStream;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints one transaction after another in the manner of {@code ovsdb-tool show-log}. Rows are named by what their column
 * {@code name} was last heard to be.
 */
final class ChangeText {

    private static final int UUID_SHOWN = 8;
    private static final int MS = 1000;

    private final PrintStream out;
    private final int more;
    private final Map<String, String> names = new HashMap<>();
    private @Nullable DatabaseSchema schema;

    /** Create with how much to print: 0 for no tables, 1 for rows, 2 for columns. */
    ChangeText(PrintStream out, int more) {
        this.out = out;
        this.more = more;
    }

    /** Say by which schema the transactions from here on are made. */
    void under(DatabaseSchema newSchema) {
        schema = newSchema;
    }

    /** Print a transaction, without the line end behind its last line. */
    void print(Json.Obj record) {
        if (record.get("_date") instanceof Json.Int date) {
            // Old versions wrote seconds.
            long ms = date.value() < Integer.MAX_VALUE ? date.value() * MS : date.value();
            LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(ms, (long) MS), 0, ZoneOffset.UTC);
            out.print(String.format(
                    Locale.ROOT,
                    " %04d-%02d-%02d %02d:%02d:%02d.%03d",
                    time.getYear(),
                    time.getMonthValue(),
                    time.getDayOfMonth(),
                    time.getHour(),
                    time.getMinute(),
                    time.getSecond(),
                    Math.floorMod(ms, (long) MS)));
        }
        if (record.get("_comment") instanceof Json.Str comment) {
            out.print(" \"" + comment.value() + "\"");
        }
        if (more > 0) {
            tables(record);
        }
    }

    private void tables(Json.Obj record) {
        boolean diff = record.get("_is_diff") instanceof Json.Bool bool && bool.value();
        boolean first = true;
        for (String table : HashOrder.of(record.members().keySet())) {
            if (table.startsWith("_") || !(record.get(table) instanceof Json.Obj rows)) {
                continue;
            }
            out.print(first ? "\n" : "");
            first = false;
            for (String uuid : HashOrder.of(rows.members().keySet())) {
                row(table, uuid, rows.members().get(uuid), diff);
            }
        }
    }

    private void row(String table, String uuid, @Nullable Json row, boolean diff) {
        String shown = uuid.substring(0, Math.min(UUID_SHOWN, uuid.length()));
        String oldName = names.get(uuid);
        Json nameJson = row instanceof Json.Obj columns ? columns.get("name") : null;
        String newName = nameJson == null ? null : nameJson.toSortedString();
        if (oldName != null) {
            out.print("  table " + table + " row " + oldName + " (" + shown + ")" + (diff ? " diff" : "") + ":\n");
        } else {
            out.print("  table " + table + " insert row " + (newName == null ? shown : newName + " (" + shown + ")")
                    + ":\n");
        }
        if (row instanceof Json.Obj columns) {
            if (more > 1) {
                TableSchema tableSchema = schema == null ? null : schema.table(table);
                for (String name : HashOrder.of(columns.members().keySet())) {
                    Json value = columns.members().get(name);
                    if (value != null) {
                        out.print("    " + name + "=" + value(tableSchema, name, value) + "\n");
                    }
                }
            }
            if (newName != null) {
                names.put(uuid, newName);
            } else if (oldName == null) {
                names.put(uuid, shown);
            }
        } else if (row instanceof Json.Null) {
            out.print("    delete row\n");
            names.remove(uuid);
        }
    }

    private static String value(@Nullable TableSchema table, String name, Json value) {
        ColumnSchema column = table == null ? null : table.column(name);
        if (column != null) {
            try {
                return DatumParser.parse(value, column.type(), null).toText(column.type());
            } catch (OvsdbException e) {
                // A difference need not be a value of the column's type: then it is shown as it stands in the file.
                return value.toSortedString();
            }
        }
        return value.toSortedString();
    }
}
