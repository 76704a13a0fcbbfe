/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.AtomicType;
import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumBuilder;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes values of columns from the Java objects that {@link ReplicaTransaction} takes. Stateless. */
final class DatumValues {

    private DatumValues() {}

    /**
     * Return a value for a column.
     *
     * @throws IllegalArgumentException if it is not of the column's type; the message names the column
     */
    static Datum datum(String column, ColumnType type, Object value) {
        BaseType valueType = type.value();
        Collection<?> elements = value instanceof Map<?, ?> map
                ? map.entrySet()
                : value instanceof Collection<?> collection ? collection : Set.of(value);
        DatumBuilder builder = new DatumBuilder(elements.size(), valueType != null);
        for (Object element : elements) {
            if (valueType == null) {
                builder.add(atom(column, type.key().type(), element), null);
            } else if (element instanceof Map.Entry<?, ?> pair) {
                builder.add(
                        atom(column, type.key().type(), pair.getKey()),
                        atom(column, valueType.type(), pair.getValue()));
            } else {
                throw new IllegalArgumentException("column " + column + " takes a map, not " + element);
            }
        }
        Datum datum = builder.buildSorted();
        if (datum == null) {
            throw new IllegalArgumentException("column " + column + ": an element is given twice");
        }
        return datum;
    }

    /** Return the type of what a mutation takes: pairs, or elements or keys alone. */
    static ColumnType mutationType(ColumnType type, Object value) {
        return value instanceof Map ? type : new ColumnType(type.key(), null, 0, ColumnType.UNLIMITED);
    }

    private static Object atom(String column, AtomicType type, @Nullable Object value) {
        if (value instanceof Number number && type == AtomicType.INTEGER) {
            return number.longValue();
        } else if (value instanceof Number number && type == AtomicType.REAL) {
            return number.doubleValue() + 0.0;
        } else if (value instanceof String && type == AtomicType.STRING
                || value instanceof Boolean && type == AtomicType.BOOLEAN
                || value instanceof UUID && type == AtomicType.UUID) {
            return value;
        }
        throw new IllegalArgumentException("column " + column + " takes " + type.id() + ", not " + value);
    }
}
