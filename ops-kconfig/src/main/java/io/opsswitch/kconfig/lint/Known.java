/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.Symbol;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * What is known to hold where a select applies: its own condition, what the selecting symbol depends on and selects, and
 * so on for each symbol found in this way.
 *
 * <p>Conditions are told apart by identity, for those of one tree are shared, and hashing long ones takes most of the time
 * otherwise; single symbols have a set of their own. More is followed only when a question needs it. Used once.
 */
final class Known {

    private static final int MOST_FACTS = 2000;

    private final Symbol target;
    private final Set<Symbol> symbols = new HashSet<>();
    private final Set<Expression> others = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Symbol> unfollowed = new ArrayDeque<>();

    Known(Symbol symbol, Selection selection) {
        this.target = selection.target();
        add(symbol);
        selection.condition().parts().forEach(this::add);
        dependency(symbol).parts().forEach(this::add);
    }

    private void add(Expression fact) {
        if (fact instanceof Expression.Ref ref) {
            add(ref.symbol());
        } else {
            others.add(fact);
        }
    }

    private void add(Symbol symbol) {
        if (symbols.add(symbol) && symbol.isDefined()) {
            unfollowed.add(symbol);
        }
    }

    /** Tell whether a condition surely holds. */
    boolean implies(Expression condition) {
        while (!holds(condition)) {
            if (unfollowed.isEmpty() || symbols.size() > MOST_FACTS) {
                return false;
            }
            follow(unfollowed.poll());
        }
        return true;
    }

    private void follow(Symbol symbol) {
        List<Expression> own = dependency(symbol).parts();
        own.forEach(this::add);
        for (Selection selection : symbol.selections()) {
            if (!selection.weak()
                    && selection.target() != target
                    && selection.condition().parts().stream().allMatch(this::has)) {
                add(selection.target());
            }
        }
    }

    private static Expression dependency(Symbol symbol) {
        return symbol.nodes().size() == 1 ? symbol.nodes().get(0).dependency() : symbol.directDependency();
    }

    private boolean has(Expression condition) {
        return condition instanceof Expression.Ref ref ? symbols.contains(ref.symbol()) : others.contains(condition);
    }

    private boolean holds(Expression condition) {
        if (has(condition)) {
            return true;
        }
        if (condition instanceof Expression.Or or) {
            return or.operands().stream().anyMatch(this::holds);
        }
        if (condition instanceof Expression.And and) {
            return and.operands().stream().allMatch(this::holds);
        }
        return condition instanceof Expression.Compare compare
                && compare.relation() == Relation.UNEQUAL
                && compare.right() == Symbol.NO
                && symbols.contains(compare.left());
    }
}
