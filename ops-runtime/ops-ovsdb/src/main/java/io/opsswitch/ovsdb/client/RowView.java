/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.TableSchema;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of a replica: its values by the place of the column, null where the column is not monitored. Immutable. */
final class RowView implements ReplicaRow {

    private final TableSchema schema;
    private final UUID uuid;
    private final @Nullable Datum[] values;

    RowView(TableSchema schema, UUID uuid, @Nullable Datum[] values) {
        this.schema = schema;
        this.uuid = uuid;
        this.values = values;
    }

    @Override
    public UUID uuid() {
        return uuid;
    }

    @Nullable
    Datum value(int column) {
        return values[column];
    }

    TableSchema schema() {
        return schema;
    }

    /** Return whether another version of the row has the same values. */
    boolean sameValues(RowView other) {
        return Arrays.equals(values, other.values);
    }

    /** Return the names of the monitored columns, of those alone whose values differ from another row's if there is one. */
    Set<String> columns(@Nullable RowView other) {
        Set<String> names = new LinkedHashSet<>();
        for (ColumnSchema column : schema.columns()) {
            Datum value = values[column.index()];
            if (value != null && (other == null || !value.equals(other.datumOrNull(column.name())))) {
                names.add(column.name());
            }
        }
        return names;
    }

    private @Nullable Datum datumOrNull(String column) {
        ColumnSchema found = schema.column(column);
        return found == null ? null : values[found.index()];
    }

    /** Return a copy of the values, to be changed. */
    @Nullable
    Datum[] copyValues() {
        return values.clone();
    }

    private Datum datum(String column) {
        Datum value = datumOrNull(column);
        return value == null ? Datum.EMPTY : value;
    }

    @Override
    public boolean has(String column) {
        return datumOrNull(column) != null;
    }

    @Override
    public <T> @Nullable T one(String column, Class<T> type) {
        Datum datum = datum(column);
        return datum.size() == 0 ? null : type.cast(datum.key(0));
    }

    @Override
    public @Nullable String string(String column) {
        return one(column, String.class);
    }

    @Override
    public long integer(String column, long absent) {
        Long value = one(column, Long.class);
        return value == null ? absent : value;
    }

    @Override
    public boolean bool(String column, boolean absent) {
        Boolean value = one(column, Boolean.class);
        return value == null ? absent : value;
    }

    @Override
    public <T> Set<T> set(String column, Class<T> type) {
        Datum datum = datum(column);
        Set<T> set = new LinkedHashSet<>();
        for (int i = 0; i < datum.size(); i++) {
            set.add(type.cast(datum.key(i)));
        }
        return Collections.unmodifiableSet(set);
    }

    @Override
    public Set<String> strings(String column) {
        return set(column, String.class);
    }

    @Override
    public Set<Long> integers(String column) {
        return set(column, Long.class);
    }

    @Override
    public Set<UUID> uuids(String column) {
        return set(column, UUID.class);
    }

    @Override
    public Map<String, String> map(String column) {
        return map(column, String.class, String.class);
    }

    @Override
    public <K, V> Map<K, V> map(String column, Class<K> keys, Class<V> values) {
        Datum datum = datum(column);
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = 0; i < datum.size(); i++) {
            map.put(keys.cast(datum.key(i)), values.cast(datum.value(i)));
        }
        return Collections.unmodifiableMap(map);
    }

    @Override
    public String toString() {
        return schema.name() + " " + uuid;
    }
}
