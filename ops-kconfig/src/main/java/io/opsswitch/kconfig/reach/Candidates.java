/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.eval.NumberText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values that are worth trying.
 *
 * <p>Of a number or string, these are the texts that the tree compares it with, for numbers also those next to them, and
 * the bounds of its ranges.
 */
final class Candidates {

    private static final int DECIMAL = 10;
    private static final int HEXADECIMAL = 16;

    private final KconfigTree tree;
    private final Variables variables;
    private final Goal goal;
    private final Configuration start;
    // Made when the first number or string turns up: it takes a look at all conditions.
    private @Nullable Map<Symbol, Set<String>> compared;

    Candidates(Configuration start, Variables variables, Goal goal) {
        this.start = start;
        this.tree = start.tree();
        this.variables = variables;
        this.goal = goal;
    }

    /** Return the changes that could invalidate a reason, in a fixed order. */
    List<Change> of(Reason reason) {
        List<Change> changes = new ArrayList<>();
        for (int i = 0; i < reason.size(); i++) {
            for (Symbol symbol : variables.symbols(reason.rank(i))) {
                add(symbol, reason.values(i), changes);
            }
        }
        return changes;
    }

    /** Return all changes of one symbol, also the one to what the user said already. */
    List<Change> all(Symbol symbol) {
        List<Change> changes = new ArrayList<>();
        if (symbol.type().isLogical()) {
            for (Tristate level : Tristate.values()) {
                changes.add(new Change(symbol, level.text()));
            }
        } else {
            String said = start.inputValue(symbol);
            if (said != null) {
                changes.add(new Change(symbol, said));
            }
            texts(symbol).forEach(text -> changes.add(new Change(symbol, text)));
        }
        return changes;
    }

    private void add(Symbol symbol, int valueBits, List<Change> changes) {
        if (symbol.prompts().isEmpty()) {
            return;
        }
        if (!symbol.type().isLogical()) {
            texts(symbol).forEach(text -> changes.add(new Change(symbol, text)));
            return;
        }
        Tristate[] levels = {Tristate.Y, Tristate.M, Tristate.N};
        boolean modules = symbol.type() == SymbolType.TRISTATE && tree.modules() != null;
        for (Tristate level : levels) {
            boolean wanted = (valueBits & 1 << level.ordinal()) != 0 && (modules || level != Tristate.M);
            boolean already = symbol.choice() == null && start.isUserSet(symbol) && start.inputState(symbol) == level;
            if (wanted && !already) {
                changes.add(new Change(symbol, level.text()));
            }
        }
    }

    private Set<String> texts(Symbol symbol) {
        if (symbol == goal.target()) {
            return Set.of(goal.value());
        }
        Map<Symbol, Set<String>> all = compared;
        if (all == null) {
            all = new IdentityHashMap<>();
            collect(all);
            compared = all;
        }
        return all.getOrDefault(symbol, Set.of());
    }

    private void collect(Map<Symbol, Set<String>> all) {
        // Conditions are shared by many symbols.
        Set<Expression> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Symbol symbol : tree.allSymbols()) {
            symbol.prompts().forEach(each -> collect(each.condition(), seen, all));
            symbol.defaults().forEach(each -> collect(each.condition(), seen, all));
            symbol.defaults().forEach(each -> collect(each.value(), seen, all));
            symbol.ranges().forEach(each -> collect(each.condition(), seen, all));
            for (Range range : symbol.ranges()) {
                add(symbol, range.low(), all);
                add(symbol, range.high(), all);
            }
            collect(symbol.directDependency(), seen, all);
            collect(symbol.selectors(), seen, all);
            collect(symbol.implicators(), seen, all);
        }
    }

    private static void collect(@Nullable Expression condition, Set<Expression> seen, Map<Symbol, Set<String>> all) {
        if (condition == null || condition instanceof Expression.Ref || !seen.add(condition)) {
            return;
        }
        if (condition instanceof Expression.Not not) {
            collect(not.operand(), seen, all);
        } else if (condition instanceof Expression.And and) {
            and.operands().forEach(each -> collect(each, seen, all));
        } else if (condition instanceof Expression.Or or) {
            or.operands().forEach(each -> collect(each, seen, all));
        } else if (condition instanceof Expression.Compare comparison) {
            add(comparison.left(), comparison.right(), all);
            add(comparison.right(), comparison.left(), all);
        }
    }

    private static void add(Symbol symbol, Symbol constant, Map<Symbol, Set<String>> all) {
        boolean textual = !symbol.isConstant() && !symbol.type().isLogical() && symbol.type() != SymbolType.UNKNOWN;
        if (!textual || !constant.isConstant() && constant.type() != SymbolType.UNKNOWN) {
            return;
        }
        Set<String> texts = all.computeIfAbsent(symbol, key -> new LinkedHashSet<>());
        String text = constant.name();
        add(symbol, text, texts);
        if (symbol.type() == SymbolType.STRING) {
            return;
        }
        boolean hex = symbol.type() == SymbolType.HEX;
        long number = NumberText.prefix(text, hex ? HEXADECIMAL : DECIMAL);
        for (long near = number - 1; near <= number + 1; near += 2) {
            add(symbol, hex ? "0x" + Long.toHexString(near) : Long.toString(near), texts);
        }
    }

    private static void add(Symbol symbol, String text, Set<String> texts) {
        if (NumberText.isValid(symbol.type(), text)) {
            texts.add(text);
        }
    }
}
