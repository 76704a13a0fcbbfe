/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;

/** Explains values. */
public final class Why {

    private Why() {}

    /**
     * Return where the value of a symbol comes from.
     *
     * <p>When several lead to the same value, this is the one that leaves the user no other: a select before the user,
     * the user before a default, and a default before an imply.
     */
    public static Origin origin(Configuration configuration, Symbol symbol) {
        return new Origins(configuration).of(symbol);
    }

    /**
     * Explain why a symbol has its value: what decides, what was overruled, and what blocks it.
     *
     * <p>The first fact names the value. Reasons nest a few levels deep, each symbol is told of once, and there are a few
     * dozen lines at most. Symbols are named without prefix, but lines of the configuration file are quoted with it.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public static Explanation explain(Configuration configuration, Symbol symbol, String prefix) {
        return new Story(configuration, symbol, prefix).tell();
    }
}
