/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Puts together changes that look as if they led to a goal, in one pass over the dependencies.
 *
 * <p>Each condition costs as many changes as what it takes to make it so: for {@code &&} the sum, for {@code ||} the
 * cheapest operand, and for a symbol the cheapest of setting it, selecting it, and making a default true. What two
 * conditions have in common is counted twice, and that one may be against the other is not seen at all: this is a guess,
 * to be tried before anybody believes it. Owned by one search.
 */
final class Sketch {

    /** More than any number of changes; sums of a few of these do not overflow. */
    private static final int NEVER = 1 << 20;

    private static final int DEEPEST = 250;

    private static final int SLOTS = 4;

    private final Configuration values;
    private final Variables variables;
    private final Candidates candidates;
    private final Deadline deadline;
    private final int[] costs;
    private final int[] stamps;
    private int stamp;
    private int depth;
    private @Nullable Symbol target;
    private final BitSet kept = new BitSet();
    private final Map<Integer, Change> supposed = new HashMap<>();
    private final Map<Integer, Change> chosen = new LinkedHashMap<>();

    Sketch(Configuration values, Variables variables, Candidates candidates, Deadline deadline) {
        this.values = values;
        this.variables = variables;
        this.candidates = candidates;
        this.deadline = deadline;
        this.costs = new int[variables.size() * SLOTS];
        this.stamps = new int[variables.size() * SLOTS];
    }

    void keep(int rank) {
        kept.set(rank);
    }

    /** Return changes besides those supposed; none when there seem to be none. */
    List<Change> of(Goal goal, List<Change> changes) {
        stamp++;
        chosen.clear();
        supposed.clear();
        changes.forEach(change -> supposed.put(variables.rank(change.symbol()), change));
        Symbol symbol = goal.target();
        target = symbol;
        boolean possible;
        if (!symbol.type().isLogical()) {
            possible = !symbol.prompts().isEmpty() && !isKept(symbol) && visible(symbol, Tristate.M) < NEVER;
            if (possible) {
                choose(symbol, goal.value());
                takeVisible(symbol, Tristate.M);
            }
        } else {
            boolean up = goal.level().compareTo(values.tristate(symbol)) > 0;
            possible = cost(symbol, up, goal.level()) < NEVER;
            if (possible) {
                take(symbol, up, goal.level());
                takeModules(goal);
            }
        }
        return possible ? new ArrayList<>(chosen.values()) : List.of();
    }

    private void takeModules(Goal goal) {
        Symbol modules = values.tree().modules();
        if (goal.level() == Tristate.M && modules != null) {
            take(modules, true, Tristate.Y);
        }
    }

    private boolean isKept(Symbol symbol) {
        return kept.get(variables.rank(symbol));
    }

    private void choose(Symbol symbol, String value) {
        if (supposed.containsKey(variables.rank(symbol))) {
            return;
        }
        chosen.putIfAbsent(variables.rank(symbol), new Change(symbol, value));
    }

    // --- symbols; up: at least the level, else at most

    private boolean holds(Tristate state, boolean up, Tristate level) {
        return up ? state.compareTo(level) >= 0 : state.compareTo(level) <= 0;
    }

    /** A bool knows no m. */
    private static Tristate whole(Symbol symbol, boolean up, Tristate level) {
        boolean bool = symbol.type() == SymbolType.BOOL && level == Tristate.M;
        return !bool ? level : up ? Tristate.Y : Tristate.N;
    }

    private int cost(Symbol symbol, boolean up, Tristate wanted) {
        Tristate level = whole(symbol, up, wanted);
        if (holds(values.tristate(symbol), up, level)) {
            return 0;
        }
        if (symbol.isConstant() || !symbol.type().isLogical()) {
            return NEVER;
        }
        int place = symbol.index() * SLOTS + (up ? 2 : 0) + (level == Tristate.M ? 1 : 0);
        if (stamps[place] == stamp) {
            return costs[place];
        }
        stamps[place] = stamp;
        costs[place] = NEVER;
        if (depth >= DEEPEST || deadline.isOver()) {
            return NEVER;
        }
        depth++;
        int best = NEVER;
        for (Way way : Way.values()) {
            best = Math.min(best, cost(symbol, up, level, way));
        }
        depth--;
        costs[place] = best;
        return best;
    }

    /** How to raise or lower a symbol. */
    private enum Way {
        SET,
        SELECT,
        DEFAULT
    }

    private int cost(Symbol symbol, boolean up, Tristate level, Way way) {
        return switch (way) {
            case SET -> costOfSetting(symbol, up, level);
            case SELECT ->
                up && symbol.selectors() != null && symbol.choice() == null
                        ? cost(symbol.selectors(), true, level)
                        : NEVER;
            case DEFAULT -> symbol.choice() == null ? costOfDefault(symbol, up, level) : NEVER;
        };
    }

