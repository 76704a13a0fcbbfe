/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.convert;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that a conversion does not carry over.
 *
 * @param table the row's table
 * @param row the row
 * @param name what people call the row: its column {@code name} if it has one, otherwise its UUID
 * @param column the column; null when the row goes and has nothing but defaults in it
 * @param before the old value as messages show it; empty without a column
 * @param after the value that is left of it; null when the row or the column goes
 */
public record Loss(
        String table,
        UUID row,
        String name,
        @Nullable String column,
        String before,
        @Nullable String after) {

    private static final int LONGEST = 120;

    static Loss ofRow(String table, UUID row, String name) {
        return new Loss(table, row, name, null, "", null);
    }

    private static String shortened(String value) {
        return value.length() <= LONGEST ? value : value.substring(0, LONGEST) + "...";
    }

    /** Return a line such as {@code Bridge br0: other_config = {forward-bpdu="true"}}. */
    @Override
    public String toString() {
        String start = table + " " + name + ": ";
        if (column == null) {
            return start + "the row";
        }
        return start + column + " = " + shortened(before)
                + (after == null ? "" : ", of which " + shortened(after) + " is left");
    }
}
