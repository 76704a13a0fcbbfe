/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.IgnoredLine;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.NumberText;
import io.opsswitch.kconfig.eval.UserInput;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a configuration file into user input.
 *
 * <p>{@code PREFIX_NAME=value} and {@code # PREFIX_NAME is not set} count, exactly at the start of a line; other comments
 * and empty lines do not; anything else is reported and skipped, and so are values that do not fit the symbol's type.
 * Unknown symbols are skipped without a word unless asked for. Used once.
 */
public final class ConfigReader {

    private static final String NOT_SET = "is not set";

    private final KconfigTree tree;
    private final UserInput input;
    private final String fileName;
    private final String prefix;
    private final boolean reportsUnknown;
    private final boolean strict;
    private final boolean classicChoices;
    private final boolean rawStrings;
    private final List<Diagnostic> diagnostics = new ArrayList<>();
    private int line;
    private boolean skippedUnknown;

    /** Create a reader of one file. */
    public ConfigReader(Evaluator values, String fileName, String prefix, boolean reportsUnknown) {
        this.input = values.input();
        this.tree = input.tree();
        this.fileName = fileName;
        this.prefix = prefix;
        this.reportsUnknown = reportsUnknown;
        this.strict = tree.dialect().has(Feature.STRICT_READER);
        this.classicChoices = tree.dialect().has(Feature.CLASSIC_CHOICES);
        this.rawStrings = tree.dialect().has(Feature.RAW_STRINGS);
    }

    /** Replace all input by that of the text; return the warnings. */
    public List<Diagnostic> read(char[] text) {
        input.clear();
        if (classicChoices) {
            for (Choice choice : tree.choices()) {
                input.set(choice.symbol(), Tristate.N);
            }
        }
        int start = 0;
        while (start < text.length) {
            int end = start;
            while (end < text.length && text[end] != '\n') {
                end++;
            }
            line++;
            int last = end < text.length && end > start && text[end - 1] == '\r' ? end - 1 : end;
            if (last > start) {
                readLine(new String(text, start, last - start));
            }
            start = end + 1;
        }
        return diagnostics;
    }

    /** Tell whether the text named symbols that the tree does not have. */
    public boolean skippedUnknown() {
        return skippedUnknown;
    }

    private void readLine(String content) {
        if (content.charAt(0) == '#') {
            readUnset(content);
            return;
        }
        int equals = content.startsWith(prefix) ? content.indexOf('=', prefix.length()) : -1;
        if (equals < 0) {
            if (strict || !content.startsWith(prefix)) {
                warn("unexpected data: " + content);
            }
            return;
        }
        assign(content.substring(prefix.length(), equals), content.substring(equals + 1), false);
    }

    private void readUnset(String content) {
        if (strict && !content.startsWith("# ") || !content.startsWith(prefix, 2)) {
            return;
        }
        int nameStart = 2 + prefix.length();
        int space = content.indexOf(' ', nameStart);
        if (space < 0) {
            return;
        }
        String rest = content.substring(space + 1);
        if (strict ? rest.equals(NOT_SET) : rest.startsWith(NOT_SET)) {
            assign(content.substring(nameStart, space), "n", true);
        }
    }

    private void assign(String name, String value, boolean unset) {
        Symbol symbol = tree.symbol(name);
        if (symbol == null) {
            skippedUnknown = true;
            ignore(name, value, IgnoredLine.Reason.UNKNOWN);
            if (reportsUnknown) {
                warn("unknown symbol: " + name);
            }
            return;
        }
        if (symbol.isConstant()) {
            return;
        }
        if (input.has(symbol)) {
            warn("override: reassigning to symbol " + name);
        }
        boolean taken;
        if (symbol.type().isLogical()) {
            taken = setState(symbol, value);
        } else {
            taken = unset && !strict || setText(symbol, value);
        }
        if (taken) {
            input.found(symbol, new SourceLocation(fileName, line));
        }
        Choice choice = symbol.choice();
        if (taken && choice != null) {
            noteChoice(choice, symbol);
        }
    }

    private boolean setState(Symbol symbol, String value) {
        Tristate state = switch (value.isEmpty() ? ' ' : value.charAt(0)) {
            case 'y' -> Tristate.Y;
            case 'm' -> symbol.type() == SymbolType.TRISTATE ? Tristate.M : null;
            case 'n' -> Tristate.N;
            default -> null;
        };
        if (state == null) {
            return invalid(symbol, value);
        }
        input.set(symbol, state);
        return true;
    }

    private boolean setText(Symbol symbol, String value) {
        String text = value;
        if (symbol.type() == SymbolType.UNKNOWN) {
            return true;
        }
        if (symbol.type() == SymbolType.STRING) {
            if (!value.startsWith("\"")) {
                ignore(symbol.name(), value, IgnoredLine.Reason.INVALID);
                return true;
            }
            text = unquote(value, rawStrings);
            if (text == null) {
                ignore(symbol.name(), value, IgnoredLine.Reason.INVALID);
                warn("invalid string found");
                return false;
            }
        }
        if (!NumberText.isValid(symbol.type(), text)) {
            return invalid(symbol, text);
        }
        input.set(symbol, text);
        return true;
    }

    /**
     * Return what is between the quotes; null when the second one is missing.
     *
     * @param raw whether there are no escapes, and the second quote ends the line
     */
    static @Nullable String unquote(String value, boolean raw) {
        if (raw) {
            return value.length() > 1 && value.endsWith("\"") ? value.substring(1, value.length() - 1) : null;
        }
        StringBuilder out = new StringBuilder(value.length());
        for (int i = 1; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                return out.toString();
            }
            if (c == '\\' && i + 1 < value.length()) {
                i++;
            } else if (c == '\\') {
                return null;
            }
            out.append(value.charAt(i));
        }
        return null;
    }

    private void noteChoice(Choice choice, Symbol member) {
        if (!classicChoices) {
            input.moveToFront(choice, member);
            return;
        }
        Symbol whole = choice.symbol();
        Tristate before = input.state(whole);
        Tristate state = input.state(member);
        if (state == Tristate.M && before == Tristate.Y) {
            warn(member.name() + " creates inconsistent choice state");
            input.forget(whole);
        } else if (state == Tristate.Y) {
            if (before != Tristate.N) {
                warn("override: " + member.name() + " changes choice state");
            }
            input.choose(choice, member);
        }
        input.preset(whole, before.or(state));
    }

    private void ignore(String name, String value, IgnoredLine.Reason reason) {
        input.ignore(new IgnoredLine(name, value, new SourceLocation(fileName, line), reason));
    }

    private boolean invalid(Symbol symbol, String value) {
        ignore(symbol.name(), value, IgnoredLine.Reason.INVALID);
        warn("symbol value '" + value + "' invalid for " + symbol.name());
        return false;
    }

    private void warn(String text) {
        diagnostics.add(Diagnostic.warning(new SourceLocation(fileName, line), text));
    }
}