    private int costOfSetting(Symbol symbol, boolean up, Tristate level) {
        Choice group = symbol.asChoice();
        if (group != null) {
            return up
                    ? symbol.prompts().stream()
                            .mapToInt(p -> cost(p.condition(), true, level))
                            .min()
                            .orElse(NEVER)
                    : NEVER;
        }
        if (symbol.prompts().isEmpty() || isKept(symbol)) {
            return NEVER;
        }
        if (symbol.choice() != null && !up) {
            return sibling(symbol) == null ? NEVER : 1 + visible(Objects.requireNonNull(sibling(symbol)), Tristate.M);
        }
        int forced = up || symbol.selectors() == null ? 0 : cost(symbol.selectors(), false, level);
        int own = 1;
        Change said = supposed.get(variables.rank(symbol));
        if (said != null) {
            own = said.symbol() == symbol && holds(new Goal(symbol, said.value()).level(), up, level) ? 0 : NEVER;
        }
        return Math.min(NEVER, own + forced + visible(symbol, up ? level : Tristate.M));
    }

    private @Nullable Symbol sibling(Symbol member) {
        Choice choice = Objects.requireNonNull(member.choice());
        Symbol best = null;
        for (Symbol each : choice.members()) {
            if (each != member && (best == null || visible(each, Tristate.M) < visible(best, Tristate.M))) {
                best = each;
            }
        }
        return best;
    }

    private int visible(Symbol symbol, Tristate level) {
        return cost(bestPrompt(symbol, level).condition(), true, needed(symbol, level));
    }

    private Prompt bestPrompt(Symbol symbol, Tristate level) {
        Prompt best = symbol.prompts().get(0);
        for (Prompt prompt : symbol.prompts()) {
            if (cost(prompt.condition(), true, needed(symbol, level))
                    < cost(best.condition(), true, needed(symbol, level))) {
                best = prompt;
            }
        }
        return best;
    }

    /** A bool rounds m up to y. */
    private static Tristate needed(Symbol symbol, Tristate level) {
        return symbol.type() == SymbolType.TRISTATE ? level : Tristate.M;
    }

    private int costOfDefault(Symbol symbol, boolean up, Tristate level) {
        if (!symbol.prompts().isEmpty() && values.isUserSet(symbol)) {
            return NEVER;
        }
        if (!up) {
            int sum = symbol.selectors() == null ? 0 : cost(symbol.selectors(), false, level);
            for (DefaultValue each : symbol.defaults()) {
                sum += Math.min(cost(each.condition(), false, level), cost(each.value(), false, level));
            }
            return Math.min(NEVER, symbol.implicators() == null ? sum : sum + cost(symbol.implicators(), false, level));
        }
        int best = symbol.implicators() == null
                ? NEVER
                : cost(symbol.implicators(), true, needed(symbol, level))
                        + cost(symbol.directDependency(), true, Tristate.M);
        for (DefaultValue each : symbol.defaults()) {
            best = Math.min(best, costOf(symbol, each, level));
        }
        return Math.min(NEVER, best);
    }

    private int costOf(Symbol symbol, DefaultValue each, Tristate level) {
        return cost(each.condition(), true, needed(symbol, level)) + cost(each.value(), true, needed(symbol, level));
    }

    private void take(Symbol symbol, boolean up, Tristate wanted) {
        Tristate level = whole(symbol, up, wanted);
        if (holds(values.tristate(symbol), up, level) || cost(symbol, up, level) >= NEVER) {
            return;
        }
        Way best = Way.SET;
        for (Way way : Way.values()) {
            best = cost(symbol, up, level, way) < cost(symbol, up, level, best) ? way : best;
        }
        if (best == Way.SELECT && symbol.selectors() != null) {
            take(symbol.selectors(), true, level);
        } else if (best == Way.DEFAULT) {
            takeDefault(symbol, up, level);
        } else {
            takeSetting(symbol, up, level);
        }
    }

    private void takeSetting(Symbol symbol, boolean up, Tristate level) {
        if (symbol.isChoice()) {
            takeVisible(symbol, level);
            return;
        }
        Symbol sibling = symbol.choice() != null && !up ? sibling(symbol) : null;
        if (sibling != null) {
            choose(sibling, "y");
            takeVisible(sibling, Tristate.M);
            return;
        }
        boolean whole =
                up && (symbol.type() == SymbolType.BOOL || visible(symbol, Tristate.Y) <= visible(symbol, level));
        // Only the target has to be what it is to be; others may be more.
        choose(symbol, whole && symbol != target ? "y" : level.text());
        takeVisible(symbol, up ? level : Tristate.M);
        if (!up && symbol.selectors() != null) {
            take(symbol.selectors(), false, level);
        }
    }

    private void takeVisible(Symbol symbol, Tristate level) {
        take(bestPrompt(symbol, level).condition(), true, needed(symbol, level));
    }

