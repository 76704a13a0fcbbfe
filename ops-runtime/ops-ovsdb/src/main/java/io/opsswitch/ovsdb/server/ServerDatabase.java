/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The database {@code _Server} of ovsdb-server(5), in memory: one row for each database. Owned by the engine's thread. */
final class ServerDatabase {

    static final String NAME = "_Server";

    private static final String TABLE = "Database";

    private final Database database;
    private final TableSchema table;
    private final Map<String, UUID> rows = new LinkedHashMap<>();

    ServerDatabase() {
        try {
            database = new Database(DatabaseSchema.parse(schema()));
        } catch (OvsdbException e) {
            throw new IllegalStateException(e);
        }
        TableSchema found = database.schema().table(TABLE);
        if (found == null) {
            throw new IllegalStateException(TABLE);
        }
        table = found;
    }

    Database database() {
        return database;
    }

    private static Json type(String key, boolean optional) {
        return optional ? Json.object().with("key", Json.of(key)).with("min", Json.of(0)) : Json.of(key);
    }

    private static Json column(Json type) {
        return Json.object().with("type", type);
    }

    private static Json.Obj schema() {
        Json models =
                Json.array(Json.of("set"), Json.array(Json.of("standalone"), Json.of("clustered"), Json.of("relay")));
        Json model = Json.object()
                .with("key", Json.object().with("type", Json.of("string")).with("enum", models));
        Json.Obj columns = Json.object()
                .with("name", column(type("string", false)))
                .with("model", column(model))
                .with("connected", column(type("boolean", false)))
                .with("leader", column(type("boolean", false)))
                .with("schema", column(type("string", true)))
                .with("cid", column(type("uuid", true)))
                .with("sid", column(type("uuid", true)))
                .with("index", column(type("integer", true)));
        Json.Obj rows = Json.object().with("columns", columns).with("isRoot", Json.TRUE);
        return Json.object()
                .with("name", Json.of(NAME))
                .with("version", Json.of("1.2.0"))
                .with("tables", Json.object().with(TABLE, rows));
    }

    /** Make the row of a database say how it is now; adds the row if there is none. */
    void put(ServedDatabase served) {
        DatabaseStatus status = served.status();
        Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
        set(values, "name", served.name());
        set(values, "model", status.model());
        set(values, "connected", status.connected());
        set(values, "leader", status.leader());
        set(
                values,
                "schema",
                served.isAvailable() ? served.database().schema().toJson().toSortedString() : null);
        set(values, "cid", status.cid());
        set(values, "sid", status.sid());
        set(values, "index", status.index());
        UUID uuid = rows.get(served.name());
        try {
            if (uuid == null) {
                uuid = UUID.randomUUID();
                rows.put(served.name(), uuid);
                database.change().insert(TABLE, uuid, values).apply();
            } else if (differs(uuid, values)) {
                database.change().update(TABLE, uuid, values, false).apply();
            }
        } catch (OvsdbException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean differs(UUID uuid, Map<ColumnSchema, Datum> values) {
        Row row = database.row(TABLE, uuid);
        return row == null
                || values.entrySet().stream()
                        .anyMatch(value -> !row.datum(value.getKey().index()).equals(value.getValue()));
    }

    private void set(Map<ColumnSchema, Datum> values, String name, @Nullable Object atom) {
        ColumnSchema column = table.column(name);
        if (column == null) {
            throw new IllegalStateException(name);
        }
        values.put(column, atom == null ? Datum.EMPTY : Datum.of(atom));
    }

    /** Delete the row of a database. */
    void remove(ServedDatabase served) {
        UUID uuid = rows.remove(served.name());
        try {
            if (uuid != null) {
                database.change().delete(TABLE, uuid).apply();
            }
        } catch (OvsdbException e) {
            throw new IllegalStateException(e);
        }
    }
}
