/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * A column of a table.
 *
 * @param name an {@code <id>} of RFC 7047
 * @param type its type
 * @param mutable whether it may change after its row was inserted
 * @param ephemeral whether it need not survive a restart of the server
 * @param defaultValue the extschema's {@code default}, in the notation of RFC 7047 section 5.1, or null
 * @param annotations category and relationship
 * @param tag the column's own tag, or null
 * @param position of the column's name
 */
public record Column(
        String name,
        ColumnType type,
        boolean mutable,
        boolean ephemeral,
        @Nullable JsonNode defaultValue,
        Annotations annotations,
        @Nullable Tag tag,
        Position position) {

    /** Return this column with another type and other annotations, without its tag. */
    public Column pruned(ColumnType newType, Annotations newAnnotations) {
        return new Column(name, newType, mutable, ephemeral, defaultValue, newAnnotations, null, position);
    }
}
