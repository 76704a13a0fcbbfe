/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.eval.EvaluationPlan;
import java.util.List;

/**
 * What a user can change: each symbol with a prompt; all members of a choice together are one variable. Immutable.
 *
 * <p>A variable has a number, its rank: what its visibility depends on has lower ones.
 */
final class Variables {

    private final EvaluationPlan plan;
    private final Symbol[] ranked;

    Variables(Configuration configuration) {
        plan = configuration.plan();
        List<Symbol> symbols = configuration.tree().allSymbols();
        ranked = new Symbol[symbols.size()];
        for (Symbol symbol : symbols) {
            ranked[plan.rank(symbol)] = symbol;
        }
    }

    /** Return the rank of the variable that a symbol belongs to. */
    int rank(Symbol symbol) {
        Choice choice = symbol.choice();
        return plan.rank(choice == null ? symbol : choice.symbol());
    }

    /** Return the symbols of a variable. */
    List<Symbol> symbols(int rank) {
        Choice choice = ranked[rank].asChoice();
        return choice == null ? List.of(ranked[rank]) : choice.members();
    }

    int size() {
        return ranked.length;
    }
}
