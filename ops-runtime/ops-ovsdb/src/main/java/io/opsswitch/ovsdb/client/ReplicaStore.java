/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.follow.MonitorRequests;
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
        forEachRow(contents, (table, rows, uuid, update) -> {
            Json json = first(update, "initial", "insert", "new");
            if (json == null) {
                throw OvsdbException.syntax(update, "contents of row %s expected", uuid);
            }
            kept.computeIfAbsent(table.name(), name -> new HashSet<>()).add(uuid);
            put(rows, wholeRow(table, uuid, json, rows.columns()));
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
        void row(TableSchema table, TableRows.Editor rows, UUID uuid, Json.Obj update) throws OvsdbException;
    }

    private void forEachRow(Json updates, RowSink sink) throws OvsdbException {
        for (Map.Entry<String, Json> member : object(updates).members().entrySet()) {
            TableSchema table = schema == null ? null : schema.table(member.getKey());
            TableRows rows = tables.get(member.getKey());
            if (table == null || rows == null) {
                throw OvsdbException.syntax(null, "update of table %s, which is not monitored", member.getKey());
            }
            for (Map.Entry<String, Json> row :
                    object(member.getValue()).members().entrySet()) {
                UUID uuid = Atoms.parseUuid(row.getKey());
                if (uuid == null) {
                    throw OvsdbException.syntax(null, "\"%s\" is not a valid UUID", row.getKey());
                }
                sink.row(table, editor(member.getKey(), rows), uuid, object(row.getValue()));
            }
        }
    }

    private TableRows.Editor editor(String name, TableRows table) {
        return editors.computeIfAbsent(name, each -> table.edit());
    }

    private static Json.Obj object(Json json) throws OvsdbException {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw OvsdbException.syntax(json, "object expected");
    }

    private static @Nullable Json first(Json.Obj object, String... names) {
        for (String name : names) {
            Json member = object.get(name);
            if (member != null) {
                return member;
            }
        }
        return null;
    }

    private static void change(TableSchema table, TableRows.Editor rows, UUID uuid, Json.Obj update)
            throws OvsdbException {
        Json content = first(update, "new", "insert", "initial");
        Json difference = update.get("modify");
        RowView before = rows.get(uuid);
        if (content != null) {
            put(rows, wholeRow(table, uuid, content, rows.columns()));
        } else if (difference != null) {
            if (before == null) {
                throw OvsdbException.syntax(null, "update of row %s, which is not there", uuid);
            }
            put(rows, row(table, uuid, before.copyValues(), object(difference), true));
        } else {
            rows.remove(uuid);
        }
    }

    private static void put(TableRows.Editor rows, RowView row) {
        RowView before = rows.get(row.uuid());
        if (before == null || !before.sameValues(row)) {
            rows.put(row);
        }
    }

    /** Return a row of which all columns are told but those that have their default. */
    private static RowView wholeRow(TableSchema table, UUID uuid, Json json, List<ColumnSchema> columns)
            throws OvsdbException {
        @Nullable Datum[] values = new Datum[table.width()];
        for (ColumnSchema column : columns) {
            values[column.index()] = column.type().defaultDatum();
        }
        return row(table, uuid, values, object(json), false);
    }

    private static RowView row(TableSchema table, UUID uuid, @Nullable Datum[] values, Json.Obj json, boolean diff)
            throws OvsdbException {
        for (Map.Entry<String, Json> member : json.members().entrySet()) {
            ColumnSchema column = table.column(member.getKey());
            if (column == null) {
                throw OvsdbException.syntax(null, "update of unknown column %s", member.getKey());
            }
            ColumnType type = diff ? column.type().withCount(0, ColumnType.UNLIMITED) : column.type();
            Datum datum = DatumParser.parse(member.getValue(), type, null);
            Datum before = values[column.index()];
            values[column.index()] = diff && before != null ? before.applyDiff(datum, column.type()) : datum;
        }
        return new RowView(table, uuid, values);
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
