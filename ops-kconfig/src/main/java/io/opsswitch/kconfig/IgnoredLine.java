/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/**
 * A line of a configuration file that gave no value.
 *
 * @param name the name of the symbol without prefix
 * @param value the value as text, without quotes
 * @param location where the line is
 * @param reason why it gave none
 */
public record IgnoredLine(String name, String value, SourceLocation location, Reason reason) {

    /** Why a line gave no value. */
    public enum Reason {
        /** The tree has no symbol of that name. */
        UNKNOWN,
        /** The value does not fit the type of the symbol. */
        INVALID,
        /** The number is out of range, and the dialect forgets such numbers. */
        OUT_OF_RANGE,
        /** The symbol is not visible, and the dialect forgets such values when all others agree with the file. */
        HIDDEN
    }
}
