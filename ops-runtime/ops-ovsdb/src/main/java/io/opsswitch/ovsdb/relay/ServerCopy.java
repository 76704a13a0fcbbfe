/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.relay;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.monitor.UpdateDecoder;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a source's {@code _Server}: what it says of its databases (ovsdb-server(5)). Owned by the engine's thread.
 */
final class ServerCopy {

    static final String NAME = "_Server";
    private static final String TABLE = "Database";

    private final Database copy;
    private final TableSchema table;

    /** Create from the schema that the source has told. */
    ServerCopy(Json schema) throws OvsdbException {
        copy = new Database(DatabaseSchema.parse(schema));
        TableSchema found = copy.schema().table(TABLE);
        if (found == null) {
            throw OvsdbException.syntax(schema, "%s has no table %s", NAME, TABLE);
        }
        table = found;
    }

    Json.Obj monitorRequests() {
        return monitorRequests(copy.schema());
    }

    /** Return the requests for all columns of all tables, but not for {@code _version}, which is each server's own. */
    static Json.Obj monitorRequests(DatabaseSchema schema) {
        Json.Obj requests = Json.object();
        for (TableSchema each : schema.tables()) {
            Json columns = Json.strings(each.columns().stream()
                    .filter(column -> column.index() > TableSchema.VERSION_COLUMN)
                    .map(ColumnSchema::name)
                    .toList());
            requests.with(each.name(), Json.array(Json.object().with("columns", columns)));
        }
        return requests;
    }

    void reset(Json contents) throws OvsdbException {
        UpdateDecoder.replacement(copy, contents, name -> true).apply();
    }

    void update(Json updates) throws OvsdbException {
        UpdateDecoder.change(copy, updates).apply();
    }

    private @Nullable Row row(String database) {
        for (Row row : copy.rows(TABLE)) {
            if (database.equals(value(row, "name"))) {
                return row;
            }
        }
        return null;
    }

    private @Nullable Object value(Row row, String name) {
        ColumnSchema column = table.column(name);
        Datum datum = column == null ? Datum.EMPTY : row.datum(column.index());
        return datum.size() == 0 ? null : datum.key(0);
    }

    /** Return the schema of a database as JSON text; null if the source does not tell. */
    @Nullable
    String schema(String database) {
        Row row = row(database);
        return row == null || !(value(row, "schema") instanceof String text) ? null : text;
    }

    /** Return why the source is of no use for a database; null if it is. */
    @Nullable
    String problem(String database) {
        Row row = row(database);
        if (row == null) {
            return "server does not have " + database + " database";
        }
        boolean schema = value(row, "schema") != null;
        boolean connected = Boolean.TRUE.equals(value(row, "connected"));
        return switch (String.valueOf(value(row, "model"))) {
            case "clustered" ->
                !schema
                        ? "clustered database server has not yet joined cluster; trying another server"
                        : connected
                                ? null
                                : "clustered database server is disconnected from cluster; trying another server";
            case "relay" ->
                !schema
                        ? "relay database server has not yet connected to the relay source; trying another server"
                        : connected
                                ? null
                                : "relay database server is disconnected from the relay source; trying another server";
            default -> schema ? null : "missing database schema";
        };
    }
}
