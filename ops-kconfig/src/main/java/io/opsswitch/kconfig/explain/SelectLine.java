/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code select} or {@code imply} line, seen from its target.
 *
 * @param by the symbol whose line it is
 * @param line the line
 */
record SelectLine(Symbol by, Selection line) {

    /** Return the lines that select a symbol, or imply it, in the order in which the tree was linked. */
    static List<SelectLine> of(Symbol target, boolean weak) {
        @Nullable Expression condition = weak ? target.implicators() : target.selectors();
        List<SelectLine> lines = new ArrayList<>();
        if (condition == null) {
            return lines;
        }
        Set<Symbol> mentioned = new LinkedHashSet<>();
        condition.forEachSymbol(mentioned::add);
        for (Symbol symbol : mentioned) {
            for (Selection selection : symbol.selections()) {
                if (selection.target() == target && selection.weak() == weak) {
                    lines.add(new SelectLine(symbol, selection));
                }
            }
        }
        return lines;
    }

    /** Return how far it reaches now. */
    Tristate strength(Configuration configuration) {
        return configuration.tristate(by).and(configuration.evaluate(line.condition()));
    }

    /** Return the lines that reach as far as a value does, m counting as y for what can only be y. */
    static List<SelectLine> reaching(Configuration configuration, Symbol target, boolean weak, Tristate value) {
        Tristate least = value == Tristate.Y && isBool(configuration, target) ? Tristate.M : value;
        return of(target, weak).stream()
                .filter(line -> line.strength(configuration).compareTo(least) >= 0)
                .toList();
    }

    private static boolean isBool(Configuration configuration, Symbol symbol) {
        return configuration.effectiveType(symbol) == SymbolType.BOOL;
    }
}
