/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.ExpressionPrinter;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.List;

/** Finds symbols that are selected although their own dependencies forbid it. */
public final class UnmetDependencies {

    private UnmetDependencies() {}

    /** Return a warning, in the words of the C tools, for each such symbol, in menu order. */
    public static List<Diagnostic> find(Evaluator values) {
        boolean strict = values.dialect.has(Feature.STRICT_UNMET);
        List<Diagnostic> warnings = new ArrayList<>();
        for (Symbol symbol : values.tree().symbols()) {
            Expression selectors = symbol.selectors();
            if (selectors == null || symbol.choice() != null || !symbol.type().isLogical()) {
                continue;
            }
            Tristate allowed = values.directDependency(symbol);
            Tristate forced = values.selection(symbol);
            boolean unmet = strict ? allowed.compareTo(forced) < 0 : allowed == Tristate.N && forced != Tristate.N;
            if (unmet) {
                String text = strict ? explain(values, symbol, selectors) : summarize(symbol, selectors);
                warnings.add(Diagnostic.warning(null, text));
            }
        }
        return warnings;
    }

    private static String explain(Evaluator values, Symbol symbol, Expression selectors) {
        StringBuilder out = new StringBuilder("\nWARNING: unmet direct dependencies detected for ");
        out.append(symbol.name()).append("\n  Depends on [");
        out.append(values.directDependency(symbol) == Tristate.M ? 'm' : 'n').append("]: ");
        print(values, symbol.directDependency(), out);
        appendSelectors(values, selectors, Tristate.Y, out);
        appendSelectors(values, selectors, Tristate.M, out);
        return out.toString();
    }

    private static void appendSelectors(Evaluator values, Expression selectors, Tristate state, StringBuilder out) {
        boolean titled = false;
        for (Expression selector : alternatives(selectors)) {
            if (values.evaluate(selector) == state) {
                if (!titled) {
                    out.append("\n  Selected by [").append(state.text()).append("]:");
                    titled = true;
                }
                out.append("\n  - ");
                print(values, selector, out);
            }
        }
    }

    private static List<Expression> alternatives(Expression expression) {
        return expression instanceof Expression.Or or ? or.operands() : List.of(expression);
    }

    private static void print(Evaluator values, Expression expression, StringBuilder out) {
        ExpressionPrinter.print(
                expression,
                out,
                symbol -> symbol.type() == SymbolType.UNKNOWN || symbol.isChoice() || expression.isYes()
                        ? symbol.displayName()
                        : symbol.displayName() + " [=" + values.text(symbol) + "]");
    }

    private static String summarize(Symbol symbol, Expression selectors) {
        List<String> names = new ArrayList<>();
        for (Expression selector : alternatives(selectors)) {
            Expression first = selector;
            while (first instanceof Expression.And and) {
                first = and.operands().get(0);
            }
            names.add(first.text());
        }
        return "warning: (" + String.join(" && ", names) + ") selects " + symbol.name()
                + " which has unmet direct dependencies ("
                + symbol.directDependency().text() + ")";
    }
}
