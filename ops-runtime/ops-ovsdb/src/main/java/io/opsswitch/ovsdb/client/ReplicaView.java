/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.TableSchema;
import java.util.AbstractCollection;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One state of a replica. Immutable: what does not change is shared with the next state. */
final class ReplicaView implements Replica {

    private final DatabaseSchema schema;
    private final Map<String, TableRows> tables;

    ReplicaView(DatabaseSchema schema, Map<String, TableRows> tables) {
        this.schema = schema;
        this.tables = tables;
    }

    DatabaseSchema schema() {
        return schema;
    }

    /** Return the monitored tables. */
    Map<String, TableRows> tables() {
        return tables;
    }

    @Override
    public boolean hasTable(String table) {
        return schema.table(table) != null;
    }

    @Override
    public boolean hasColumn(String table, String column) {
        TableSchema found = schema.table(table);
        return found != null && found.column(column) != null;
    }

    @Override
    public Collection<ReplicaRow> rows(String table) {
        TableRows found = tables.get(table);
        return found == null ? List.of() : new Rows(found.rows());
    }

    @Override
    public @Nullable RowView row(String table, UUID uuid) {
        TableRows found = tables.get(table);
        return found == null ? null : found.rows().get(uuid);
    }

    @Override
    public @Nullable ReplicaRow find(String table, Map<String, ?> columns) {
        TableRows found = tables.get(table);
        TableSchema tableSchema = schema.table(table);
        if (found == null || tableSchema == null) {
            return null;
        }
        Map<String, Datum> values = new HashMap<>();
        for (Map.Entry<String, ?> each : columns.entrySet()) {
            ColumnSchema column = tableSchema.column(each.getKey());
            if (column == null) {
                return null;
            }
            values.put(each.getKey(), DatumValues.datum(column.name(), column.type(), each.getValue()));
        }
        return found.find(values, tableSchema);
    }

    /** All rows of a table. */
    private static final class Rows extends AbstractCollection<ReplicaRow> {
        private final HashTrie<RowView> rows;

        Rows(HashTrie<RowView> rows) {
            this.rows = rows;
        }

        @Override
        public Iterator<ReplicaRow> iterator() {
            Iterator<RowView> each = rows.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public ReplicaRow next() {
                    return each.next();
                }
            };
        }

        @Override
        public int size() {
            return rows.size();
        }
    }
}
