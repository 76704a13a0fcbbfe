/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.engine.RowChange;
import io.opsswitch.ovsdb.monitor.MonitorSpec.SelectedColumn;
import io.opsswitch.ovsdb.monitor.MonitorSpec.TableSpec;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes "table-updates" (RFC 7047 section 4.1.6) and "table-updates2" (ovsdb-server(7)). An encoder writes one update;
 * members are opened as late as possible, so that what has nothing to tell leaves no trace. Not safe for use by several
 * threads.
 */
final class UpdateEncoder {

    private final MonitorSpec spec;
    private final JsonWriter out;
    private boolean tableWritten;
    private boolean rowWritten;
    private @Nullable TableSpec table;

    UpdateEncoder(MonitorSpec spec, int capacity) {
        this.spec = spec;
        this.out = new JsonWriter(false, capacity).raw('{');
    }

    /** Encode all rows as they are now. */
    static byte[] initial(MonitorSpec spec, Database database) {
        UpdateEncoder encoder = new UpdateEncoder(spec, 4096);
        for (TableSpec table : spec.tables().values()) {
            encoder.table(
                    table.schema().name(),
                    sink -> {
                        for (Row row : database.rows(table.schema().name())) {
                            sink.accept(new RowChange(null, row));
                        }
                    },
                    true);
        }
        return encoder.finish();
    }

    /** Encode transactions as one update; null if a client sees nothing of it. */
    static byte @Nullable [] encode(MonitorSpec spec, List<ChangeSet> transactions) {
        if (transactions.size() != 1) {
            MergedChanges merged = new MergedChanges(spec);
            transactions.forEach(merged::add);
            return encode(merged);
        }
        UpdateEncoder encoder = new UpdateEncoder(spec, 512);
        transactions
                .get(0)
                .tables()
                .forEach((name, table) ->
                        encoder.table(name, sink -> table.rows().forEach(sink), false));
        return encoder.isEmpty() ? null : encoder.finish();
    }

    /** Encode merged transactions; null if a client sees nothing of them. */
    static byte @Nullable [] encode(MergedChanges merged) {
        UpdateEncoder encoder = new UpdateEncoder(merged.spec(), 512);
        merged.forEach((name, rows) -> encoder.table(name, rows::forEach, false));
        return encoder.isEmpty() ? null : encoder.finish();
    }

    /** Write the changes of one table. */
    void table(String name, Consumer<Consumer<RowChange>> changes, boolean initial) {
        TableSpec found = spec.tables().get(name);
        if (found == null) {
            return;
        }
        table = found;
        rowWritten = false;
        changes.accept(change -> row(found, change, initial));
        if (rowWritten) {
            out.raw('}');
        }
    }

    /** Write the rows that enter or leave when a table's condition changes. */
    void conditionChange(TableSpec before, TableSpec after, Iterable<Row> rows) {
        table = after;
        rowWritten = false;
        for (Row row : rows) {
            boolean was = before.where().matchesAny(row);
            boolean is = after.where().matchesAny(row);
            if (was != is) {
                row2(after, new RowChange(was ? row : null, is ? row : null), false);
            }
        }
        if (rowWritten) {
            out.raw('}');
        }
    }

    boolean isEmpty() {
        return !tableWritten;
    }

    byte[] finish() {
        return out.raw('}').toBytes();
    }

    private void row(TableSpec target, RowChange change, boolean initial) {
        Row before = change.before();
        Row after = change.after();
        RowChange visible = new RowChange(
                before != null && target.where().matchesAny(before) ? before : null,
                after != null && target.where().matchesAny(after) ? after : null);
        if (visible.before() == null && visible.after() == null) {
            return;
        }
        if (spec.version() == MonitorVersion.V1) {
            row1(target, visible, initial);
        } else {
            row2(target, visible, initial);
        }
    }

    private static int kind(RowChange change, boolean initial) {
        if (change.before() == null) {
            return initial ? MonitorSpec.INITIAL : MonitorSpec.INSERT;
        }
        return change.after() == null ? MonitorSpec.DELETE : MonitorSpec.MODIFY;
    }

    private static boolean isChanged(RowChange change, ColumnSchema column) {
        Row before = change.before();
        Row after = change.after();
        return before == null || after == null || !before.datum(column.index()).equals(after.datum(column.index()));
    }

    private static boolean tells(TableSpec target, RowChange change, int kind) {
        if ((target.select() & kind) == 0) {
            return false;
        }
        if (kind != MonitorSpec.MODIFY) {
            return true;
        }
        for (SelectedColumn selected : target.columns()) {
            if ((selected.select() & kind) != 0 && isChanged(change, selected.column())) {
                return true;
            }
        }
        return false;
    }

    private void open(RowChange change) {
        if (!rowWritten) {
            out.raw(tableWritten ? "," : "");
            out.string(table == null ? "" : table.schema().name()).raw(":{");
            tableWritten = true;
        } else {
            out.raw(',');
        }
        rowWritten = true;
        out.raw('"').raw(change.uuid().toString()).raw("\":");
    }

    private void row1(TableSpec target, RowChange change, boolean initial) {
        int kind = kind(change, initial);
        if (!tells(target, change, kind)) {
            return;
        }
        open(change);
        out.raw('{');
        Row before = change.before();
        Row after = change.after();
        if (before != null) {
            out.raw("\"old\":");
            columns(
                    target,
                    kind,
                    column -> kind == MonitorSpec.DELETE || isChanged(change, column)
                            ? before.datum(column.index())
                            : null);
        }
        if (after != null) {
            out.raw(before != null ? ",\"new\":" : "\"new\":");
            columns(target, kind, column -> after.datum(column.index()));
        }
        out.raw('}');
    }

    private void row2(TableSpec target, RowChange change, boolean initial) {
        int kind = kind(change, initial);
        if (!tells(target, change, kind)) {
            return;
        }
        open(change);
        Row before = change.before();
        Row after = change.after();
        if (after == null) {
            out.raw("{\"delete\":null}");
        } else if (before == null) {
            out.raw(initial ? "{\"initial\":" : "{\"insert\":");
            columns(target, kind, column -> {
                Datum datum = after.datum(column.index());
                return datum.equals(column.type().defaultDatum()) ? null : datum;
            });
            out.raw('}');
        } else {
            out.raw("{\"modify\":");
            columns(
                    target,
                    kind,
                    column -> isChanged(change, column)
                            ? before.datum(column.index()).diff(after.datum(column.index()), column.type())
                            : null);
            out.raw('}');
        }
    }

    /** Chooses what to write for a column. */
    private interface Chooser {
        @Nullable
        Datum choose(ColumnSchema column);
    }

    private void columns(TableSpec target, int kind, Chooser chooser) {
        out.raw('{');
        String separator = "";
        for (SelectedColumn selected : target.columns()) {
            Datum datum = (selected.select() & kind) == 0 ? null : chooser.choose(selected.column());
            if (datum != null) {
                out.raw(separator).string(selected.column().name()).raw(':');
                datum.write(out, selected.column().type());
                separator = ",";
            }
        }
        out.raw('}');
    }
}
