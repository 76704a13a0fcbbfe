/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks what is selected.
 *
 * <p>A select is safe if all that its target depends on is known to hold wherever the select applies: because the line or
 * the selecting symbol asks for the same, or something that they depend on or select does.
 */
final class SelectCheck {

    private static final int MOST_FACTS = 2000;

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
                        symbol.name() + " has a prompt, and " + count + (count == 1 ? " line selects it" : " lines select it")
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
        Set<Expression> known = known(symbol, selection);
        List<String> open = new ArrayList<>();
        for (Expression part : needed) {
            if (!follows(part, known)) {
                open.add(part.text());
            }
        }
        if (!open.isEmpty()) {
            String missing = String.join(" && ", open);
            findings.add(
                    Rule.SELECT_UNMET,
                    selection.location(),
                    symbol,
                    symbol.name() + " selects " + target.name() + ", which depends on " + missing,
                    "let " + symbol.name() + " depend on the same, or add it behind an if");
        }
    }

    /** Return all that holds where a select applies. */
    private static Set<Expression> known(Symbol symbol, Selection selection) {
        Set<Expression> known = new HashSet<>();
        Deque<Expression> fresh = new ArrayDeque<>();
        fresh.add(new Expression.Ref(symbol));
        fresh.addAll(selection.condition().parts());
        while (!fresh.isEmpty() && known.size() < MOST_FACTS) {
            Expression fact = fresh.poll();
            if (known.add(fact) && fact instanceof Expression.Ref ref && ref.symbol().isDefined()) {
                fresh.addAll(dependency(ref.symbol()).parts());
                for (Selection other : ref.symbol().selections()) {
                    boolean surely = !other.weak()
                            && other.target() != selection.target()
                            && known.containsAll(withoutOwnDependency(ref.symbol(), other));
                    if (surely) {
                        fresh.add(new Expression.Ref(other.target()));
                    }
                }
            }
        }
        return known;
    }

    private static List<Expression> withoutOwnDependency(Symbol symbol, Selection selection) {
        List<Expression> parts = selection.condition().parts();
        return parts.isEmpty()
                ? parts
                : parts.stream()
                        .filter(part -> !dependency(symbol).parts().contains(part))
                        .toList();
    }

    private static Expression dependency(Symbol symbol) {
        return symbol.nodes().size() == 1 ? symbol.nodes().get(0).dependency() : symbol.directDependency();
    }

    private static boolean follows(Expression part, Set<Expression> known) {
        if (known.contains(part)) {
            return true;
        }
        if (part instanceof Expression.Or or) {
            return or.operands().stream().anyMatch(operand -> follows(operand, known));
        }
        if (part instanceof Expression.And and) {
            return and.operands().stream().allMatch(operand -> follows(operand, known));
        }
        return part instanceof Expression.Compare compare
                && compare.relation() == Relation.UNEQUAL
                && compare.right() == Symbol.NO
                && known.contains(new Expression.Ref(compare.left()));
    }
}
