/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import io.opsswitch.ovsdb.client.ReplicaRow;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of columns as generated code has them, and as a {@code ReplicaTransaction} takes them. Stateless. */
final class Values {

    private Values() {}

    /** Return a value with UUIDs in the place of references, and empty in the place of null. */
    static Object plain(@Nullable Object value) {
        if (value == null) {
            return List.of();
        } else if (value instanceof Map<?, ?> map) {
            Map<Object, Object> plain = new LinkedHashMap<>();
            map.forEach((key, each) -> plain.put(atom(key), atom(each)));
            return plain;
        } else if (value instanceof Collection<?> collection) {
            Set<Object> plain = new LinkedHashSet<>();
            collection.forEach(each -> plain.add(atom(each)));
            return plain;
        }
        return atom(value);
    }

    /** Return an element, key or value: the UUID of a reference, anything else as it is. */
    static Object atom(Object value) {
        return value instanceof RowReference<?> reference ? reference.uuid() : value;
    }

    /** Return whether a column has a value. */
    static boolean equal(ReplicaRow row, String column, @Nullable Object value) {
        Object wanted = plain(value);
        if (!row.has(column)) {
            return false;
        } else if (wanted instanceof Map) {
            return row.map(column, Object.class, Object.class).equals(wanted);
        }
        Set<Object> elements = wanted instanceof Collection<?> many ? new HashSet<>(many) : Set.of(wanted);
        return row.set(column, Object.class).equals(elements);
    }
}
