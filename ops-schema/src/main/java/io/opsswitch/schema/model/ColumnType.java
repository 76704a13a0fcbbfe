/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The type of a column (RFC 7047 section 3.2, {@code <type>}).
 *
 * @param key type of the elements, or of a map's keys
 * @param value type of a map's values; null when the column is no map
 * @param min least number of elements, 0 or 1
 * @param max greatest number of elements, at least 1; {@link #UNLIMITED} when there is none
 * @param position where the type is written
 */
public record ColumnType(BaseType key, @Nullable BaseType value, long min, long max, Position position) {

    /** The {@code max} of a column that may have any number of elements. */
    public static final long UNLIMITED = Long.MAX_VALUE;

    /** Return the key's type and, in a map, the value's. */
    public List<BaseType> bases() {
        return value == null ? List.of(key) : List.of(key, value);
    }
}
