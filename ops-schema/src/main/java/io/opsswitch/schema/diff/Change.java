/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.diff;

import org.jspecify.annotations.Nullable;

/**
 * One difference between two schemas.
 *
 * @param sort whether something came, went or changed
 * @param table the table concerned
 * @param column the column concerned, or null
 * @param what what changed, such as {@code maxRows 1 -> 2}; empty when the whole entity came or went
 * @param effect what it does to a database that is converted
 */
public record Change(Sort sort, String table, @Nullable String column, String what, Effect effect) {

    /** Sorts of differences. */
    public enum Sort {
        ADDED('+'),
        REMOVED('-'),
        CHANGED('~');

        private final char sign;

        Sort(char sign) {
            this.sign = sign;
        }
    }

    /** What a difference does to a database that is converted. */
    public enum Effect {
        /** No server knows of it: it is only in the extschema. */
        NONE(""),
        /** Whatever data there is, it stays. */
        SAFE(""),
        /** Data that is there, if any, goes. */
        DROPS("data is dropped"),
        /** Values that do not fit any more go. */
        CUTS("values that do not fit are dropped"),
        /** Rows that nothing refers to go. */
        COLLECTS("rows that nothing refers to are dropped"),
        /** The conversion fails if the rows do not keep to it. */
        REFUSES("rows that break it stop the conversion");

        private final String words;

        Effect(String words) {
            this.words = words;
        }

        /** Return whether there is data that this would lose or choke on. */
        public boolean isSafe() {
            return words.isEmpty();
        }
    }

    /** Return a line such as {@code - column Bridge.mirrors (data is dropped)}. */
    @Override
    public String toString() {
        String name = column == null ? "table " + table : "column " + table + "." + column;
        return sort.sign + " " + name + (what.isEmpty() ? "" : ": " + what)
                + (effect.words.isEmpty() ? "" : " (" + effect.words + ")");
    }
}
