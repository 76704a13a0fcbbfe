/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column's content is for: set by users, reported as state, or counted. */
public sealed interface Category {

    /** The three categories. */
    enum Kind {
        CONFIGURATION,
        STATUS,
        STATISTICS;

        /** Return the name that a schema uses. */
        public String schemaName() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Find the category of a name in a schema. */
        public static Optional<Kind> named(String name) {
            for (Kind kind : values()) {
                if (kind.schemaName().equals(name)) {
                    return Optional.of(kind);
                }
            }
            return Optional.empty();
        }
    }

    /** Return where the category is written. */
    Position position();

    /** The same category always. */
    record Fixed(Kind kind, Position position) implements Category {}

    /** The category depends on the column's own value. */
    record PerValue(List<Entry> entries, Position position) implements Category {

        /** The category that one value gives. */
        public record Entry(JsonNode value, Kind kind, Position position) {}

        public PerValue {
            entries = List.copyOf(entries);
        }
    }

    /** The category is that of another column of the same table. */
    record Follows(String column, Position position) implements Category {}
}
