/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.convert;

import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a database with its conversion, value by value, so that nothing that got lost on whatever way is overlooked.
 * What is ephemeral need not survive a restart and does not count.
 */
final class Losses {

    private final Database before;
    private final Database after;
    private final List<Loss> found = new ArrayList<>();

    private Losses(Database before, Database after) {
        this.before = before;
        this.after = after;
    }

    static List<Loss> between(Database before, Database after) {
        Losses losses = new Losses(before, after);
        before.schema().tables().forEach(losses::table);
        return losses.found;
    }

    private void table(TableSchema table) {
        TableSchema newTable = after.schema().table(table.name());
        List<Row> rows = new ArrayList<>(before.rows(table.name()));
        rows.sort(Comparator.comparing((Row row) -> name(table, row)).thenComparing(Row::uuid));
        for (Row row : rows) {
            Row newRow = newTable == null ? null : after.row(table.name(), row.uuid());
            int known = found.size();
            for (ColumnSchema column : table.columns()) {
                if (column.index() > TableSchema.VERSION_COLUMN && column.persistent()) {
                    column(table, row, column, newTable, newRow);
                }
            }
            if (newRow == null && found.size() == known) {
                found.add(Loss.ofRow(table.name(), row.uuid(), name(table, row)));
            }
        }
    }

    private void column(
            TableSchema table, Row row, ColumnSchema column, @Nullable TableSchema newTable, @Nullable Row newRow) {
        Datum value = row.datum(column.index());
        if (value.equals(column.type().defaultDatum())) {
            return;
        }
        ColumnSchema newColumn = newTable == null ? null : newTable.column(column.name());
        String left = null;
        if (newRow != null && newColumn != null && newColumn.persistent()) {
            Datum now = newRow.datum(newColumn.index());
            if (now.toJson(newColumn.type()).equals(value.toJson(column.type()))) {
                return;
            }
            left = now.toText(newColumn.type());
        }
        found.add(
                new Loss(table.name(), row.uuid(), name(table, row), column.name(), value.toText(column.type()), left));
    }

    private static String name(TableSchema table, Row row) {
        ColumnSchema column = table.column("name");
        if (column != null && column.type().value() == null) {
            Datum name = row.datum(column.index());
            if (name.size() == 1 && name.key(0) instanceof String text && !text.isEmpty()) {
                return Atoms.toText(text);
            }
        }
        return row.uuid().toString();
    }
}
