/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The database {@code _Server} of ovsdb-server(5), in memory: one row for each database. */
final class ServerDatabase {

    private static final String TABLE = "Database";

    private ServerDatabase() {}

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
        Json.Obj table = Json.object().with("columns", columns).with("isRoot", Json.TRUE);
        return Json.object()
                .with("name", Json.of("_Server"))
                .with("version", Json.of("1.2.0"))
                .with("tables", Json.object().with(TABLE, table));
    }

    static Database create() {
        try {
            return new Database(DatabaseSchema.parse(schema()));
        } catch (OvsdbException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Add the row of a database. */
    static void add(Database server, DatabaseSchema schema) {
        @Nullable TableSchema table = server.schema().table(TABLE);
        Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
        Map<String, Object> row = Map.of(
                "name",
                schema.name(),
                "model",
                "standalone",
                "connected",
                true,
                "leader",
                true,
                "schema",
                schema.toJson().toSortedString());
        row.forEach((name, atom) -> {
            ColumnSchema column = table == null ? null : table.column(name);
            if (column != null) {
                values.put(column, Datum.of(atom));
            }
        });
        try {
            server.change().insert(TABLE, UUID.randomUUID(), values).apply();
        } catch (OvsdbException e) {
            throw new IllegalStateException(e);
        }
    }
}
