/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Which symbols the value of a symbol is computed from, and the reverse, by index. Immutable after construction.
 *
 * <p>A choice depends on what its members' prompts depend on, and each member on the choice, so that a choice and its
 * members are computed together. Symbols whose value never changes are left out.
 */
final class DependencyGraph {

    private static final int[] NONE = {};

    private final int[][] dependencies;
    private final int[][] dependents;

    // Position of each symbol in an order in which it comes after all its dependencies, and the reverse.
    private final int[] rank;
    private final int[] ranked;
    private final boolean ordered;

    // Scratch of the construction.
    private final EvaluationPlan plan;
    private final int[] stamps;
    private final int[] seen;
    private final boolean[] fixed;
    private int stamp;
    private int[] buffer = new int[64];
    private int count;

    DependencyGraph(KconfigTree tree, EvaluationPlan plan) {
        this.plan = plan;
        seen = new int[plan.code.size()];
        List<Symbol> symbols = tree.allSymbols();
        dependencies = new int[symbols.size()][];
        dependents = new int[symbols.size()][];
        stamps = new int[symbols.size()];
        fixed = new boolean[symbols.size()];
        symbols.forEach(symbol -> fixed[symbol.index()] = isFixed(symbol));
        int[] counts = new int[symbols.size()];
        for (Symbol symbol : symbols) {
            int[] found = collect(symbol);
            dependencies[symbol.index()] = found;
            for (int index : found) {
                counts[index]++;
            }
        }
        for (int i = 0; i < counts.length; i++) {
            dependents[i] = counts[i] == 0 ? NONE : new int[counts[i]];
        }
        for (int i = dependencies.length - 1; i >= 0; i--) {
            for (int index : dependencies[i]) {
                dependents[index][--counts[index]] = i;
            }
        }
        rank = new int[dependencies.length];
        ranked = new int[dependencies.length];
        ordered = order();
    }

    /** Put each symbol behind its last dependency; when some go in circles, leave the order as it is, return false. */
    private boolean order() {
        int[] missing = new int[dependencies.length];
        int end = 0;
        for (int i = 0; i < missing.length; i++) {
            missing[i] = dependencies[i].length;
            if (missing[i] == 0) {
                ranked[end++] = i;
            }
        }
        for (int at = 0; at < end; at++) {
            rank[ranked[at]] = at;
            for (int dependent : dependents[ranked[at]]) {
                if (--missing[dependent] == 0) {
                    ranked[end++] = dependent;
                }
            }
        }
        if (end == missing.length) {
            return true;
        }
        for (int i = 0; i < rank.length; i++) {
            rank[i] = i;
            ranked[i] = i;
        }
        return false;
    }

    /** Tell whether each symbol comes after all its dependencies, because none depends on itself. */
    boolean isOrdered() {
        return ordered;
    }

    /** Return the position of a symbol, which is behind those of its dependencies if there is an order. */
    int rank(int index) {
        return rank[index];
    }

    /** Return the index of the symbol at a position. */
    int ranked(int position) {
        return ranked[position];
    }

    /** Return what the value of a symbol is computed from. */
    int[] dependencies(int index) {
        return dependencies[index];
    }

    /** Tell whether there is a way from a symbol to another along the dependents. */
    boolean leads(int from, int to) {
        BitSet reached = new BitSet();
        int[] open = new int[dependents.length];
        int end = 0;
        reached.set(from);
        open[end++] = from;
        for (int at = 0; at < end && !reached.get(to); at++) {
            for (int dependent : dependents[open[at]]) {
                if (!reached.get(dependent)) {
                    reached.set(dependent);
                    open[end++] = dependent;
                }
            }
        }
        return reached.get(to);
    }

    /** Return what is computed from the value of a symbol. */
    int[] dependents(int index) {
        return dependents[index];
    }

    static boolean isFixed(Symbol symbol) {
        return symbol.type() == SymbolType.UNKNOWN || symbol.index() <= Symbol.YES.index();
    }

    private int[] collect(Symbol symbol) {
        stamp++;
        count = 0;
        stamps[symbol.index()] = stamp;
        if (isFixed(symbol)) {
            return NONE;
        }
        addOwn(symbol);
        Choice group = symbol.asChoice();
        if (group != null) {
            // Not the members themselves: they come after the choice.
            for (Symbol member : group.members()) {
                stamps[member.index()] = stamp;
            }
            for (Symbol member : group.members()) {
                addPrompts(member);
            }
        }
        Choice around = symbol.choice();
        if (around != null) {
            add(around.symbol());
        }
        return count == 0 ? NONE : Arrays.copyOf(buffer, count);
    }

    private void addOwn(Symbol symbol) {
        int index = symbol.index();
        addPrompts(symbol);
        addAll(plan.defaultConditions[index]);
        if (!symbol.isChoice()) {
            addAll(plan.defaultValues[index]);
        }
        addAll(plan.rangeConditions[index]);
        for (Range range : symbol.ranges()) {
            add(range.low());
            add(range.high());
        }
        addOperand(plan.direct[index]);
        addOperand(plan.selectors[index]);
        addOperand(plan.implicators[index]);
    }

    private void addPrompts(Symbol symbol) {
        addAll(plan.prompts[symbol.index()]);
    }

    private void addAll(int[] operands) {
        for (int operand : operands) {
            addOperand(operand);
        }
    }

    private void addOperand(int operand) {
        plan.code.forEachSymbol(operand, seen, stamp, this::addIndex);
    }

    private void add(Symbol symbol) {
        addIndex(symbol.index());
    }

    private void addIndex(int index) {
        if (stamps[index] == stamp || fixed[index]) {
            return;
        }
        stamps[index] = stamp;
        if (count == buffer.length) {
            buffer = Arrays.copyOf(buffer, count * 2);
        }
        buffer[count++] = index;
    }
}
