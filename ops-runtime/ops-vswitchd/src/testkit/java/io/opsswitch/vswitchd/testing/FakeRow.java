/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.ovsdb.client.ReplicaRow;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * A row of a {@link FakeReplica}.
 *
 * @param columns a {@code Set} or a {@code Map} for each column that was ever written
 * @param exists tells which columns the schema has
 * @param reading hears of each column that is read
 */
record FakeRow(UUID uuid, Map<String, Object> columns, Predicate<String> exists, Consumer<String> reading)
        implements ReplicaRow {

    /** Return this row, telling what is read of it. */
    FakeRow reading(Consumer<String> hearing) {
        return new FakeRow(uuid, columns, exists, hearing);
    }

    @Override
    public boolean has(String column) {
        return exists.test(column);
    }

    private Object value(String column, Object empty) {
        reading.accept(column);
        return columns.getOrDefault(column, empty);
    }

    private Set<?> set(String column) {
        return (Set<?>) value(column, Set.of());
    }

    @Override
    public String string(String column) {
        return one(column, String.class);
    }

    @Override
    public <T> T one(String column, Class<T> type) {
        Set<?> values = set(column);
        return values.isEmpty() ? null : type.cast(values.iterator().next());
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
    @SuppressWarnings("unchecked")
    public <T> Set<T> set(String column, Class<T> type) {
        return (Set<T>) set(column);
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
    @SuppressWarnings("unchecked")
    public <K, V> Map<K, V> map(String column, Class<K> keys, Class<V> values) {
        return value(column, Map.of()) instanceof Map<?, ?> map ? (Map<K, V>) map : Map.of();
    }
}
