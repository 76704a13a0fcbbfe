/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A configuration as a header for C and C++, {@code ops-features.h}.
 *
 * <p>A feature that is on is {@code #define X 1}, a module {@code #define X_MODULE 1}; a feature that is off is not
 * defined, so that {@code #ifdef X} asks for it. A number stands as it is, a text in quotes.
 */
public final class FeaturesHeader {

    private FeaturesHeader() {}

    /**
     * Return the text of the header.
     *
     * @param fileName its name, from which the name of the guard is made
     */
    public static String write(Configuration configuration, String fileName) {
        String guard = name(fileName).toUpperCase(Locale.ROOT);
        StringBuilder out = new StringBuilder("/* Generated from the configuration; do not edit: ");
        out.append(configuration.tree().title().replace("*/", "* /")).append(" */\n");
        out.append("#ifndef ").append(guard).append("\n#define ").append(guard).append("\n\n");
        for (Symbol symbol : configuration.tree().symbols()) {
            if (configuration.isWritten(symbol)) {
                define(name(symbol.name()), symbol, configuration.value(symbol), out);
            }
        }
        return out.append("\n#endif\n").toString();
    }

    private static void define(String name, Symbol symbol, String value, StringBuilder out) {
        switch (symbol.type()) {
            case BOOL, TRISTATE -> {
                if (value.equals("y")) {
                    line(name, "1", out);
                } else if (value.equals("m")) {
                    line(name + "_MODULE", "1", out);
                }
            }
            case INT -> {
                if (!value.isEmpty()) {
                    line(name, value, out);
                }
            }
            case HEX -> {
                boolean marked = value.startsWith("0x") || value.startsWith("0X");
                if (!value.isEmpty()) {
                    line(name, marked ? value : "0x" + value, out);
                }
            }
            default -> line(name, quoted(value), out);
        }
    }

    private static void line(String name, String value, StringBuilder out) {
        out.append("#define ").append(name).append(' ').append(value).append('\n');
    }

    /** Bytes beyond ASCII become octal escapes of three digits, which end there whatever follows; so do question marks,
     * two of which would begin a trigraph. */
    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        for (byte b : value.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ' || c > '~' || c == '?') {
                out.append(String.format(Locale.ROOT, "\\%03o", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    private static String name(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_]", "_");
        return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
    }
}
