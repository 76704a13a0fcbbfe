/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.HashOrder;
import io.opsswitch.tools.table.Cell;
import io.opsswitch.tools.table.OutputTable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Prints what a monitor is told, one table for each table that changed. What is malformed is named and left out. */
final class MonitorPrinter {

    private static final String[] OPERATIONS = {"delete", "initial", "modify", "insert"};

    private final ClientContext context;
    private final List<MonitoredTable> tables;

    MonitorPrinter(ClientContext context, List<MonitoredTable> tables) {
        this.context = context;
        this.tables = tables;
    }

    /** Print updates in the form of RFC 7047 section 4.1.6. */
    void print(Json updates, boolean initial) throws ExitException {
        print(updates, "<table-updates>", (uuid, row, columns, out) -> {
            Json before = row.get("old");
            Json after = row.get("new");
            if (initial) {
                addRow(out, uuid, "initial", after, columns);
            } else if (before == null) {
                addRow(out, uuid, "insert", after, columns);
            } else if (after == null) {
                addRow(out, uuid, "delete", before, columns);
            } else {
                addRow(out, uuid, "old", before, columns);
                addRow(out, "", "new", after, columns);
            }
        });
    }

    /** Print updates in the form of monitor_cond of ovsdb-server(7). */
    void print2(Json updates) throws ExitException {
        print(updates, "<table-updates2>", (uuid, row, columns, out) -> {
            for (String operation : OPERATIONS) {
                Json change = row.get(operation);
                if (change == null) {
                    continue;
                }
                if (!operation.equals("delete")) {
                    addRow(out, uuid, operation, change, columns);
                } else if (change instanceof Json.Null) {
                    out.add(List.of(Cell.of(uuid), Cell.of(operation)));
                } else {
                    warn("delete method does not expect <row>");
                }
                return;
            }
        });
    }

    /** Print the reply to monitor_cond_since. */
    void print3(Json result) throws ExitException {
        if (!(result instanceof Json.Arr array)
                || array.size() != 3
                || !(array.get(0) instanceof Json.Bool found)
                || !(array.get(1) instanceof Json.Str lastId)) {
            throw new ExitException(
                    "monitor_cond_since: the server's reply is not [<found>, <last-id>, <table-updates2>]: "
                            + result.toSortedString());
        }
        context.out().line("found: " + found.value() + ", last_id: " + lastId.value());
        print2(array.get(2));
    }

    /** Print an update3 notification. */
    void print3(String lastId, Json updates) throws ExitException {
        context.out().print("\nlast_id: " + lastId);
        print2(updates);
    }

    /** Adds the lines of one row's change to a table. */
    private interface RowAdder {
        void add(String uuid, Json.Obj row, List<ColumnSchema> columns, OutputTable out);
    }

    private void print(Json updates, String what, RowAdder adder) throws ExitException {
        if (!(updates instanceof Json.Obj object)) {
            warn(what + " is not object");
            return;
        }
        for (MonitoredTable each : tables) {
            Json update = object.get(each.table().name());
            if (update instanceof Json.Obj rows) {
                print(each, rows, adder);
            } else if (update != null) {
                warn("<table-update> for table " + each.table().name() + " is not object");
            }
        }
    }

    private void print(MonitoredTable table, Json.Obj rows, RowAdder adder) throws ExitException {
        List<String> headings = new ArrayList<>(List.of("row", "action"));
        table.columns().forEach(column -> headings.add(column.name()));
        OutputTable out = new OutputTable(tables.size() > 1 ? table.table().name() : null, headings);
        for (String uuid : HashOrder.of(rows.view().keySet())) {
            if (rows.get(uuid) instanceof Json.Obj row) {
                adder.add(uuid, row, table.columns(), out);
            } else {
                warn("<row-update> is not object");
            }
        }
        context.out().table(out, context.timestamp());
    }

    private static void addRow(
            OutputTable out, String uuid, String action, @Nullable Json row, List<ColumnSchema> columns) {
        if (!(row instanceof Json.Obj object)) {
            warn(row == null ? "missing " + action + " row" : "<row> is not object");
            return;
        }
        List<Cell> cells = new ArrayList<>(List.of(Cell.of(uuid), Cell.of(action)));
        for (ColumnSchema column : columns) {
            Json value = object.get(column.name());
            cells.add(value == null ? Cell.EMPTY : Cell.of(value, column.type()));
        }
        out.add(cells);
    }

    private static void warn(String message) {
        System.err.println("ovsdb-client: " + message);
    }
}
