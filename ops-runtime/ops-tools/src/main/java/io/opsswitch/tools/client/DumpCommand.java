/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.AtomicType;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.tools.table.Cell;
import io.opsswitch.tools.table.OutputTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The command dump: tables, rows and columns in an order that depends on their contents only. */
final class DumpCommand {

    private DumpCommand() {}

    private record Part(TableSchema table, List<ColumnSchema> columns) {}

    static void dump(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        DatabaseSchema schema = SchemaCommands.schema(context, target.server(), target.database());
        List<Part> parts = parts(schema, args);
        List<Json> transaction = new ArrayList<>(List.of(Json.of(target.database())));
        for (Part part : parts) {
            transaction.add(select(part.table(), part.columns()));
        }
        Json result = target.server().call(context.out(), "transact", new Json.Arr(transaction));
        List<Json.Arr> tables = rows(result, parts.stream().map(Part::table).toList());
        for (int i = 0; i < tables.size(); i++) {
            print(context, parts.get(i), tables.get(i));
        }
    }

    /** Return the operation that selects all rows of a table. */
    static Json select(TableSchema table, List<ColumnSchema> columns) {
        return Json.object()
                .with("op", Json.of("select"))
                .with("table", Json.of(table.name()))
                .with("where", Json.array())
                .with(
                        "columns",
                        Json.strings(columns.stream().map(ColumnSchema::name).toList()));
    }

    /** Return the rows of each of a transaction's selections. */
    static List<Json.Arr> rows(Json result, List<TableSchema> tables) throws ExitException {
        if (!(result instanceof Json.Arr results) || results.size() != tables.size()) {
            throw new ExitException("reply is not array of " + tables.size() + " elements: " + result.toSortedString());
        }
        List<Json.Arr> all = new ArrayList<>(tables.size());
        for (int i = 0; i < tables.size(); i++) {
            if (!(results.get(i) instanceof Json.Obj object) || !(object.get("rows") instanceof Json.Arr rows)) {
                throw new ExitException(tables.get(i).name() + " table reply is not an object with a \"rows\" member"
                        + " array: " + results.get(i).toSortedString());
            }
            all.add(rows);
        }
        return all;
    }

    private static List<Part> parts(DatabaseSchema schema, List<String> args) throws ExitException {
        Comparator<TableSchema> byName = Comparator.comparing(TableSchema::name);
        if (args.isEmpty()) {
            return schema.tables().stream()
                    .sorted(byName)
                    .map(table -> new Part(table, sorted(new ArrayList<>(table.columns()))))
                    .toList();
        }
        TableSchema table = schema.table(args.get(0));
        if (table == null) {
            throw new ExitException("No table \"" + args.get(0) + "\" found.");
        }
        List<ColumnSchema> columns = new ArrayList<>();
        for (String name : args.subList(1, args.size())) {
            ColumnSchema column = table.column(name);
            if (column == null) {
                throw new ExitException("Table \"" + table.name() + "\" has no column " + name + ".");
            }
            columns.add(column);
        }
        return List.of(new Part(table, sorted(columns.isEmpty() ? new ArrayList<>(table.columns()) : columns)));
    }

    private static List<ColumnSchema> sorted(List<ColumnSchema> columns) {
        columns.removeIf(column -> column.index() == TableSchema.VERSION_COLUMN);
        columns.sort(Comparator.comparing(ColumnSchema::name));
        return columns;
    }

    private static void print(ClientContext context, Part part, Json.Arr rows) throws ExitException {
        List<Datum[]> data = new ArrayList<>(rows.size());
        for (int y = 0; y < rows.size(); y++) {
            data.add(parse(part, y, rows.get(y)));
        }
        data.sort((a, b) -> compare(part.columns(), a, b));
        OutputTable table = new OutputTable(
                part.table().name() + " table",
                part.columns().stream().map(ColumnSchema::name).toList());
        for (Datum[] row : data) {
            List<Cell> cells = new ArrayList<>(row.length);
            for (int x = 0; x < row.length; x++) {
                ColumnType type = part.columns().get(x).type();
                cells.add(Cell.of(row[x].toJson(type), type));
            }
            table.add(cells);
        }
        context.out().table(table, false);
    }

    private static Datum[] parse(Part part, int y, Json row) throws ExitException {
        String where = "row " + y + " in table " + part.table().name() + " response ";
        if (!(row instanceof Json.Obj object)) {
            throw new ExitException(where + "is not a JSON object: " + row.toSortedString());
        }
        Datum[] data = new Datum[part.columns().size()];
        for (int x = 0; x < data.length; x++) {
            ColumnSchema column = part.columns().get(x);
            Json json = object.get(column.name());
            if (json == null) {
                throw new ExitException(where + "lacks " + column.name() + " column");
            }
            try {
                data[x] = DatumParser.parse(json, unconstrained(column.type()), null);
            } catch (OvsdbException e) {
                throw new ExitException(String.valueOf(e.getMessage()));
            }
        }
        return data;
    }

    private static ColumnType unconstrained(ColumnType type) {
        BaseType value = type.value();
        return new ColumnType(
                type.key().unconstrained(), value == null ? null : value.unconstrained(), 0, ColumnType.UNLIMITED);
    }

    /** UUIDs are different each time and come last, so that the same contents give the same order. */
    private static int compare(List<ColumnSchema> columns, Datum[] a, Datum[] b) {
        for (boolean uuids : new boolean[] {false, true}) {
            for (int x = 0; x < a.length; x++) {
                if (uuids == (columns.get(x).type().key().type() == AtomicType.UUID)) {
                    int order = compare(a[x], b[x]);
                    if (order != 0) {
                        return order;
                    }
                }
            }
        }
        return 0;
    }

    /** Unlike {@link Datum#compareTo} this puts the one with fewer elements first, and all keys before the values. */
    private static int compare(Datum a, Datum b) {
        int order = Integer.compare(a.size(), b.size());
        for (int i = 0; order == 0 && i < a.size(); i++) {
            order = Atoms.compare(a.key(i), b.key(i));
        }
        for (int i = 0; order == 0 && a.hasValues() && i < a.size(); i++) {
            order = Atoms.compare(a.value(i), b.value(i));
        }
        return order;
    }
}
