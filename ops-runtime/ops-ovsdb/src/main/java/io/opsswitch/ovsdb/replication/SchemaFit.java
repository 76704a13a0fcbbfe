/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.replication;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TableSchema;
import org.jspecify.annotations.Nullable;

/** Tells whether the contents of a database fit into another one of a later schema. */
final class SchemaFit {

    private SchemaFit() {}

    /** Return what of the active server's schema this one lacks or has otherwise; null if nothing. */
    static @Nullable String obstacle(DatabaseSchema local, DatabaseSchema active) {
        for (TableSchema table : active.tables()) {
            TableSchema own = local.table(table.name());
            if (own == null) {
                return "Table " + table.name() + " not present in the local db schema";
            }
            for (ColumnSchema column : table.columns()) {
                ColumnSchema same = own.column(column.name());
                if (same == null) {
                    return "Column " + column.name() + " not present in the local db schema table " + table.name()
                            + ".";
                }
                if (!same.type().toJson().equals(column.type().toJson())
                        || same.mutable() != column.mutable()
                        || same.persistent() != column.persistent()) {
                    return "Column " + column.name() + " mismatch in local db schema table " + table.name() + ".";
                }
            }
        }
        return null;
    }
}
