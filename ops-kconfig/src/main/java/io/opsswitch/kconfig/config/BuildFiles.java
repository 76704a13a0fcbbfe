/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.eval.Evaluator;
import java.util.List;
import java.util.Locale;

/** Prints a configuration for programs: for make, for C and for Rust. All in the order of the C tools' symbol table. */
public final class BuildFiles {

    private static final String NOTICE = "Automatically generated file; DO NOT EDIT.";

    private final KconfigTree tree;
    private final Evaluator values;
    private final String prefix;
    private final boolean quotes;
    private final boolean framed;
    private final List<Symbol> written;

    /** Create a printer for names with the given prefix. */
    public BuildFiles(Evaluator values, String prefix) {
        this.tree = values.input().tree();
        this.values = values;
        this.prefix = prefix;
        this.quotes = tree.dialect().has(Feature.QUOTED_AUTO_CONF);
        this.framed = tree.dialect().has(Feature.SPLIT_CONFIG);
        this.written = HashOrder.of(tree).stream()
                .filter(s -> s.type() != SymbolType.UNKNOWN && !s.isChoice() && values.isWritten(s))
                .toList();
    }

    /** Return {@code auto.conf}: an assignment for each symbol that is not n; only older tools quote strings. */
    public String autoConf() {
        StringBuilder out = heading();
        for (Symbol symbol : written) {
            if (!isOff(symbol)) {
                out.append(prefix).append(symbol.name()).append('=');
                if (quotes && symbol.type() == SymbolType.STRING) {
                    appendQuoted(values.text(symbol), out);
                } else {
                    out.append(values.text(symbol));
                }
                out.append('\n');
            }
        }
        return out.toString();
    }

    private StringBuilder heading() {
        StringBuilder out = new StringBuilder(1 << 14);
        return out.append("#\n# ")
                .append(NOTICE)
                .append("\n# ")
                .append(tree.title())
                .append("\n#\n");
    }

    /** Return {@code tristate.conf}: Y or M for each tristate that is not n. */
    public String tristateConf() {
        StringBuilder out = heading();
        for (Symbol symbol : written) {
            if (symbol.type() == SymbolType.TRISTATE && !isOff(symbol)) {
                String value = values.text(symbol).toUpperCase(Locale.ROOT);
                out.append(prefix).append(symbol.name()).append('=').append(value);
                out.append('\n');
            }
        }
        return out.toString();
    }

    /** Return {@code autoconf.h}: a macro for each symbol that is not n; for modules it ends in {@code _MODULE}. */
    public String header() {
        StringBuilder out = new StringBuilder(1 << 14);
        String margin = framed ? " *\n" : "";
        out.append("/*\n").append(margin).append(" * ").append(NOTICE).append("\n * ");
        out.append(tree.title()).append('\n').append(margin).append(" */\n");
        for (Symbol symbol : written) {
            if (isOff(symbol)) {
                continue;
            }
            String value = values.text(symbol);
            boolean logical = symbol.type().isLogical();
            out.append("#define ").append(prefix).append(symbol.name());
            out.append(logical && value.equals("m") ? "_MODULE " : " ");
            switch (symbol.type()) {
                case HEX -> out.append(hex(value));
                case STRING -> appendQuoted(value, out);
                default -> out.append(logical ? "1" : value);
            }
            out.append('\n');
        }
        return out.toString();
    }

    /** Return {@code rustc_cfg}: compiler arguments, all values quoted; what is not n is also there without value. */
    public String rustCfg() {
        StringBuilder out = new StringBuilder(1 << 14);
        for (Symbol symbol : written) {
            if (isOff(symbol)) {
                continue;
            }
            String argument = "--cfg=" + prefix + symbol.name();
            if (symbol.type().isLogical()) {
                out.append(argument).append('\n');
            }
            String value = values.text(symbol);
            out.append(argument).append('=');
            appendQuoted(symbol.type() == SymbolType.HEX ? hex(value) : value, out);
            out.append('\n');
        }
        return out.toString();
    }

    private boolean isOff(Symbol symbol) {
        return symbol.type().isLogical() && values.text(symbol).equals("n");
    }

    private static String hex(String value) {
        return value.startsWith("0x") || value.startsWith("0X") ? value : "0x" + value;
    }

    private void appendQuoted(String value, StringBuilder out) {
        Quoting.append(tree.dialect(), value, out);
    }
}
