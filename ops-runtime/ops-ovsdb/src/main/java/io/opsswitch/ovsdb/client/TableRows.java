/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of a table in one state, found by UUID and by the schema's indexes. Immutable. */
final class TableRows {

    private final List<ColumnSchema> columns;
    private final List<TableIndex> indexes;
    private final HashTrie<RowView> rows;
    private final List<HashTrie<RowView>> indexed;

    private TableRows(
            List<ColumnSchema> columns,
            List<TableIndex> indexes,
            HashTrie<RowView> rows,
            List<HashTrie<RowView>> indexed) {
        this.columns = columns;
        this.indexes = indexes;
        this.rows = rows;
        this.indexed = indexed;
    }

    /** Return a table without rows, of which some columns are monitored: indexes on others cannot be used. */
    static TableRows empty(TableSchema table, List<ColumnSchema> columns) {
        List<TableIndex> indexes = new ArrayList<>();
        List<HashTrie<RowView>> indexed = new ArrayList<>();
        for (List<ColumnSchema> each : table.indexes()) {
            if (columns.containsAll(each)) {
                TableIndex index = new TableIndex(each);
                indexes.add(index);
                indexed.add(HashTrie.empty(index::key));
            }
        }
        return new TableRows(columns, List.copyOf(indexes), HashTrie.empty(RowView::uuid), List.copyOf(indexed));
    }

    /** Return the monitored columns. */
    List<ColumnSchema> columns() {
        return columns;
    }

    /** Return the rows, which can be found by UUID. */
    HashTrie<RowView> rows() {
        return rows;
    }

    /** Return the row with these values of columns; null if there is none. The first one found if there are several. */
    @Nullable
    RowView find(Map<String, Datum> values, TableSchema table) {
        for (int i = 0; i < indexes.size(); i++) {
            Object key = indexes.get(i).key(values);
            if (key != null) {
                return indexed.get(i).get(key);
            }
        }
        for (RowView row : rows) {
            if (matches(row, values, table)) {
                return row;
            }
        }
        return null;
    }

    private static boolean matches(RowView row, Map<String, Datum> values, TableSchema table) {
        for (Map.Entry<String, Datum> value : values.entrySet()) {
            ColumnSchema column = table.column(value.getKey());
            if (column == null || !value.getValue().equals(row.value(column.index()))) {
                return false;
            }
        }
        return true;
    }

    Editor edit() {
        return new Editor(this);
    }

    /** Makes the next state. Used by one thread. */
    static final class Editor {
        private final TableRows original;
        private final HashTrie.Editor<RowView> rows;
        private final List<HashTrie.Editor<RowView>> indexed = new ArrayList<>();

        private Editor(TableRows original) {
            this.original = original;
            this.rows = original.rows.edit();
            original.indexed.forEach(each -> indexed.add(each.edit()));
        }

        List<ColumnSchema> columns() {
            return original.columns;
        }

        @Nullable
        RowView get(UUID uuid) {
            return rows.get(uuid);
        }

        void put(RowView row) {
            RowView before = rows.put(row);
            for (int i = 0; i < indexed.size(); i++) {
                TableIndex index = original.indexes.get(i);
                if (before != null && !index.key(before).equals(index.key(row))) {
                    leave(i, before);
                }
                indexed.get(i).put(row);
            }
        }

        /** Take a row out of an index, unless another one has taken its place: rows of one update come in any order. */
        private void leave(int i, RowView row) {
            Object key = original.indexes.get(i).key(row);
            if (indexed.get(i).get(key) == row) {
                indexed.get(i).remove(key);
            }
        }

        void remove(UUID uuid) {
            RowView before = rows.remove(uuid);
            for (int i = 0; before != null && i < indexed.size(); i++) {
                leave(i, before);
            }
        }

        TableRows build() {
            HashTrie<RowView> built = rows.build();
            return built == original.rows
                    ? original
                    : new TableRows(
                            original.columns,
                            original.indexes,
                            built,
                            indexed.stream().map(HashTrie.Editor::build).toList());
        }
    }
}
