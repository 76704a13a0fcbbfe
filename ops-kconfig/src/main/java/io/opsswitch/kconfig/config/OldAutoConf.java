/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.NumberText;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the {@code auto.conf} of the last build with the values of now. Used once. */
public final class OldAutoConf {

    private final Evaluator values;
    private final Dialect dialect;
    private final String prefix;
    private final String fileName;
    private final @Nullable String[] old;
    private final Set<String> changed = new LinkedHashSet<>();
    private final List<Diagnostic> warnings = new ArrayList<>();

    /** Create a comparison; the name is for warnings. */
    public OldAutoConf(Evaluator values, String prefix, String fileName) {
        this.values = values;
        this.dialect = values.input().tree().dialect();
        this.prefix = prefix;
        this.fileName = fileName;
        this.old = new String[values.input().tree().allSymbols().size()];
    }

    /** Return the names of the symbols whose value changed, appeared or is gone; the text is empty for a first build. */
    public Set<String> changedSince(String text) {
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            String content = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            if (!content.isEmpty() && content.charAt(0) != '#') {
                readLine(content, new SourceLocation(fileName, number));
            }
        }
        for (Symbol symbol : HashOrder.of(values.input().tree())) {
            if (!symbol.isChoice() && isChanged(symbol)) {
                changed.add(symbol.name());
            }
        }
        return changed;
    }

    /** Return what is wrong with the old file. */
    public List<Diagnostic> warnings() {
        return warnings;
    }

    private void readLine(String line, SourceLocation at) {
        int equals = line.startsWith(prefix) ? line.indexOf('=', prefix.length()) : -1;
        if (equals < 0) {
            warnings.add(Diagnostic.warning(at, "unexpected data: " + line));
            return;
        }
        String name = line.substring(prefix.length(), equals);
        String value = line.substring(equals + 1);
        Symbol symbol = values.input().tree().symbol(name);
        if (symbol == null) {
            // The name becomes that of a file.
            if (name.indexOf('/') < 0 && !name.isEmpty()) {
                changed.add(name);
            }
            return;
        }
        if (old[symbol.index()] != null) {
            warnings.add(Diagnostic.warning(at, "override: reassigning to symbol " + name));
        }
        String read = read(symbol, value);
        if (read != null) {
            old[symbol.index()] = read;
        }
    }

    private @Nullable String read(Symbol symbol, String value) {
        if (symbol.type() == SymbolType.UNKNOWN) {
            return null;
        }
        if (symbol.type().isLogical()) {
            String first = value.isEmpty() ? "" : value.substring(0, 1);
            boolean valid =
                    first.equals("y") || first.equals("n") || first.equals("m") && symbol.type() == SymbolType.TRISTATE;
            return valid ? first : null;
        }
        if (symbol.type() == SymbolType.STRING && dialect.has(Feature.QUOTED_AUTO_CONF)) {
            return value.startsWith("\"") ? ConfigReader.unquote(value, dialect.has(Feature.RAW_STRINGS)) : null;
        }
        return symbol.type() == SymbolType.STRING || NumberText.isValid(symbol.type(), value) ? value : null;
    }

    private boolean isChanged(Symbol symbol) {
        String before = old[symbol.index()];
        if (!values.isWritten(symbol)) {
            return before != null;
        }
        String now = values.text(symbol);
        return before == null ? !symbol.type().isLogical() || !now.equals("n") : !before.equals(now);
    }
}
