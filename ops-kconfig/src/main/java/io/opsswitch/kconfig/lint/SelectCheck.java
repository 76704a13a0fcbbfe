/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks what is selected.
 *
 * <p>A select is safe if all that its target depends on is known to hold wherever the select applies: because the line or
 * the selecting symbol asks for the same, or something that they depend on or select does.
 */
final class SelectCheck {

    private final KconfigTree tree;
    private final Bounds bounds;
    private final Findings findings;
    private final Map<Symbol, Integer> selectedVisible = new HashMap<>();

    SelectCheck(KconfigTree tree, Bounds bounds, Findings findings) {
        this.tree = tree;
        this.bounds = bounds;
        this.findings = findings;
    }

    void check() {
        for (Symbol symbol : tree.symbols()) {
            for (Selection selection : symbol.selections()) {
                Symbol target = selection.target();
                if (!selection.weak() && target.isDefined() && !bounds.isNever(selection.condition())) {
                    checkDependencies(symbol, selection);
                    if (!target.prompts().isEmpty()) {
                        selectedVisible.merge(target, 1, Integer::sum);
                    }
                }
            }
        }
        for (Symbol symbol : tree.symbols()) {
            Integer count = selectedVisible.get(symbol);
            if (count != null) {
                findings.add(
                        Rule.SELECT_VISIBLE,
                        symbol.nodes().get(0).location(),
                        symbol,
                        symbol.name() + " has a prompt, and " + count
                                + (count == 1 ? " line selects it" : " lines select it")
                                + ", which takes the choice from the user",
                        "let those depend on it, or take its prompt away");
            }
        }
    }

    private void checkDependencies(Symbol symbol, Selection selection) {
        Symbol target = selection.target();
        List<Expression> needed = target.directDependency().parts();
        if (needed.isEmpty() || bounds.of(symbol) == Tristate.N) {
            return;
        }
        Known known = new Known(symbol, selection);
        List<Expression> open = new ArrayList<>();
        for (Expression part : needed) {
            if (!known.implies(part)) {
                open.add(part);
            }
        }
        if (!open.isEmpty()) {
            String missing = (open.size() == 1 ? open.get(0) : new Expression.And(open)).text();
            findings.add(
                    Rule.SELECT_UNMET,
                    selection.location(),
                    symbol,
                    symbol.name() + " selects " + target.name() + ", which depends on " + missing,
                    "let " + symbol.name() + " depend on the same, or add it behind an if");
        }
    }
}
