/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.LinkedHashSet;
import java.util.Set;

/** Takes conditions apart. */
final class Conditions {

    private Conditions() {}

    /** Return the smallest parts that keep a condition from being more than it is; none when it is y. */
    static Set<Expression> obstacles(Configuration configuration, Expression condition) {
        Set<Expression> found = new LinkedHashSet<>();
        Tristate value = configuration.evaluate(condition);
        if (value != Tristate.Y) {
            for (Expression part : condition.parts()) {
                if (configuration.evaluate(part) == value) {
                    found.add(part);
                }
            }
        }
        return found;
    }

    /** Return the symbols to look at for why a part has its value: of alternatives only those that make it so. */
    static Set<Symbol> deciders(Configuration configuration, Expression condition) {
        Set<Symbol> found = new LinkedHashSet<>();
        collect(configuration, condition, found);
        found.removeIf(symbol -> symbol.isConstant() || !symbol.isDefined() && !symbol.isChoice());
        return found;
    }

    private static void collect(Configuration configuration, Expression condition, Set<Symbol> found) {
        Tristate value = configuration.evaluate(condition);
        if (condition instanceof Expression.And and) {
            for (Expression operand : and.operands()) {
                if (configuration.evaluate(operand) == value) {
                    collect(configuration, operand, found);
                }
            }
        } else if (condition instanceof Expression.Or or) {
            for (Expression operand : or.operands()) {
                if (configuration.evaluate(operand) == value) {
                    collect(configuration, operand, found);
                    if (value != Tristate.N) {
                        return; // one alternative is enough
                    }
                }
            }
        } else {
            condition.forEachSymbol(found::add);
        }
    }
}
