/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One of a schema's indexes of a table: columns whose values together name at most one row. Immutable. */
record TableIndex(List<ColumnSchema> columns) {

    /** Return what a row is found by: the value of the only column, or the list of all. */
    Object key(RowView row) {
        return columns.size() == 1 ? value(row, columns.get(0)) : all(row);
    }

    private List<Datum> all(RowView row) {
        List<Datum> values = new ArrayList<>(columns.size());
        for (ColumnSchema column : columns) {
            values.add(value(row, column));
        }
        return values;
    }

    private static Datum value(RowView row, ColumnSchema column) {
        Datum value = row.value(column.index());
        return value == null ? Datum.EMPTY : value;
    }

    /** Return the key of rows with these values of columns; null if the columns are not this index's. */
    @Nullable
    Object key(Map<String, Datum> values) {
        Set<String> names = columns.stream().map(ColumnSchema::name).collect(Collectors.toSet());
        if (!names.equals(values.keySet())) {
            return null;
        }
        List<Datum> key = new ArrayList<>(columns.size());
        for (ColumnSchema column : columns) {
            key.add(values.getOrDefault(column.name(), Datum.EMPTY));
        }
        return key.size() == 1 ? key.get(0) : key;
    }
}
