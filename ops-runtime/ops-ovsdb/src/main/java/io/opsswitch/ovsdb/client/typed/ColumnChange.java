/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import io.opsswitch.ovsdb.client.ReplicaTransaction;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What shall become of a column: a value, or what to remove from it and then to add. For an element that was both added
 * and removed the last word counts. Used by one thread.
 */
final class ColumnChange {

    private @Nullable Object value;
    private final Set<Object> removed = new LinkedHashSet<>();
    private final Set<Object> added = new LinkedHashSet<>();
    private final Map<Object, Object> pairs = new LinkedHashMap<>();

    void set(@Nullable Object whole) {
        value = Values.plain(whole);
        removed.clear();
        added.clear();
        pairs.clear();
    }

    void add(Object element) {
        removed.remove(Values.atom(element));
        added.add(Values.atom(element));
    }

    void put(Object key, Object mapped) {
        removed.remove(Values.atom(key));
        pairs.put(Values.atom(key), Values.atom(mapped));
    }

    void remove(Object element) {
        added.remove(Values.atom(element));
        pairs.remove(Values.atom(element));
        removed.add(Values.atom(element));
    }

    /** Return the whole value, with what was removed and added later; null if the rest of the column is to stay. */
    @Nullable
    Object whole() {
        return value == null ? null : changed(value);
    }

    /** Return the value for a new row, where there is no rest. */
    Object initial() {
        return changed(value == null ? Set.of() : value);
    }

    private Object changed(Object base) {
        if (removed.isEmpty() && added.isEmpty() && pairs.isEmpty()) {
            return base;
        }
        if (base instanceof Map || !pairs.isEmpty()) {
            Map<Object, Object> result =
                    base instanceof Map<?, ?> map ? new LinkedHashMap<>(map) : new LinkedHashMap<>();
            result.keySet().removeAll(removed);
            result.putAll(pairs);
            return result;
        }
        Set<Object> result = new LinkedHashSet<>(base instanceof Collection<?> many ? many : Set.of(base));
        result.removeAll(removed);
        result.addAll(added);
        return result;
    }

    /** Write what is not a whole value. */
    void mutate(ReplicaTransaction transaction, String table, UUID row, String column) {
        if (value != null) {
            return;
        }
        if (!removed.isEmpty()) {
            transaction.mutateDelete(table, row, column, removed);
        }
        if (!added.isEmpty()) {
            transaction.mutateInsert(table, row, column, added);
        }
        if (!pairs.isEmpty()) {
            transaction.mutatePut(table, row, column, pairs);
        }
    }
}
