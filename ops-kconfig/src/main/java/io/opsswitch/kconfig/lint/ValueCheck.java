/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.eval.NumberText;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks what can become the value of a symbol. */
final class ValueCheck {

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final KconfigTree tree;
    private final Bounds bounds;
    private final Findings findings;

    ValueCheck(KconfigTree tree, Bounds bounds, Findings findings) {
        this.tree = tree;
        this.bounds = bounds;
        this.findings = findings;
    }

    void check() {
        for (Symbol symbol : tree.symbols()) {
            if (isDead(symbol)) {
                reportDead(symbol);
            } else {
                checkConditions(symbol);
            }
            checkShadows(symbol);
            checkRanges(symbol);
        }
        for (Choice choice : tree.choices()) {
            checkShadows(choice.symbol());
        }
    }

    // --- symbols and lines that never count

    private boolean isDead(Symbol symbol) {
        if (symbol.type().isLogical()) {
            return bounds.of(symbol) == Tristate.N;
        }
        boolean fromOutside = symbol.environmentVariable() != null || symbol.isTransitional();
        return symbol.type() != SymbolType.UNKNOWN
                && !fromOutside
                && symbol.prompts().stream().allMatch(p -> bounds.isNever(p.condition()))
                && symbol.defaults().stream().allMatch(d -> bounds.isNever(d.condition()))
                && symbol.ranges().stream().allMatch(r -> bounds.isNever(r.condition()));
    }

    private void reportDead(Symbol symbol) {
        MenuNode node = symbol.nodes().get(0);
        String what =
                symbol.name() + (symbol.type().isLogical() ? " can never be switched on" : " can never have a value");
        for (Expression part : node.dependency().parts()) {
            if (bounds.isNever(part)) {
                findings.add(
                        Rule.DEAD_SYMBOL,
                        node.location(),
                        symbol,
                        what + ": it depends on " + part.text() + ", which never holds",
                        "take it out, or correct the condition");
                return;
            }
        }
        boolean bare = symbol.prompts().isEmpty() && symbol.defaults().isEmpty();
        findings.add(
                Rule.DEAD_SYMBOL,
                node.location(),
                symbol,
                what + ": "
                        + (bare
                                ? "it has neither prompt nor default, and nothing selects it"
                                : "no line gives it a value"),
                "give it a prompt or a default, or take it out");
    }

    private void checkConditions(Symbol symbol) {
        symbol.prompts().forEach(p -> checkCondition(symbol, "prompt", p.condition(), p.location()));
        symbol.defaults().forEach(d -> checkCondition(symbol, "default", d.condition(), d.location()));
        symbol.ranges().forEach(r -> checkCondition(symbol, "range", r.condition(), r.location()));
        for (Selection selection : symbol.selections()) {
            String kind = selection.weak() ? "imply of " : "select of ";
            checkCondition(symbol, kind + selection.target().name(), selection.condition(), selection.location());
        }
    }

    private void checkCondition(Symbol symbol, String what, Expression condition, SourceLocation location) {
        @Nullable MenuNode node = symbol.nodeAt(location);
        boolean inherited = node != null && bounds.isNever(node.dependency());
        if (inherited || !bounds.isNever(condition)) {
            return;
        }
        Expression culprit =
                condition.parts().stream().filter(bounds::isNever).findFirst().orElse(condition);
        findings.add(
                Rule.CONDITION_NEVER,
                location,
                symbol,
                "the " + what + " of " + symbol.name() + " never applies: " + culprit.text() + " never holds",
                "take the line out, or correct its condition");
    }

    private void checkShadows(Symbol symbol) {
        List<DefaultValue> defaults = symbol.defaults();
        for (int i = 1; i < defaults.size(); i++) {
            Set<Expression> holds = new HashSet<>(defaults.get(i).condition().parts());
            for (int j = 0; j < i; j++) {
                // An architecture overrides the default of another file on purpose.
                boolean together = symbol.nodeAt(defaults.get(j).location())
                        == symbol.nodeAt(defaults.get(i).location());
                if (together
                        && holds.containsAll(defaults.get(j).condition().parts())
                        && !isMember(symbol, defaults.get(j))) {
                    findings.add(
                            Rule.DEFAULT_SHADOWED,
                            defaults.get(i).location(),
                            symbol,
                            "this default of " + (symbol.isChoice() ? "the choice" : symbol.name())
                                    + " never counts, because the one at "
                                    + defaults.get(j).location() + " applies whenever it does",
                            "put it before that one, or take it out");
                    break;
                }
            }
        }
    }

    /** A choice passes over a default that is not visible. */
    private static boolean isMember(Symbol symbol, DefaultValue value) {
        return symbol.isChoice()
                && value.value() instanceof Expression.Ref ref
                && ref.symbol().prompts().stream()
                        .anyMatch(p -> !symbol.prompts().isEmpty()
                                && !symbol.prompts()
                                        .get(0)
                                        .condition()
                                        .parts()
                                        .containsAll(p.condition().parts()));
    }

    // --- ranges

    private void checkRanges(Symbol symbol) {
        if (symbol.type() != SymbolType.INT && symbol.type() != SymbolType.HEX) {
            return;
        }
        for (Range range : symbol.ranges()) {
            Long low = number(symbol, range.low());
            Long high = number(symbol, range.high());
            if (low != null && high != null && low > high) {
                findings.add(
                        Rule.RANGE_SWAPPED,
                        range.location(),
                        symbol,
                        "the range of " + symbol.name() + " is empty: "
                                + range.low().name() + " is more than "
                                + range.high().name(),
                        "write the lesser bound first");
            }
        }
        if (!symbol.ranges().isEmpty()) {
            symbol.defaults()
                    .forEach(
                            value -> checkDefault(symbol, value, symbol.ranges().get(0)));
        }
    }

    /** Only the first range counts, and it surely applies if the default asks for as much. */
    private void checkDefault(Symbol symbol, DefaultValue value, Range range) {
        boolean applies = new HashSet<>(value.condition().parts())
                .containsAll(range.condition().parts());
        Long number = value.value() instanceof Expression.Ref ref ? number(symbol, ref.symbol()) : null;
        Long low = number(symbol, range.low());
        Long high = number(symbol, range.high());
        boolean outside = number != null && (low != null && number < low || high != null && number > high);
        if (applies && outside && !(low != null && high != null && low > high)) {
            findings.add(
                    Rule.DEFAULT_OUT_OF_RANGE,
                    value.location(),
                    symbol,
                    "the default " + value.value().text() + " of " + symbol.name() + " is outside of its range from "
                            + range.low().name() + " to " + range.high().name(),
                    "choose a default within the range, or widen it");
        }
    }

    private static @Nullable Long number(Symbol symbol, Symbol value) {
        boolean fixed = !value.isDefined() && NumberText.isValid(symbol.type(), value.name());
        return fixed ? NumberText.prefix(value.name(), symbol.type() == SymbolType.INT ? DECIMAL : HEXADECIMAL) : null;
    }
}
