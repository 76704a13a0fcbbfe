/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.util.List;
import java.util.function.Function;

/** Prints expressions with as few parentheses as the C tools do. */
public final class ExpressionPrinter {

    /** Binding strength: what is inside parentheses binds less than what is around. */
    private static final int OR = 1;

    private static final int AND = 2;
    private static final int NOT = 3;

    private ExpressionPrinter() {}

    /**
     * Append an expression.
     *
     * @param names how to print each symbol
     */
    public static void print(Expression expression, StringBuilder out, Function<Symbol, String> names) {
        print(expression, out, names, 0);
    }

    private static void print(Expression expression, StringBuilder out, Function<Symbol, String> names, int around) {
        if (expression instanceof Expression.Ref ref) {
            out.append(names.apply(ref.symbol()));
        } else if (expression instanceof Expression.Not not) {
            out.append('!');
            print(not.operand(), out, names, NOT);
        } else if (expression instanceof Expression.Compare compare) {
            out.append(names.apply(compare.left()))
                    .append(compare.relation().text())
                    .append(names.apply(compare.right()));
        } else if (expression instanceof Expression.And and) {
            join(and.operands(), " && ", AND, out, names, around);
        } else if (expression instanceof Expression.Or or) {
            join(or.operands(), " || ", OR, out, names, around);
        }
    }

    private static void join(
            List<Expression> operands,
            String operator,
            int strength,
            StringBuilder out,
            Function<Symbol, String> names,
            int around) {
        boolean parenthesised = around > strength;
        if (parenthesised) {
            out.append('(');
        }
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) {
                out.append(operator);
            }
            print(operands.get(i), out, names, strength);
        }
        if (parenthesised) {
            out.append(')');
        }
    }
}
