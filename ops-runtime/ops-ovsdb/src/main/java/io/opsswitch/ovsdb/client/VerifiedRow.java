/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A row that tells which of its columns are read. As safe for use by several threads as whoever hears it. */
record VerifiedRow(ReplicaRow row, Consumer<String> reading) implements ReplicaRow {

    private ReplicaRow read(String column) {
        reading.accept(column);
        return row;
    }

    @Override
    public UUID uuid() {
        return row.uuid();
    }

    @Override
    public boolean has(String column) {
        return row.has(column);
    }

    @Override
    public @Nullable String string(String column) {
        return read(column).string(column);
    }

    @Override
    public long integer(String column, long absent) {
        return read(column).integer(column, absent);
    }

    @Override
    public boolean bool(String column, boolean absent) {
        return read(column).bool(column, absent);
    }

    @Override
    public Set<String> strings(String column) {
        return read(column).strings(column);
    }

    @Override
    public Set<Long> integers(String column) {
        return read(column).integers(column);
    }

    @Override
    public Set<UUID> uuids(String column) {
        return read(column).uuids(column);
    }

    @Override
    public Map<String, String> map(String column) {
        return read(column).map(column);
    }

    @Override
    public <T> @Nullable T one(String column, Class<T> type) {
        return read(column).one(column, type);
    }

    @Override
    public <T> Set<T> set(String column, Class<T> type) {
        return read(column).set(column, type);
    }

    @Override
    public <K, V> Map<K, V> map(String column, Class<K> keys, Class<V> values) {
        return read(column).map(column, keys, values);
    }
}
