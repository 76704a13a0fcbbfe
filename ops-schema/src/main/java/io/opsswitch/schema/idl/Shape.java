/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ColumnType;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A column as generated code has it.
 *
 * @param name of its getter
 * @param constant that is the column's name
 * @param value of the map's values; null unless the sort is a map
 */
record Shape(
        Column column,
        String name,
        String constant,
        Sort sort,
        Atom key,
        @Nullable Atom value) {

    /** What a column holds. */
    enum Sort {
        /** Exactly one atom. */
        ONE,
        /** One atom or none. */
        OPTIONAL,
        SET,
        MAP
    }

    static Shape of(Column column, ColumnNames names, Map<String, String> classes) {
        ColumnType type = column.type();
        BaseType value = type.value();
        Sort sort = value != null ? Sort.MAP : type.max() > 1 ? Sort.SET : type.min() == 0 ? Sort.OPTIONAL : Sort.ONE;
        return new Shape(
                column,
                names.method(column.name()),
                names.constant(column.name()),
                sort,
                Atom.of(type.key(), classes),
                value == null ? null : Atom.of(value, classes));
    }

    String capital() {
        return JavaNames.capital(name);
    }

    /** Return whether the column refers to rows that have a class. */
    boolean refers() {
        return key.target() != null || value != null && value.target() != null;
    }

    /** Return the type that a replica has the column as: with UUIDs for references. */
    String raw() {
        return switch (sort) {
            case ONE, OPTIONAL -> key.type();
            case SET -> "Set<" + key.type() + ">";
            case MAP -> "Map<" + key.type() + ", " + (value == null ? "" : value.type()) + ">";
        };
    }

    /** Return the type in which a whole value is handed over; a type that can be null for an optional one. */
    String whole() {
        return switch (sort) {
            case ONE -> key.written();
            case OPTIONAL -> key.target() == null ? key.type() : key.written();
            case SET -> "Collection<" + key.argument() + ">";
            case MAP -> "Map<" + key.argument() + ", " + (value == null ? "" : value.argument()) + ">";
        };
    }
}
