/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a transaction relies on: columns of rows that must have the values that were seen. Comes before all that the
 * transaction does itself. Not safe for use by several threads.
 */
final class Verification {

    private record Seen(String table, RowView row) {}

    private final Map<Seen, Set<String>> columns = new LinkedHashMap<>();

    /** Add a column; one that is not monitored is left out. */
    void add(String table, RowView row, String column) {
        if (row.has(column)) {
            columns.computeIfAbsent(new Seen(table, row), seen -> new LinkedHashSet<>())
                    .add(column);
        }
    }

    /** Return operations that fail at once where a value is another one. */
    List<Json> operations() {
        List<Json> operations = new ArrayList<>();
        columns.forEach((seen, names) -> {
            Json.Obj expected = Json.object();
            for (String name : names) {
                ColumnSchema column = seen.row.schema().column(name);
                Datum value = column == null ? null : seen.row.value(column.index());
                if (column != null && value != null) {
                    expected.with(name, value.toJson(column.type()));
                }
            }
            operations.add(TransactionBuilder.operation("wait", seen.table, seen.row.uuid())
                    .with("timeout", Json.of(0))
                    .with("columns", Json.strings(names))
                    .with("until", Json.of("=="))
                    .with("rows", Json.array(expected)));
        });
        return operations;
    }
}
