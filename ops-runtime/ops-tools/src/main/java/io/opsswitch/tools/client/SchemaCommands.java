/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.HashOrder;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.tools.table.Cell;
import io.opsswitch.tools.table.OutputTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The commands that print databases' names and schemas. */
final class SchemaCommands {

    private SchemaCommands() {}

    static List<String> databases(ClientContext context, ServerConnection server) throws ExitException {
        if (!(server.call(context.out(), "list_dbs", Json.array()) instanceof Json.Arr names)) {
            throw new ExitException("list_dbs response is not array");
        }
        List<String> databases = new ArrayList<>(names.size());
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).asString();
            if (name == null) {
                throw new ExitException("list_dbs response " + i + " is not string");
            }
            databases.add(name);
        }
        databases.sort(null);
        return databases;
    }

    static void listDatabases(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        for (String name : databases(context, target.server())) {
            context.out().line(name);
        }
    }

    static DatabaseSchema schema(ClientContext context, ServerConnection server, String database) throws ExitException {
        try {
            return DatabaseSchema.parse(server.call(context.out(), "get_schema", Json.array(Json.of(database))));
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private static DatabaseSchema schema(ClientContext context, Servers.Target target) throws ExitException {
        return schema(context, target.server(), target.database());
    }

    static void getSchema(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        context.out().json(schema(context, target).toJson());
    }

    static void getVersion(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        context.out().line(schema(context, target).version());
    }

    static void getChecksum(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        context.out().line(schema(context, target).checksum());
    }

    static void listTables(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        OutputTable table = new OutputTable(null, List.of("Table"));
        for (TableSchema each : tables(schema(context, target))) {
            table.add(List.of(Cell.of(each.name())));
        }
        context.out().table(table, false);
    }

    static void listColumns(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        String only = args.isEmpty() ? null : args.get(0);
        OutputTable table =
                new OutputTable(null, only == null ? List.of("Table", "Column", "Type") : List.of("Column", "Type"));
        for (TableSchema each : tables(schema(context, target))) {
            if (only == null || only.equals(each.name())) {
                addColumns(table, each, only);
            }
        }
        context.out().table(table, false);
    }

    private static void addColumns(OutputTable table, TableSchema each, @Nullable String only) {
        List<String> own = each.columns().stream()
                .filter(column -> column.index() > TableSchema.VERSION_COLUMN)
                .map(ColumnSchema::name)
                .toList();
        List<String> all = new ArrayList<>(List.of("_uuid", "_version"));
        all.addAll(HashOrder.of(own));
        for (String name : HashOrder.of(all)) {
            List<Cell> row = new ArrayList<>();
            if (only == null) {
                row.add(Cell.of(each.name()));
            }
            row.add(Cell.of(name));
            row.add(Cell.of(Objects.requireNonNull(each.column(name)).type().toJson()));
            table.add(row);
        }
    }

    /** Return the tables in the order of the C program, which hashes them twice: as JSON's members, then as tables. */
    private static List<TableSchema> tables(DatabaseSchema schema) {
        List<String> names = schema.tables().stream().map(TableSchema::name).toList();
        List<TableSchema> tables = new ArrayList<>(names.size());
        HashOrder.of(HashOrder.of(names)).forEach(name -> tables.add(Objects.requireNonNull(schema.table(name))));
        return tables;
    }
}
