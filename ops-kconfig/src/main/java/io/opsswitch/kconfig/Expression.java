/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * A condition over symbols, in three-valued logic.
 *
 * <p>Immutable. {@code &&} and {@code ||} have any number of operands (at least two), so that long chains stay flat.
 */
public sealed interface Expression {

    /** The condition that always holds. */
    Expression YES = new Ref(Symbol.YES);

    /** The value of one symbol; constants are symbols too. */
    record Ref(Symbol symbol) implements Expression {
        @Override
        public String toString() {
            return text();
        }
    }

    /** The negation of a condition. */
    record Not(Expression operand) implements Expression {
        @Override
        public String toString() {
            return text();
        }
    }

    /** The least of its operands. */
    record And(List<Expression> operands) implements Expression {
        public And {
            operands = List.copyOf(operands);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** The greatest of its operands. */
    record Or(List<Expression> operands) implements Expression {
        public Or {
            operands = List.copyOf(operands);
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** The comparison of two symbols, which is y or n. */
    record Compare(Relation relation, Symbol left, Symbol right) implements Expression {
        @Override
        public String toString() {
            return text();
        }
    }

    /** Tell whether this is the constant y, that is, no condition at all. */
    default boolean isYes() {
        return this instanceof Ref ref && ref.symbol == Symbol.YES;
    }

    /** Return the conditions that must all hold for this one to hold; none for the constant y. */
    default List<Expression> parts() {
        if (this instanceof And and) {
            List<Expression> parts = new ArrayList<>();
            and.operands.forEach(operand -> parts.addAll(operand.parts()));
            return parts;
        }
        return isYes() ? List.of() : List.of(this);
    }

    /** Return the condition of the parts that another condition does not have; the constant y when there are none. */
    default Expression without(Expression known) {
        List<Expression> parts = new ArrayList<>(new LinkedHashSet<>(parts()));
        parts.removeAll(known.parts());
        return switch (parts.size()) {
            case 0 -> YES;
            case 1 -> parts.get(0);
            default -> new And(parts);
        };
    }

    /** Call the visitor for every symbol in this expression, from left to right. */
    default void forEachSymbol(Consumer<Symbol> visitor) {
        if (this instanceof Ref ref) {
            visitor.accept(ref.symbol);
        } else if (this instanceof Not not) {
            not.operand.forEachSymbol(visitor);
        } else if (this instanceof And and) {
            and.operands.forEach(e -> e.forEachSymbol(visitor));
        } else if (this instanceof Or or) {
            or.operands.forEach(e -> e.forEachSymbol(visitor));
        } else if (this instanceof Compare compare) {
            visitor.accept(compare.left);
            visitor.accept(compare.right);
        }
    }

    /** Return the expression as the C tools print it. */
    default String text() {
        StringBuilder out = new StringBuilder();
        ExpressionPrinter.print(this, out, Symbol::displayName);
        return out.toString();
    }
}
