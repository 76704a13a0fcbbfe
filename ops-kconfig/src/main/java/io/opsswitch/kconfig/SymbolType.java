/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/** What a symbol's value may be. */
public enum SymbolType {
    /** Referenced but never defined with a type; evaluates to its own name, or n in logic. */
    UNKNOWN("unknown"),
    BOOL("bool"),
    TRISTATE("tristate"),
    INT("integer"),
    HEX("hex"),
    STRING("string");

    private final String text;

    SymbolType(String text) {
        this.text = text;
    }

    /** Return the name that messages use, which for {@code int} is {@code integer}. */
    public String text() {
        return text;
    }

    /** Tell whether values are n, m or y rather than text. */
    public boolean isLogical() {
        return this == BOOL || this == TRISTATE;
    }
}
