/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.SymbolType;

/** Writes values as configuration files have them: strings in quotes, everything else as it is. */
public final class Quoting {

    private Quoting() {}

    /** Return a value as it stands behind the {@code =} of a configuration file. */
    public static String value(Dialect dialect, SymbolType type, String value) {
        if (type != SymbolType.STRING) {
            return value;
        }
        StringBuilder out = new StringBuilder(value.length() + 2);
        append(dialect, value, out);
        return out.toString();
    }

    /** Append a string in quotes; quotes and backslashes in it are escaped where the dialect does so. */
    static void append(Dialect dialect, String value, StringBuilder out) {
        out.append('"');
        if (dialect.has(Feature.RAW_STRINGS)) {
            out.append(value).append('"');
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\');
            }
            out.append(c);
        }
        out.append('"');
    }
}
