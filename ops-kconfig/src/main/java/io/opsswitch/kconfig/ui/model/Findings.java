/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration, each with the symbol that it is about. */
public final class Findings {

    private Findings() {}

    /**
     * One thing that is wrong.
     *
     * @param text what and where
     * @param symbol the symbol that it is about, or null
     */
    public record Finding(String text, @Nullable Symbol symbol) {}

    /** Return messages with the symbols that they name. */
    public static List<Finding> of(List<Diagnostic> messages, KconfigTree tree, String prefix) {
        List<Finding> findings = new ArrayList<>();
        for (Diagnostic message : messages) {
            findings.add(new Finding(message.toString(), named(message.text(), tree, prefix)));
        }
        return findings;
    }

    private static @Nullable Symbol named(String text, KconfigTree tree, String prefix) {
        for (String word : text.split("[^A-Za-z0-9_]+")) {
            String name = word.startsWith(prefix) ? word.substring(prefix.length()) : word;
            Symbol symbol = name.length() > 1 ? tree.symbol(name) : null;
            if (symbol != null && symbol.isDefined()) {
                return symbol;
            }
        }
        return null;
    }

    /** Return the values that the file gives and that did not come true. */
    public static List<Finding> untaken(Configuration configuration, String prefix) {
        List<Finding> findings = new ArrayList<>();
        for (Symbol symbol : configuration.tree().symbols()) {
            String wanted = symbol.type() == SymbolType.UNKNOWN ? null : configuration.inputValue(symbol);
            SourceLocation location = configuration.inputLocation(symbol);
            String value = configuration.value(symbol);
            if (wanted != null && location != null && !wanted.equals(value)) {
                String text =
                        location + ": " + prefix + symbol.name() + "=" + wanted + " is not possible, it is " + value;
                findings.add(new Finding(text, symbol));
            }
        }
        return findings;
    }

    /** Return the symbols that are selected although their own dependencies forbid it. */
    public static List<Finding> unmet(Configuration configuration, String prefix) {
        return of(configuration.unmetDependencies(), configuration.tree(), prefix);
    }
}
