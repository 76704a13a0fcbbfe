/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A table of a database.
 *
 * @param name an {@code <id>} of RFC 7047
 * @param columns by name, in the order of the file
 * @param root whether its rows live without being referred to
 * @param maxRows greatest number of rows, or null when unlimited
 * @param indexes sets of columns whose values are unique together
 * @param mutable the table's {@code mutable} member, true by default
 * @param annotations of the table itself
 * @param tag the table's own tag, or null
 * @param position of the table's name
 */
public record Table(
        String name,
        Map<String, Column> columns,
        boolean root,
        @Nullable Long maxRows,
        List<Index> indexes,
        boolean mutable,
        Annotations annotations,
        @Nullable Tag tag,
        Position position) {

    /** An index: at least one column. */
    public record Index(List<Member> members) {

        /** A column that an index names. */
        public record Member(String column, Position position) {}

        public Index {
            members = List.copyOf(members);
        }
    }

    public Table {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        indexes = List.copyOf(indexes);
    }

    /** Return this table with other columns, without its tag. */
    public Table pruned(Map<String, Column> kept) {
        return new Table(name, kept, root, maxRows, indexes, mutable, annotations, null, position);
    }
}
