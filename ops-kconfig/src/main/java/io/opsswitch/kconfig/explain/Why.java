/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;

/** Explains values. */
public final class Why {

    private Why() {}

    /** Return where the value of a symbol comes from. */
    public static Origin origin(Configuration configuration, Symbol symbol) {
        throw new UnsupportedOperationException();
    }

    /**
     * Explain why a symbol has its value: what decides, what was overruled, and what blocks it.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public static Explanation explain(Configuration configuration, Symbol symbol, String prefix) {
        throw new UnsupportedOperationException();
    }
}
