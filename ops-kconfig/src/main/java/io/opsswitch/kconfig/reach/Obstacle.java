/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.eval.NumberText;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * Says in a sentence what stands in the way of a goal.
 *
 * <p>It follows the dependencies that do not hold from one symbol to the next, those first that never can hold, down to
 * something that is missing, constant, or set otherwise.
 */
final class Obstacle {

    private static final int LONGEST = 6;

    private final Configuration values;
    private final Blame blame;
    private final List<String> steps = new ArrayList<>();

    private Obstacle(Configuration values, Blame blame) {
        this.values = values;
        this.blame = blame;
    }

    /** Describe what is in the way; the reasons are asked of the start. */
    static String of(Configuration values, Blame blame, Goal goal) {
        Obstacle obstacle = new Obstacle(values, blame);
        Symbol target = goal.target();
        if (!target.type().isLogical()) {
            obstacle.text(target, goal.value());
        } else if (goal.level().compareTo(values.tristate(target)) > 0) {
            obstacle.raise(target, goal.level());
        } else {
            obstacle.lower(target, goal.level());
        }
        return String.join("; ", obstacle.steps);
    }

    /** Return what is wrong with the goal itself; null when nothing is. */
    static @Nullable String inGoal(Configuration values, Goal goal) {
        Symbol target = goal.target();
        String name = target.displayName();
        if (target.isChoice() || target.isConstant()) {
            return name + " is not a symbol with a value of its own";
        }
        if (!target.isDefined() || target.type() == SymbolType.UNKNOWN) {
            return name + " is defined nowhere";
        }
        String value = goal.value();
        if (target.type().isLogical()) {
            boolean known = value.equals("y") || value.equals("m") || value.equals("n");
            if (!known || target.type() == SymbolType.BOOL && value.equals("m")) {
                return name + " is a " + target.type().text() + " and cannot be " + value;
            }
            boolean modules = values.tree().modules() != null;
            return modules || !value.equals("m") ? null : name + " cannot be m: the tree knows no modules";
        }
        return NumberText.isValid(target.type(), value)
                ? null
                : "\"" + value + "\" is no value of type " + target.type().text();
    }

    private void text(Symbol target, String value) {
        if (target.prompts().isEmpty()) {
            steps.add(target.name() + " has no prompt, and none of its defaults gives " + value);
        } else if (values.visibility(target) != Tristate.N) {
            steps.add(target.name() + " does not accept " + value + ", which is outside of its range");
        } else {
            raise(target, Tristate.M);
        }
    }

    private void lower(Symbol target, Tristate level) {
        if (values.selection(target).compareTo(level) > 0) {
            StringJoiner selectors = new StringJoiner(", ");
            Expression all = target.selectors();
            List<Expression> parts =
                    all instanceof Expression.Or or ? or.operands() : all == null ? List.of() : List.of(all);
            for (Expression part : parts) {
                if (values.evaluate(part).compareTo(level) > 0 && selectors.length() < 100) {
                    selectors.add(part.text());
                }
            }
            steps.add(target.name() + " is selected by " + selectors);
        } else if (target.prompts().isEmpty()) {
            steps.add(target.name() + " has no prompt, and its default is " + values.value(target));
        } else {
            steps.add(target.name() + " would have to be " + level.text() + ", but is " + values.value(target));
        }
    }

    private void raise(Symbol symbol, Tristate level) {
        String name = symbol.name();
        if (steps.size() >= LONGEST) {
            return;
        }
        if (!symbol.prompts().isEmpty()) {
            Expression condition = symbol.prompts().get(0).condition();
            if (values.visibility(symbol).compareTo(level) < 0) {
                raise(name, condition, level);
            } else if (symbol.choice() != null) {
                steps.add(name + " would have to be picked in its choice");
            } else {
                steps.add(name + " would have to be " + level.text() + ", but is " + values.value(symbol));
            }
        } else if (symbol.selectors() != null) {
            raiseAny(symbol, level);
        } else if (symbol.defaults().isEmpty() && symbol.implicators() == null) {
            steps.add(name + " has no prompt, no default, and nothing selects it");
        } else {
            steps.add(name + " has no prompt, and its defaults give " + values.value(symbol));
        }
    }

    private void raiseAny(Symbol symbol, Tristate level) {
        Expression selectors = symbol.selectors();
        List<Expression> parts = selectors instanceof Expression.Or or ? or.operands() : List.of();
        if (selectors != null && parts.isEmpty()) {
            steps.add(symbol.name() + " has no prompt, and only " + selectors.text() + " selects it");
            raise(symbol.name(), selectors, level);
        } else {
            steps.add(symbol.name() + " has no prompt, and none of the " + parts.size() + " that select it can be on");
        }
    }

    /** Follow the operand that keeps a condition down. */
    private void raise(String name, Expression condition, Tristate level) {
        Expression culprit = culprit(condition, level);
        if (culprit instanceof Expression.Ref ref) {
            Symbol needed = ref.symbol();
            if (needed.isConstant()) {
                steps.add(name + " is never offered");
            } else if (needed.type() == SymbolType.UNKNOWN) {
                steps.add(name + " depends on " + needed.displayName() + ", which is defined nowhere");
            } else {
                steps.add(name + " depends on " + needed.displayName() + ", which is " + values.value(needed));
                if (!needed.isChoice()) {
                    raise(needed, level);
                }
            }
        } else {
            steps.add(name + " depends on " + culprit.text() + ", which is "
                    + values.evaluate(culprit).text());
            if (culprit instanceof Expression.Not not && not.operand() instanceof Expression.Ref ref) {
                lower(ref.symbol(), level.not());
            }
        }
    }

    private Expression culprit(Expression condition, Tristate level) {
        Tristate below = Tristate.values()[level.ordinal() - 1];
        if (condition instanceof Expression.And and) {
            Expression worst = null;
            for (Expression operand : and.operands()) {
                if (values.evaluate(operand).compareTo(level) < 0) {
                    Reason reason = blame.atMost(operand, below);
                    boolean hopeless = reason != null && reason.isEmpty();
                    worst = worst == null || hopeless ? operand : worst;
                    if (hopeless) {
                        break;
                    }
                }
            }
            return worst == null ? condition : culprit(worst, level);
        }
        return condition;
    }
}
