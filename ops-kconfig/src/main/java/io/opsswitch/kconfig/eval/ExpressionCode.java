/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * All conditions of a tree in one array of numbers, each distinct one once.
 *
 * <p>An operand is one number: the index of a symbol, or for anything else the complement of the place of its code.
 * The code is the operation, then
 *
 * <pre>
 * NOT       operand
 * AND, OR   count, operand...
 * COMPARE   place among the comparisons
 * </pre>
 *
 * <p>A pass over a tree touches hundreds of thousands of operands, most of them plain symbols: here each is one load
 * from the code and one from the table of values, without a look at any object.
 */
final class ExpressionCode {

    static final int NOT = 0;
    static final int AND = 1;
    static final int OR = 2;
    static final int COMPARE = 3;

    private int[] code = new int[1 << 12];
    private int size;
    private final Map<Expression, Integer> known = new IdentityHashMap<>();
    private final List<Expression.Compare> comparisons = new ArrayList<>();

    /** Add a condition, and return its operand. */
    int add(Expression expression) {
        if (expression instanceof Expression.Ref ref) {
            return ref.symbol().index();
        }
        Integer operand = known.get(expression);
        if (operand == null) {
            operand = ~translate(expression);
            known.put(expression, operand);
        }
        return operand;
    }

    /** Add a condition, of which null stands for n. */
    int addOrNo(@Nullable Expression expression) {
        return expression == null ? Symbol.NO.index() : add(expression);
    }

    /** Drop what only adding needs. */
    void finish() {
        code = Arrays.copyOf(code, size);
        known.clear();
    }

    private int translate(Expression expression) {
        if (expression instanceof Expression.And and) {
            return join(AND, and.operands());
        }
        if (expression instanceof Expression.Or or) {
            return join(OR, or.operands());
        }
        if (expression instanceof Expression.Not not) {
            int operand = add(not.operand());
            return append(NOT, operand);
        }
        comparisons.add((Expression.Compare) expression);
        return append(COMPARE, comparisons.size() - 1);
    }

    private int join(int operation, List<Expression> operands) {
        int[] parts = new int[operands.size()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = add(operands.get(i));
        }
        int start = append(operation, parts.length);
        reserve(parts.length);
        System.arraycopy(parts, 0, code, size, parts.length);
        size += parts.length;
        return start;
    }

    private int append(int operation, int argument) {
        reserve(2);
        code[size] = operation;
        code[size + 1] = argument;
        size += 2;
        return size - 2;
    }

    private void reserve(int count) {
        if (size + count > code.length) {
            code = Arrays.copyOf(code, Math.max(code.length * 2, size + count));
        }
    }

    /** Return how many numbers the code has; places are below. */
    int size() {
        return size;
    }

    /** Return the number at a place. */
    int at(int place) {
        return code[place];
    }

    Expression.Compare comparison(int place) {
        return comparisons.get(code[place + 1]);
    }

    /** Pass on the index of every symbol behind an operand; what {@code seen} has marked is left out, and marked. */
    void forEachSymbol(int operand, int[] seen, int mark, IntConsumer visitor) {
        if (operand >= 0) {
            visitor.accept(operand);
            return;
        }
        int place = ~operand;
        if (seen[place] == mark) {
            return;
        }
        seen[place] = mark;
        switch (code[place]) {
            case NOT -> forEachSymbol(code[place + 1], seen, mark, visitor);
            case COMPARE -> {
                visitor.accept(comparison(place).left().index());
                visitor.accept(comparison(place).right().index());
            }
            default -> {
                int end = place + 2 + code[place + 1];
                for (int i = place + 2; i < end; i++) {
                    forEachSymbol(code[i], seen, mark, visitor);
                }
            }
        }
    }
}
