/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.follow.MonitorRequests;
import io.opsswitch.ovsdb.monitor.RowUpdate;
import io.opsswitch.ovsdb.monitor.TableUpdates;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest contents of a replica, to which what a monitor tells is applied: "update", "update2" and "update3". Rows
 * that are told anew with the values that they have stay the objects that they are. Owned by the client's thread.
 */
final class ReplicaStore {

    private final @Nullable Map<String, Set<String>> wanted;
    private @Nullable DatabaseSchema schema;
    private Map<String, TableRows> tables = new LinkedHashMap<>();
    private final Map<String, TableRows.Editor> editors = new HashMap<>();
    private boolean whole;

    /** Create without contents; {@code wanted} are the columns of each table, all if empty, and null for everything. */
    ReplicaStore(@Nullable Map<String, Set<String>> wanted) {
        this.wanted = wanted;
    }

    /** Return the tables that are wanted of a schema, without rows. */
    Map<String, TableRows> empty(DatabaseSchema of) {
        Map<String, TableRows> empty = new LinkedHashMap<>();
        for (TableSchema table : of.tables()) {
            Set<String> columns = wanted == null ? Set.of() : wanted.get(table.name());
            if (columns != null) {
                List<ColumnSchema> monitored = MonitorRequests.columns(table).stream()
                        .filter(each -> columns.isEmpty() || columns.contains(each.name()))
                        .toList();
                empty.put(table.name(), TableRows.empty(table, monitored));
            }
        }
        return empty;
    }

    /** Take contents in the place of all that there is. */
    void replace(DatabaseSchema newSchema, Json contents) throws OvsdbException {
        whole = false;
        editors.clear();
        if (newSchema != schema) {
            tables = empty(newSchema);
            schema = newSchema;
        }
        Map<String, Set<UUID>> kept = new HashMap<>();
        forEachRow(contents, (rows, update) -> {
            update.requireContents();
            kept.computeIfAbsent(update.table().name(), name -> new HashSet<>()).add(update.uuid());
            put(rows, contents(update, rows.columns()));
        });
        tables.forEach((name, table) -> {
            Set<UUID> told = kept.getOrDefault(name, Set.of());
            for (RowView row : table.rows()) {
                if (!told.contains(row.uuid())) {
                    editor(name, table).remove(row.uuid());
                }
            }
        });
        whole = true;
    }

    /** Apply an update. */
    void update(Json updates) throws OvsdbException {
        boolean was = whole;
        whole = false;
        forEachRow(updates, ReplicaStore::change);
        whole = was;
    }

    /** Takes the rows of an update. */
    private interface RowSink {
        void row(TableRows.Editor rows, RowUpdate update) throws OvsdbException;
    }

    private void forEachRow(Json updates, RowSink sink) throws OvsdbException {
        TableUpdates.forEachTable(updates, (name, rows) -> {
            TableRows table = tables.get(name);
            if (schema == null || table == null) {
                TableUpdates.forEachRow(null, name, rows, update -> {});
                return;
            }
            TableRows.Editor editor = editor(name, table);
            TableUpdates.forEachRow(schema.table(name), name, rows, update -> sink.row(editor, update));
        });
    }

    private TableRows.Editor editor(String name, TableRows table) {
        return editors.computeIfAbsent(name, each -> table.edit());
    }

    private static void change(TableRows.Editor rows, RowUpdate update) throws OvsdbException {
        switch (update.kind()) {
            case DELETION -> rows.remove(update.uuid());
            case CONTENTS -> put(rows, contents(update, rows.columns()));
            case DIFFERENCE -> put(rows, changed(rows.get(update.uuid()), update));
            default -> throw new AssertionError(update.kind());
        }
    }

    private static void put(TableRows.Editor rows, RowView row) {
        RowView before = rows.get(row.uuid());
        if (before == null || !before.sameValues(row)) {
            rows.put(row);
        }
    }

    /** Return a row of which all columns are told but those that have their default. */
    private static RowView contents(RowUpdate update, List<ColumnSchema> columns) throws OvsdbException {
        @Nullable Datum[] values = new Datum[update.table().width()];
        for (ColumnSchema column : columns) {
            values[column.index()] = column.type().defaultDatum();
        }
        update.forEachValue((column, value) -> values[column.index()] = value);
        return new RowView(update.table(), update.uuid(), values);
    }

    private static RowView changed(@Nullable RowView before, RowUpdate update) throws OvsdbException {
        if (before == null) {
            throw OvsdbException.syntax(null, "update of row %s, which is not there", update.uuid());
        }
        @Nullable Datum[] values = before.copyValues();
        update.forEachValue((column, difference) -> {
            Datum old = values[column.index()];
            values[column.index()] = old == null ? difference : old.applyDiff(difference, column.type());
        });
        return new RowView(update.table(), update.uuid(), values);
    }

    /** Return the contents, the last ones if nothing has changed since; null while there are none that are whole. */
    @Nullable
    ReplicaView take(@Nullable ReplicaView last) {
        DatabaseSchema current = schema;
        if (!whole || current == null) {
            return null;
        }
        boolean changed = last == null || last.schema() != current;
        Map<String, TableRows> next = new LinkedHashMap<>(tables);
        for (Map.Entry<String, TableRows.Editor> each : editors.entrySet()) {
            TableRows built = each.getValue().build();
            changed |= next.put(each.getKey(), built) != built;
        }
        editors.clear();
        tables = next;
        return changed || last == null ? new ReplicaView(current, next) : last;
    }
}
