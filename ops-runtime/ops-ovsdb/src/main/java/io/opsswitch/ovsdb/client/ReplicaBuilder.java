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
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Applies the updates of a monitor to a replica: "update" and "update2". A table is copied at the first change after a
 * state was taken. Owned by the client's thread.
 */
final class ReplicaBuilder {

    private final DatabaseSchema schema;
    private final Map<String, List<ColumnSchema>> monitored = new LinkedHashMap<>();
    private Map<String, Map<UUID, ReplicaRow>> tables = new HashMap<>();
    private final Set<String> copied = new HashSet<>();
    private boolean changed;

    ReplicaBuilder(DatabaseSchema schema, Map<String, Set<String>> wanted) {
        this.schema = schema;
        wanted.forEach((name, columns) -> {
            TableSchema table = schema.table(name);
            if (table != null) {
                monitored.put(
                        name,
                        table.columns().stream()
                                .filter(c -> c.index() > TableSchema.VERSION_COLUMN)
                                .filter(c -> columns.isEmpty() || columns.contains(c.name()))
                                .toList());
            }
        });
    }

    /** Return the requests for a monitor method. */
    Json.Obj requests() {
        Json.Obj requests = Json.object();
        monitored.forEach((name, columns) -> requests.with(
                name,
                Json.array(Json.object()
                        .with(
                                "columns",
                                Json.strings(
                                        columns.stream().map(ColumnSchema::name).toList())))));
        return requests;
    }

    /** Apply an update. */
    void apply(Json updates) throws OvsdbException {
        for (Map.Entry<String, Json> member : object(updates).members().entrySet()) {
            TableSchema table = schema.table(member.getKey());
            List<ColumnSchema> columns = monitored.get(member.getKey());
            if (table == null || columns == null) {
                throw OvsdbException.syntax(null, "update of table %s, which is not monitored", member.getKey());
            }
            Map<UUID, ReplicaRow> rows = writable(member.getKey());
            for (Map.Entry<String, Json> row :
                    object(member.getValue()).members().entrySet()) {
                UUID uuid = Atoms.parseUuid(row.getKey());
                if (uuid == null) {
                    throw OvsdbException.syntax(null, "\"%s\" is not a valid UUID", row.getKey());
                }
                applyRow(table, columns, rows, uuid, object(row.getValue()));
                changed = true;
            }
        }
    }

    private static Json.Obj object(Json json) throws OvsdbException {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw OvsdbException.syntax(json, "object expected");
    }

    private Map<UUID, ReplicaRow> writable(String table) {
        Map<UUID, ReplicaRow> rows = tables.getOrDefault(table, Map.of());
        if (copied.add(table)) {
            rows = new LinkedHashMap<>(rows);
            tables.put(table, rows);
        }
        return rows;
    }

    private static void applyRow(
            TableSchema table, List<ColumnSchema> columns, Map<UUID, ReplicaRow> rows, UUID uuid, Json.Obj update)
            throws OvsdbException {
        Json whole = first(update, "new", "insert", "initial");
        Json diff = update.get("modify");
        if (whole != null) {
            @Nullable Datum[] values = new Datum[table.width()];
            for (ColumnSchema column : columns) {
                values[column.index()] = column.type().defaultDatum();
            }
            rows.put(uuid, row(table, uuid, values, object(whole), false));
        } else if (diff != null) {
            ReplicaRow before = rows.get(uuid);
            if (!(before instanceof RowView view)) {
                throw OvsdbException.syntax(null, "update of row %s, which is not there", uuid);
            }
            rows.put(uuid, row(table, uuid, view.copyValues(), object(diff), true));
        } else {
            rows.remove(uuid);
        }
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

    /** Return the state if it has changed since the last one was taken, or none was. */
    @Nullable
    ReplicaView take(boolean always) {
        if (!changed && !always) {
            return null;
        }
        changed = false;
        copied.clear();
        ReplicaView view = new ReplicaView(schema, tables);
        tables = new HashMap<>(tables);
        return view;
    }
}
