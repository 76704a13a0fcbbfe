/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that pruning removed, for the decision log; what lies inside a removed entity is not listed again.
 *
 * @param kind what was removed
 * @param table its table
 * @param member the column, or the title of the documentation group; null for a table
 * @param value the enum value (as JSON text without quotes) or the documented key; null for the other kinds
 * @param features the effective tag: the symbols that are all off
 */
public record PrunedEntity(
        Kind kind,
        String table,
        @Nullable String member,
        @Nullable String value,
        List<String> features) {

    /** Kinds of entities that can be removed. */
    public enum Kind {
        /** A table of the schema, with its documentation. */
        TABLE,
        /** A column of the schema, with its documentation. */
        COLUMN,
        /** A value of a column's enum. */
        ENUM_VALUE,
        /** A group of the documentation. */
        GROUP,
        /** The documentation of one key of a map column. */
        KEY
    }

    public PrunedEntity {
        features = List.copyOf(features);
    }

    /** Return a line for a log, such as {@code column Bridge.mirrors (OPS_MIRROR)}. */
    @Override
    public String toString() {
        String name = switch (kind) {
            case TABLE -> "table " + table;
            case COLUMN -> "column " + table + "." + member;
            case ENUM_VALUE -> "value \"" + value + "\" of column " + table + "." + member;
            case GROUP -> "group \"" + member + "\" of table " + table;
            case KEY -> "key \"" + value + "\" of column " + table + "." + member;
        };
        return name + " (" + String.join(", ", features) + ")";
    }
}
