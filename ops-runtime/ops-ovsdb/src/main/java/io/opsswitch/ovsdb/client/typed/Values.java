/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client.typed;

import java.util.Collection;
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
}
