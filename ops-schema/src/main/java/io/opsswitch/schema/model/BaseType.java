/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column's keys or values (RFC 7047 section 3.2, {@code <base-type>}).
 *
 * @param position where the type is written
 * @param type its atomic type
 * @param values the enum, or null when there is none; an enum excludes bounds and a reference
 * @param minimum the lower bound (a number; for strings of the length), or null
 * @param maximum the upper bound, or null
 * @param reference the table that a uuid names, or null
 * @param annotations of the base type itself
 */
public record BaseType(
        Position position,
        AtomicType type,
        @Nullable List<EnumValue> values,
        @Nullable JsonNode minimum,
        @Nullable JsonNode maximum,
        @Nullable Reference reference,
        Annotations annotations) {

    /** A {@code refTable}: strong references keep the named row alive, weak ones vanish with it. */
    public record Reference(String table, boolean weak, Position position) {}

    public BaseType {
        values = values == null ? null : List.copyOf(values);
    }

    /** Return this type with other enum values. */
    public BaseType withValues(List<EnumValue> others) {
        return new BaseType(position, type, others, minimum, maximum, reference, annotations);
    }
}
