/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * A change of a {@link FakeDatabase} being made, on a copy of its tables. A value is a {@code Map} or a collection, or an
 * atom in the place of a collection of one. Columns that the schema lacks are left out, and so are rows that are not there.
 */
public final class FakeEdit {

    private final BiPredicate<String, String> exists;
    private final Map<String, Map<UUID, Map<String, Object>>> tables = new TreeMap<>();

    /** Begin with these tables; {@code exists} tells which tables have which columns. */
    FakeEdit(Map<String, Map<UUID, Map<String, Object>>> before, BiPredicate<String, String> exists) {
        this.exists = exists;
        before.forEach((table, rows) -> {
            Map<UUID, Map<String, Object>> copy = new HashMap<>();
            rows.forEach((uuid, columns) -> copy.put(uuid, new HashMap<>(columns)));
            tables.put(table, copy);
        });
    }

    /** Return the tables with the change. */
    Map<String, Map<UUID, Map<String, Object>>> tables() {
        return tables;
    }

    /** Return a value as it is kept: a {@code Map}, or a {@code Set} with each integer as a {@code Long}. */
    static Object normal(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map);
        }
        Set<Object> set = new LinkedHashSet<>();
        for (Object each : value instanceof Collection<?> many ? many : List.of(value)) {
            set.add(each instanceof Integer number ? (Object) number.longValue() : each);
        }
        return set;
    }

    /** Insert a row. */
    public UUID insert(String table, Map<String, ?> columns) {
        UUID uuid = UUID.randomUUID();
        insert(table, uuid, columns);
        return uuid;
    }

    void insert(String table, UUID uuid, Map<String, ?> columns) {
        tables.computeIfAbsent(table, name -> new HashMap<>()).put(uuid, new HashMap<>());
        set(table, uuid, columns);
    }

    /** Set columns of a row; a row that is gone stays so. */
    public void set(String table, UUID row, Map<String, ?> columns) {
        Map<String, Object> there = tables.getOrDefault(table, Map.of()).get(row);
        if (there != null) {
            columns.forEach((column, value) -> {
                if (exists.test(table, column)) {
                    there.put(column, normal(value));
                }
            });
        }
    }

    /** Delete a row. */
    public void delete(String table, UUID row) {
        tables.getOrDefault(table, Map.of()).remove(row);
    }

    /** Return the elements of a set column. */
    public Set<Object> values(String table, UUID row, String column) {
        return new LinkedHashSet<>((Collection<?>) value(table, row, column, Set.of()));
    }

    private Object value(String table, UUID row, String column, Object empty) {
        return tables.getOrDefault(table, Map.of()).getOrDefault(row, Map.of()).getOrDefault(column, empty);
    }

    /** Add elements to a set column, or pairs to a map column; keys that are there keep their values. */
    void add(String table, UUID row, String column, Object elements) {
        if (elements instanceof Map<?, ?> pairs) {
            Map<Object, Object> map = new TreeMap<>(pairs);
            map.putAll((Map<?, ?>) value(table, row, column, Map.of()));
            set(table, row, Map.of(column, map));
        } else {
            Set<Object> set = values(table, row, column);
            set.addAll((Set<?>) normal(elements));
            set(table, row, Map.of(column, set));
        }
    }

    /** Remove elements from a set column, or the pairs with these keys from a map column. */
    void remove(String table, UUID row, String column, Object elements) {
        Set<?> gone = (Set<?>) normal(elements);
        if (value(table, row, column, Set.of()) instanceof Map<?, ?> pairs) {
            Map<Object, Object> map = new TreeMap<>(pairs);
            map.keySet().removeAll(gone);
            set(table, row, Map.of(column, map));
        } else {
            Set<Object> set = values(table, row, column);
            set.removeAll(gone);
            set(table, row, Map.of(column, set));
        }
    }
}
