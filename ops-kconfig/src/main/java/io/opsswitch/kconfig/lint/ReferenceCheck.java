/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares the names that are used with those that are defined. */
final class ReferenceCheck {

    private static final class Uses {
        final SourceLocation first;
        boolean selected;

        Uses(SourceLocation first) {
            this.first = first;
        }
    }

    private final KconfigTree tree;
    private final Findings findings;
    private final Map<Symbol, Uses> used = new LinkedHashMap<>();
    private final Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    ReferenceCheck(KconfigTree tree, Findings findings) {
        this.tree = tree;
        this.findings = findings;
    }

    void check() {
        collectFromMenu();
        tree.symbols().forEach(this::collect);
        tree.choices().stream().map(Choice::symbol).forEach(this::collect);
        Names names = new Names(tree);
        used.forEach((symbol, uses) -> reportUndefined(symbol, uses, names));
        tree.symbols().forEach(this::reportUnused);
    }

    private void collectFromMenu() {
        Deque<MenuNode> open = new ArrayDeque<>();
        open.push(tree.root());
        while (!open.isEmpty()) {
            MenuNode node = open.pop();
            use(node.dependency(), node.location());
            Expression visibleIf = node.visibleIf();
            if (visibleIf != null) {
                use(visibleIf, node.location());
            }
            for (int i = node.children().size() - 1; i >= 0; i--) {
                open.push(node.children().get(i));
            }
        }
    }

    private void collect(Symbol symbol) {
        for (Prompt prompt : symbol.prompts()) {
            use(prompt.condition(), prompt.location());
        }
        for (DefaultValue value : symbol.defaults()) {
            use(value.condition(), value.location());
            use(value.value(), value.location());
        }
        for (Range range : symbol.ranges()) {
            use(range.condition(), range.location());
            use(range.low(), range.location());
            use(range.high(), range.location());
        }
        for (Selection selection : symbol.selections()) {
            use(selection.condition(), selection.location());
            use(selection.target(), selection.location());
            Uses uses = used.get(selection.target());
            if (uses != null) {
                uses.selected = true;
            }
        }
    }

    /** Conditions of one tree are shared, so that what is inherited is looked at once, where it is written. */
    private void use(Expression expression, SourceLocation location) {
        if (!seen.add(expression)) {
            return;
        }
        if (expression instanceof Expression.And and) {
            and.operands().forEach(operand -> use(operand, location));
        } else {
            expression.forEachSymbol(symbol -> use(symbol, location));
        }
    }

    private void use(Symbol symbol, SourceLocation location) {
        if (!symbol.isConstant() && !symbol.isChoice()) {
            used.computeIfAbsent(symbol, s -> new Uses(location));
        }
    }

    private void reportUndefined(Symbol symbol, Uses uses, Names names) {
        if (symbol.isDefined() || symbol.type() != SymbolType.UNKNOWN || !isName(symbol.name())) {
            return;
        }
        @Nullable String nearest = names.nearest(symbol.name());
        String what = uses.selected ? "is selected but defined nowhere" : "is used but defined nowhere";
        findings.add(
                Rule.UNDEFINED_SYMBOL,
                uses.first,
                symbol,
                symbol.name() + " " + what + (uses.selected ? "" : ", so it counts as n"),
                nearest == null
                        ? "define it, or take it out"
                        : "perhaps you should write " + nearest + ", which is defined");
    }

    /** Numbers and words in small letters are values that need no quotes in older trees. */
    private static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_]*[A-Z][A-Za-z0-9_]*") && !name.matches("0[xX][0-9a-fA-F]+");
    }

    private void reportUnused(Symbol symbol) {
        boolean special = symbol == tree.modules()
                || symbol == tree.defconfigList()
                || symbol.environmentVariable() != null
                || symbol.isTransitional()
                || symbol.choice() != null;
        if (!special && symbol.prompts().isEmpty() && !used.containsKey(symbol)) {
            findings.add(
                    Rule.SYMBOL_UNUSED,
                    symbol.nodes().get(0).location(),
                    symbol,
                    "nothing in the tree uses " + symbol.name(),
                    "take it out unless programs read it");
        }
    }
}
