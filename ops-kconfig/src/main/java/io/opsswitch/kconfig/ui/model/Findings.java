/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.lint.Finding;
import io.opsswitch.kconfig.lint.Lint;
import io.opsswitch.kconfig.lint.Rule;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a configuration, each with the symbol that it is about.
 *
 * @param messages what reading the tree and the file reported
 * @param values lines of the file without effect, each with what to do
 * @param unmet symbols that are selected although their own dependencies forbid it
 */
public record Findings(List<Item> messages, List<Item> values, List<Item> unmet) {

    /**
     * One thing that is wrong.
     *
     * @param text what and where
     * @param symbol the symbol that it is about, or null
     */
    public record Item(String text, @Nullable Symbol symbol) {}

    /** Look for what is wrong, besides some messages; messages that are explained otherwise are left out. */
    public static Findings of(List<Diagnostic> messages, Configuration configuration, String prefix) {
        List<Item> values = new ArrayList<>();
        List<Item> unmet = new ArrayList<>();
        Set<SourceLocation> explained = new HashSet<>();
        for (Finding finding : Lint.check(configuration, prefix)) {
            SourceLocation place = finding.location();
            String where = place == null ? "" : place + ": ";
            Item item = new Item(where + finding.text() + "; " + finding.advice(), finding.symbol());
            boolean ofTree = finding.rule() == Rule.UNMET_DEPENDENCY;
            (ofTree ? unmet : values).add(item);
            if (!ofTree && place != null) {
                explained.add(line(place));
            }
        }
        List<Item> reported = new ArrayList<>();
        for (Diagnostic message : messages) {
            if (message.location() == null || !explained.contains(line(message.location()))) {
                reported.add(new Item(message.toString(), named(message.text(), configuration.tree(), prefix)));
            }
        }
        return new Findings(reported, values, unmet);
    }

    private static SourceLocation line(SourceLocation place) {
        return new SourceLocation(place.file(), place.line());
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
}
