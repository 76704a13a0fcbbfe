/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.ExpressionPrinter;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.config.Quoting;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts symbols, values and conditions into words. */
final class Words {

    private static final int LONGEST = 120;
    private static final int NAMED = 3;

    private Words() {}

    /** Return what people call a symbol: its name, or for a choice its prompt. */
    static String name(Symbol symbol) {
        @Nullable Choice choice = symbol.asChoice();
        if (choice == null) {
            return symbol.name();
        }
        for (Prompt prompt : symbol.prompts()) {
            return "the choice \"" + prompt.text() + "\"";
        }
        return symbol.name().isEmpty() ? "the choice" : "the choice " + symbol.name();
    }

    /** Return what people call a menu entry. */
    static String title(MenuNode node) {
        @Nullable Symbol symbol = node.symbol();
        @Nullable Prompt prompt = node.prompt();
        if (symbol != null) {
            return symbol.name();
        }
        return node.kind() == MenuNode.Kind.CHOICE
                ? "the choice \"" + (prompt == null ? "" : prompt.text()) + "\""
                : "the menu \"" + (prompt == null ? "" : prompt.text()) + "\"";
    }

    /** Return a value as a person would write it. */
    static String value(SymbolType type, String value) {
        if (type == SymbolType.STRING) {
            return "\"" + value + "\"";
        }
        return value.isEmpty() ? "empty" : value;
    }

    static String value(Configuration configuration, Symbol symbol) {
        return value(symbol.type(), configuration.value(symbol));
    }

    /** Return "NAME is VALUE". */
    static String state(Configuration configuration, Symbol symbol) {
        return name(symbol) + " is " + value(configuration, symbol);
    }

    /** Return a condition in which each symbol has its value behind it, cut when very long. */
    static String valued(Configuration configuration, Expression condition) {
        StringBuilder out = new StringBuilder();
        ExpressionPrinter.print(condition, out, symbol -> withValue(configuration, symbol));
        return cut(out.toString());
    }

    /** Return a condition as it is written, cut when very long. */
    static String plain(Expression condition) {
        StringBuilder out = new StringBuilder();
        ExpressionPrinter.print(condition, out, Words::constant);
        return cut(out.toString());
    }

    private static String withValue(Configuration configuration, Symbol symbol) {
        if (symbol.isConstant() || symbol.type() == SymbolType.UNKNOWN) {
            return constant(symbol);
        }
        return symbol.displayName() + " [=" + configuration.value(symbol) + "]";
    }

    /** Return a constant as it is written: text in quotes, letters and numbers bare. */
    static String constant(Symbol symbol) {
        String name = symbol.displayName();
        boolean bare = !symbol.isConstant() || symbol.index() <= Symbol.YES.index() || isNumber(name);
        return bare ? name : "\"" + name + "\"";
    }

    static boolean isNumber(String text) {
        return text.matches("-?[0-9]+|0[xX][0-9a-fA-F]+");
    }

    /** Cut a long condition between two of its parts. */
    private static String cut(String text) {
        if (text.length() <= LONGEST) {
            return text;
        }
        int end = Math.max(text.lastIndexOf(" || ", LONGEST), text.lastIndexOf(" && ", LONGEST));
        return end <= 0 ? text.substring(0, LONGEST) + "..." : text.substring(0, end + 3) + " ...";
    }

    /**
     * Return a default as the tree has it written.
     *
     * @param own its condition without those of the entry around it
     */
    static String line(DefaultValue value, Expression own) {
        String text = value.value() instanceof Expression.Ref ref ? constant(ref.symbol()) : plain(value.value());
        return "\"default " + text + (own.isYes() ? "" : " if " + plain(own)) + "\"";
    }

    static String bounds(Configuration configuration, Range range) {
        return "from " + bound(configuration, range.low()) + " to " + bound(configuration, range.high());
    }

    private static String bound(Configuration configuration, Symbol bound) {
        return bound.isDefined() ? withValue(configuration, bound) : bound.name();
    }

    /** Return the line of a configuration file that says so. */
    static String assignment(Configuration configuration, Symbol symbol, String value, String prefix) {
        if (symbol.type().isLogical() && value.equals("n")) {
            return "# " + prefix + symbol.name() + " is not set";
        }
        return prefix + symbol.name() + "=" + Quoting.value(configuration.tree().dialect(), symbol.type(), value);
    }

    /** Return words with commas between them and a conjunction before the last. */
    static String listed(List<String> words, String conjunction) {
        int last = words.size() - 1;
        return last < 1
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " " + conjunction + " " + words.get(last);
    }

    /** Return a few names of a list, and how many more there are. */
    static String some(List<Symbol> symbols) {
        List<String> names = symbols.stream().distinct().map(Words::name).toList();
        if (names.size() <= NAMED + 1) {
            return listed(names, "and");
        }
        return String.join(", ", names.subList(0, NAMED)) + " and " + (names.size() - NAMED) + " more";
    }
}
