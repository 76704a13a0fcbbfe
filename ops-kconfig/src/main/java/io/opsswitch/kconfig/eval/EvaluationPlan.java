/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * What all evaluators of one tree share: its conditions as code, by symbol, and what depends on what.
 *
 * <p>Immutable after construction, and so safe for use by several threads. All operands are those of
 * {@link ExpressionCode}.
 */
public final class EvaluationPlan {

    private static final int[] NONE = {};

    final ExpressionCode code = new ExpressionCode();
    final DependencyGraph graph;

    // By symbol index, then by position in the symbol's own list.
    final int[][] prompts;
    final int[][] defaultConditions;
    final int[][] defaultValues;
    final int[][] rangeConditions;
    // By symbol index.
    final int[] direct;
    final int[] selectors;
    final int[] implicators;

    /** Prepare for the evaluation of a tree. */
    public EvaluationPlan(KconfigTree tree) {
        List<Symbol> symbols = tree.allSymbols();
        int size = symbols.size();
        prompts = new int[size][];
        defaultConditions = new int[size][];
        defaultValues = new int[size][];
        rangeConditions = new int[size][];
        direct = new int[size];
        selectors = new int[size];
        implicators = new int[size];
        for (Symbol symbol : symbols) {
            add(symbol);
        }
        code.finish();
        graph = new DependencyGraph(tree, this);
    }

    /** Return the position of a symbol in an order in which each comes after all that its value is computed from. */
    public int rank(Symbol symbol) {
        return graph.rank(symbol.index());
    }

    /** Tell whether there is such an order; circles among the bounds of ranges leave none. */
    public boolean isOrdered() {
        return graph.isOrdered();
    }

    /** Tell whether the value of a symbol is computed from that of another, be it through others. */
    public boolean influences(Symbol from, Symbol to) {
        return graph.leads(from.index(), to.index());
    }

    private void add(Symbol symbol) {
        int index = symbol.index();
        prompts[index] = addAll(symbol.prompts(), (Prompt p) -> code.add(p.condition()));
        defaultConditions[index] = addAll(symbol.defaults(), (DefaultValue d) -> code.add(d.condition()));
        boolean logical = symbol.type().isLogical();
        defaultValues[index] = addAll(
                symbol.defaults(),
                (DefaultValue d) -> logical || d.value() instanceof Expression.Ref
                        ? code.add(d.value())
                        : Symbol.NO.index()); // a number or string has no value that a condition could give
        rangeConditions[index] = addAll(symbol.ranges(), (Range r) -> code.add(r.condition()));
        direct[index] = code.add(symbol.directDependency());
        selectors[index] = code.addOrNo(symbol.selectors());
        implicators[index] = code.addOrNo(symbol.implicators());
    }

    private static <T> int[] addAll(List<T> parts, ToIntFunction<T> add) {
        if (parts.isEmpty()) {
            return NONE;
        }
        int[] operands = new int[parts.size()];
        for (int i = 0; i < operands.length; i++) {
            operands[i] = add.applyAsInt(parts.get(i));
        }
        return operands;
    }
}
