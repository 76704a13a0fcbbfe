/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Row;
import org.jspecify.annotations.Nullable;

/** A column that an option names as {@code db:DB,TABLE,COLUMN}. Immutable; reading is for the engine's thread. */
record DbColumn(ServedDatabase served, String table, ColumnSchema column) {

    private static final String PREFIX = "db:";

    static boolean isName(String text) {
        return text.startsWith(PREFIX);
    }

    /** Find the column; the message of the IllegalArgumentException is for the user. */
    static DbColumn find(OvsdbServer server, String text) {
        String[] parts = text.substring(PREFIX.length()).split(",", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": invalid syntax: it must be of the form db:DB,TABLE,COLUMN");
        }
        ServedDatabase served = server.databases().byName().get(parts[0]);
        if (served == null) {
            throw new IllegalArgumentException("\"" + text + "\": no database named " + parts[0]);
        }
        TableSchema schema = served.database().schema().table(parts[1]);
        if (schema == null) {
            throw new IllegalArgumentException("\"" + text + "\": no table named " + parts[1]);
        }
        ColumnSchema column = schema.column(parts[2]);
        if (column == null) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": table \"" + parts[1] + "\" has no column \"" + parts[2] + "\"");
        }
        return new DbColumn(served, parts[1], column);
    }

    /** Return the first string of the table that is not empty; null if there is none. */
    @Nullable
    String firstText() {
        for (Row row : served.database().rows(table)) {
            Datum datum = row.datum(column.index());
            for (int i = 0; i < datum.size(); i++) {
                if (datum.key(i) instanceof String text && !text.isEmpty()) {
                    return text;
                }
            }
        }
        return null;
    }
}
