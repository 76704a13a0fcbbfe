/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.math.BigInteger;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * A configuration as a Java class of constants. Every symbol has its constant whatever its value, so that code compiles
 * in all configurations; the compiler leaves out what a false constant guards.
 *
 * <p>A bool or tristate {@code X} becomes {@code boolean X}, true for y and m; a tristate also {@code boolean X_MODULE},
 * true for m. Numbers become {@code int}, or {@code long} when they are too large; an empty one, which has no value now,
 * is 0. Strings are strings. A symbol whose name is no Java name gets {@code _} before it.
 */
public final class JavaConstants {

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_]");

    private JavaConstants() {}

    /** Tell whether a name can be that of a class, with or without a package. */
    public static boolean isClassName(String name) {
        return SourceVersion.isName(name, SourceVersion.RELEASE_17);
    }

    /**
     * Return the text of the class.
     *
     * @param className its name with its package
     * @throws KconfigException when an int or hex has a value that is no number
     */
    public static String write(Configuration configuration, String className) throws KconfigException {
        int dot = className.lastIndexOf('.');
        StringBuilder out = new StringBuilder("// Generated from the configuration; do not edit: ");
        out.append(escape(configuration.tree().title())).append("\n");
        if (dot > 0) {
            out.append("package ").append(className, 0, dot).append(";\n");
        }
        String simple = className.substring(dot + 1);
        out.append("\n/** The configuration that this was built for. */\npublic final class ")
                .append(simple)
                .append(" {\n");
        for (Symbol symbol : configuration.tree().symbols()) {
            if (symbol.type() != SymbolType.UNKNOWN) {
                constant(configuration, symbol, out);
            }
        }
        return out.append("\n    private ").append(simple).append("() {}\n}\n").toString();
    }

    private static void constant(Configuration configuration, Symbol symbol, StringBuilder out)
            throws KconfigException {
        String value = configuration.value(symbol);
        String name = javaName(symbol.name());
        switch (symbol.type()) {
            case BOOL -> line(out, "boolean", name, value.equals("y") ? "true" : "false");
            case TRISTATE -> {
                line(out, "boolean", name, value.equals("n") ? "false" : "true");
                line(out, "boolean", name + "_MODULE", value.equals("m") ? "true" : "false");
            }
            case INT -> number(out, name, value, parse(symbol, value, DECIMAL), "");
            case HEX -> {
                String digits = value.startsWith("0x") || value.startsWith("0X") ? value.substring(2) : value;
                number(out, name, digits, parse(symbol, digits, HEXADECIMAL), "0x");
            }
            default -> line(out, "String", name, '"' + escape(value) + '"');
        }
    }

    private static BigInteger parse(Symbol symbol, String digits, int base) throws KconfigException {
        try {
            return digits.isEmpty() ? BigInteger.ZERO : new BigInteger(digits, base);
        } catch (NumberFormatException e) {
            KconfigException problem = new KconfigException(
                    symbol.nodes().get(0).location(),
                    "the value of " + symbol + " is \"" + digits
                            + "\", which is no number; perhaps you should correct its"
                            + " default, or declare it string");
            problem.initCause(e);
            throw problem;
        }
    }

    /** A hex value is a bit pattern: 0xffffffff is an int in Java as well. */
    private static void number(StringBuilder out, String name, String text, BigInteger value, String base) {
        boolean pattern = !base.isEmpty();
        int bits = pattern ? value.bitLength() : value.bitLength() + 1;
        String digits = pattern ? base + (text.isEmpty() ? "0" : text) : value.toString();
        if (bits <= Integer.SIZE) {
            line(out, "int", name, digits);
        } else if (bits <= Long.SIZE) {
            line(out, "long", name, digits + "L");
        } else {
            line(out, "String", name, '"' + digits + '"');
        }
    }

    private static void line(StringBuilder out, String type, String name, String value) {
        out.append("    public static final ").append(type).append(' ').append(name);
        out.append(" = ").append(value).append(";\n");
    }

    private static String javaName(String name) {
        String plain = FOREIGN.matcher(name).replaceAll("_");
        return SourceVersion.isName(plain, SourceVersion.RELEASE_17) ? plain : "_" + plain;
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"', '\\' -> out.append('\\').append(c);
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append(String.format("\\u%04x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.toString();
    }
}
