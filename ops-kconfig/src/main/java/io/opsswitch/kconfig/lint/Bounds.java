/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The greatest value that each symbol and condition can have, whatever the user does.
 *
 * <p>Starts from the assumption that every symbol can be y, computes what then follows from its prompts, defaults, selects
 * and implies, and goes on until nothing sinks any more. Names that are defined nowhere and constants are what they are.
 * The true greatest value may be less, for no two conditions are looked at together; so what is n here is n always.
 * Immutable after construction.
 */
final class Bounds {

    private final Tristate[] greatest;

    Bounds(KconfigTree tree) {
        List<Symbol> symbols = tree.allSymbols();
        greatest = new Tristate[symbols.size()];
        Arrays.fill(greatest, Tristate.Y);
        for (Symbol symbol : symbols) {
            if (isFixed(symbol)) {
                greatest[symbol.index()] = constant(symbol);
            }
        }
        boolean sinking = true;
        while (sinking) {
            sinking = false;
            for (Symbol symbol : symbols) {
                sinking |= !isFixed(symbol) && sink(symbol);
            }
        }
    }

    private static boolean isFixed(Symbol symbol) {
        return symbol.isConstant()
                || symbol.type() == SymbolType.UNKNOWN && !symbol.isChoice()
                || !symbol.type().isLogical() && !symbol.isChoice();
    }

    private static Tristate constant(Symbol symbol) {
        return symbol == Symbol.YES ? Tristate.Y : symbol == Symbol.MOD ? Tristate.M : Tristate.N;
    }

    private boolean sink(Symbol symbol) {
        Tristate bound = bound(symbol);
        if (bound == Tristate.M && symbol.type() != SymbolType.TRISTATE) {
            bound = Tristate.Y;
        }
        boolean lower = bound.compareTo(greatest[symbol.index()]) < 0;
        if (lower) {
            greatest[symbol.index()] = bound;
        }
        return lower;
    }

    private Tristate bound(Symbol symbol) {
        if (symbol.isTransitional() || symbol.environmentVariable() != null) {
            return Tristate.Y;
        }
        Tristate bound = Tristate.N;
        for (Prompt prompt : symbol.prompts()) {
            bound = bound.or(of(prompt.condition()));
        }
        if (!symbol.isChoice()) {
            for (DefaultValue value : symbol.defaults()) {
                bound = bound.or(of(value.value()).and(of(value.condition())));
            }
        }
        // A tristate without modules acts as a bool, for which m is y.
        Tristate own = bound == Tristate.M ? Tristate.Y : bound;
        return own.or(ofNullable(symbol.selectors())).or(ofNullable(symbol.implicators()));
    }

    private Tristate ofNullable(@Nullable Expression condition) {
        return condition == null ? Tristate.N : of(condition);
    }

    /** Return the greatest value of a symbol; n for numbers and strings. */
    Tristate of(Symbol symbol) {
        return greatest[symbol.index()];
    }

    /** Tell whether a condition never holds. */
    boolean isNever(Expression condition) {
        return of(condition) == Tristate.N;
    }

    /** Return the greatest value of a condition. */
    Tristate of(Expression condition) {
        if (condition instanceof Expression.Ref ref) {
            return of(ref.symbol());
        }
        if (condition instanceof Expression.Not not) {
            return least(not.operand()).not();
        }
        if (condition instanceof Expression.And and) {
            Tristate result = Tristate.Y;
            for (Expression operand : and.operands()) {
                result = result.and(of(operand));
            }
            return result;
        }
        if (condition instanceof Expression.Or or) {
            Tristate result = Tristate.N;
            for (Expression operand : or.operands()) {
                result = result.or(of(operand));
            }
            return result;
        }
        return canHold((Expression.Compare) condition) ? Tristate.Y : Tristate.N;
    }

    /** Return the least value of a condition, as far as constants tell. */
    private Tristate least(Expression condition) {
        if (condition instanceof Expression.Ref ref) {
            Symbol symbol = ref.symbol();
            return isFixed(symbol) ? of(symbol) : Tristate.N;
        }
        if (condition instanceof Expression.Not not) {
            return of(not.operand()).not();
        }
        if (condition instanceof Expression.And and) {
            Tristate result = Tristate.Y;
            for (Expression operand : and.operands()) {
                result = result.and(least(operand));
            }
            return result;
        }
        if (condition instanceof Expression.Or or) {
            Tristate result = Tristate.N;
            for (Expression operand : or.operands()) {
                result = result.or(least(operand));
            }
            return result;
        }
        Expression.Compare compare = (Expression.Compare) condition;
        Relation opposite = compare.relation() == Relation.EQUAL
                ? Relation.UNEQUAL
                : compare.relation() == Relation.UNEQUAL ? Relation.EQUAL : null;
        boolean certain =
                opposite != null && !canHold(new Expression.Compare(opposite, compare.left(), compare.right()));
        return certain ? Tristate.Y : Tristate.N;
    }

    /** Answers only for texts that are no numbers, and for bools and tristates against y, m and n. */
    private boolean canHold(Expression.Compare compare) {
        Symbol left = compare.left();
        Symbol right = compare.right();
        boolean equal = compare.relation() == Relation.EQUAL;
        if (!equal && compare.relation() != Relation.UNEQUAL) {
            return true;
        }
        if (isText(left) && isText(right)) {
            return left.name().equals(right.name()) == equal;
        }
        boolean logical = left.type().isLogical() && !left.isConstant() && of(left) == Tristate.N;
        if (logical && right.isConstant() && right.type().isLogical()) {
            return (right == Symbol.NO) == equal;
        }
        return true;
    }

    private static boolean isText(Symbol symbol) {
        boolean fixed = symbol.isConstant() || symbol.type() == SymbolType.UNKNOWN && !symbol.isDefined();
        return fixed
                && !symbol.name().isEmpty()
                && !Character.isDigit(symbol.name().charAt(0))
                && symbol.name().charAt(0) != '-';
    }
}