    private void takeDefault(Symbol symbol, boolean up, Tristate level) {
        if (!up) {
            if (symbol.selectors() != null) {
                take(symbol.selectors(), false, level);
            }
            if (symbol.implicators() != null) {
                take(symbol.implicators(), false, level);
            }
            for (DefaultValue each : symbol.defaults()) {
                boolean value = cost(each.value(), false, level) < cost(each.condition(), false, level);
                take(value ? each.value() : each.condition(), false, level);
            }
            return;
        }
        Tristate needed = needed(symbol, level);
        for (DefaultValue each : symbol.defaults()) {
            if (costOf(symbol, each, level) == costOfDefault(symbol, true, level)) {
                take(each.condition(), true, needed);
                take(each.value(), true, needed);
                return;
            }
        }
        if (symbol.implicators() != null) {
            take(symbol.implicators(), true, needed);
            take(symbol.directDependency(), true, Tristate.M);
        }
    }

    // --- conditions

    private int cost(Expression condition, boolean up, Tristate level) {
        if (level == (up ? Tristate.N : Tristate.Y)) {
            return 0;
        }
        if (condition instanceof Expression.Ref ref) {
            return cost(ref.symbol(), up, level);
        }
        if (condition instanceof Expression.Not not) {
            return cost(not.operand(), !up, level.not());
        }
        if (condition instanceof Expression.Compare comparison) {
            return costOf(comparison, up);
        }
        boolean all = condition instanceof Expression.And == up;
        int result = all ? 0 : NEVER;
        for (Expression operand : operands(condition)) {
            int cost = cost(operand, up, level);
            result = all ? Math.min(NEVER, result + cost) : Math.min(result, cost);
            if (result == (all ? NEVER : 0)) {
                break;
            }
        }
        return result;
    }

    private static List<Expression> operands(Expression condition) {
        return condition instanceof Expression.And and ? and.operands() : ((Expression.Or) condition).operands();
    }

    private void take(Expression condition, boolean up, Tristate level) {
        if (level == (up ? Tristate.N : Tristate.Y)) {
            return;
        }
        if (condition instanceof Expression.Ref ref) {
            take(ref.symbol(), up, level);
        } else if (condition instanceof Expression.Not not) {
            take(not.operand(), !up, level.not());
        } else if (condition instanceof Expression.Compare comparison) {
            take(comparison, up);
        } else if (condition instanceof Expression.And == up) {
            operands(condition).forEach(operand -> take(operand, up, level));
        } else {
            Expression best = operands(condition).get(0);
            for (Expression operand : operands(condition)) {
                best = cost(operand, up, level) < cost(best, up, level) ? operand : best;
            }
            take(best, up, level);
        }
    }

    // --- comparisons: of bools and tristates with constants; of others, only that there is something to set is seen

    private int costOf(Expression.Compare comparison, boolean wanted) {
        if ((values.evaluate(comparison) != Tristate.N) == wanted) {
            return 0;
        }
        Symbol left = comparison.left();
        if (left.isConstant() || left.isChoice()) {
            return NEVER;
        }
        if (left.type().isLogical()) {
            int best = NEVER;
            for (Tristate level : Tristate.values()) {
                if (fits(comparison, level, wanted)) {
                    best = Math.min(best, cost(left, level.compareTo(values.tristate(left)) > 0, level));
                }
            }
            return best;
        }
        boolean open = left.type() != SymbolType.UNKNOWN && !left.prompts().isEmpty() && !isKept(left);
        return open ? Math.min(NEVER, 1 + visible(left, Tristate.M)) : NEVER;
    }

    private boolean fits(Expression.Compare comparison, Tristate level, boolean wanted) {
        Symbol right = comparison.right();
        boolean known = right.type().isLogical()
                && (level != Tristate.M || comparison.left().type() == SymbolType.TRISTATE);
        return known && comparison.relation().holds(level.compareTo(values.tristate(right))) == wanted;
    }

    private void take(Expression.Compare comparison, boolean wanted) {
        if (costOf(comparison, wanted) == 0 || costOf(comparison, wanted) >= NEVER) {
            return;
        }
        Symbol left = comparison.left();
        if (!left.type().isLogical()) {
            for (Change change : candidates.all(left)) {
                boolean fits =
                        comparison.relation().holds(order(change.value(), values.value(comparison.right()))) == wanted;
                if (fits) {
                    choose(left, change.value());
                    takeVisible(left, Tristate.M);
                    return;
                }
            }
            return;
        }
        for (Tristate level : Tristate.values()) {
            boolean up = level.compareTo(values.tristate(left)) > 0;
            if (fits(comparison, level, wanted) && cost(left, up, level) == costOf(comparison, wanted)) {
                take(left, up, level);
                return;
            }
        }
    }

    private static int order(String left, String right) {
        try {
            return Long.decode(left).compareTo(Long.decode(right));
        } catch (NumberFormatException e) {
            // Text, or a number without 0x: then it is a guess like all the rest.
            return left.compareTo(right);
        }
    }
}
