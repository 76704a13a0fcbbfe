/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.compare.Differences;
import io.opsswitch.kconfig.reach.Proposal.Outcome;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds out how to get a value.
 *
 * <p><b>What is minimal.</b> A change is one {@link Configuration#assign}; taking a user's value away is none. A way is a
 * sequence of changes that are all taken, after which the target has the value. What counts is the number of changes, the
 * target's own included. Bools and tristates may be set to all their values, a number or string that is not the target
 * to those that the tree compares it with, for numbers also their neighbours, and to constant bounds of its ranges.
 *
 * <p><b>How it is found.</b> Suppose some changes, none at first, and the goal is not met. Then there is a {@link Reason}:
 * a few variables, such that the goal stays out of reach until one of them changes to certain values, whatever else
 * changes. So every way that contains what is supposed also contains one of these changes, and it is enough to suppose
 * each of them in turn: that is the tree that Reiter described for diagnosis (Artificial Intelligence 32, 1987). After a
 * reason is found, others are looked for without its variables; n such reasons mean that n changes are missing at least.
 * With that bound, sets of changes are looked at from the shortest up (A*), and when a way is found, no shorter one
 * exists. The empty reason ends a branch, and at the root it proves that there is no way.
 *
 * <p><b>Why that is sound.</b> A reason is derived from the rules of evaluation, step by step, each valid for all values
 * of everything that the reason does not name ({@link SymbolBlame}). Where no reason can be derived, the branch counts as
 * left out, and no claim is made about ways longer than it. The final values depend on the last value given to each
 * symbol, not on the order: hence sets instead of sequences. A value that counts in the end can be given in the end,
 * after all that its visibility depends on; where this is refused ({@link Refusals}) all orders are tried for up to three
 * changes, then changing something for a while, and what refuses is a reason as well. Naming the member of a choice acts
 * on all members that show at that moment; a choice is therefore one variable, which may change several times.
 *
 * <p><b>When time is short.</b> A second search, which takes those sets first that seem almost complete, runs in turns
 * with the first until either finds a way. What it finds is made shorter by leaving out what it can do without, and is
 * the best found unless the first search proves that there is nothing shorter.
 *
 * <p>Among equally short ways, the one after which the fewest symbols differ is taken, then the one that lowers least of
 * what the user set, then the one that lowers least.
 */
public final class Reach {

    // What remains is for looking at the effects.
    private static final double SHARE_OF_SEARCH = 0.8;

    private Reach() {}

    /**
     * Find the fewest changes after which a symbol has a value.
     *
     * <p>An interrupted thread ends the search early, and is still interrupted afterwards.
     *
     * @param start where to start from; it is not changed
     * @param value y, m or n; or the text of a number or string
     * @param limit how long to search at most
     */
    public static Proposal find(Configuration start, Symbol target, String value, Duration limit) {
        return find(start, target, value, limit, Set.of());
    }

    /**
     * Find the fewest changes after which a symbol has a value, without changing certain others.
     *
     * @param kept what must not be changed, for a member of a choice the whole choice; what the result claims is about
     *     ways that change none of them
     * @see #find(Configuration, Symbol, String, Duration)
     */
    public static Proposal find(Configuration start, Symbol target, String value, Duration limit, Set<Symbol> kept) {
        Goal goal = Goal.of(target, value);
        String wrong = Obstacle.inGoal(start, goal);
        if (wrong != null) {
            return new Proposal(target, value, Outcome.IMPOSSIBLE, List.of(), List.of(), wrong, kept);
        }
        if (goal.isMetBy(start)) {
            return new Proposal(target, goal.value(), Outcome.ALREADY, List.of(), List.of(), "", kept);
        }
        Deadline deadline = new Deadline(limit.isNegative() ? Duration.ZERO : share(limit));
        Search search = new Search(start, goal, kept, deadline);
        search.run();
        if (search.solutions().isEmpty()) {
            Outcome outcome = search.isImpossible() ? Outcome.IMPOSSIBLE : Outcome.NOT_FOUND;
            return new Proposal(target, goal.value(), outcome, List.of(), List.of(), obstacle(start, goal), kept);
        }
        Outcome outcome = search.floor() >= search.solutions().length() ? Outcome.MINIMAL : Outcome.BEST_FOUND;
        return best(start, goal, outcome, search.solutions().ways(), kept, deadline);
    }

    /**
     * Find what to propose to a person: the fewest changes that leave modules on, and only if there are none, the fewest.
     *
     * <p>To switch modules off makes y of every m, which is a single change, but seldom the one that is wanted.
     *
     * @param kept what must not be changed either: so a user who does not like a proposal gets another one
     * @see #find(Configuration, Symbol, String, Duration, Set)
     */
    public static Proposal propose(Configuration start, Symbol target, String value, Duration limit, Set<Symbol> kept) {
        Symbol modules = start.tree().modules();
        if (modules == null || modules == target || start.tristate(modules) == Tristate.N || kept.contains(modules)) {
            return find(start, target, value, limit, kept);
        }
        Set<Symbol> withModules = new LinkedHashSet<>(kept);
        withModules.add(modules);
        long began = System.nanoTime();
        Proposal proposal = find(start, target, value, limit, withModules);
        if (proposal.succeeds()) {
            return proposal;
        }
        return find(start, target, value, limit.minusNanos(System.nanoTime() - began), kept);
    }

    private static Duration share(Duration limit) {
        return limit.compareTo(Duration.ofDays(1)) > 0
                ? limit
                : Duration.ofNanos((long) (limit.toNanos() * SHARE_OF_SEARCH));
    }

    private static String obstacle(Configuration start, Goal goal) {
        Blame blame = new Blame(start, new Variables(start), new Deadline(Duration.ofMillis(100)));
        blame.reset();
        return Obstacle.of(start, blame, goal);
    }

    private static Proposal best(
            Configuration start,
            Goal goal,
            Outcome outcome,
            List<List<Change>> ways,
            Set<Symbol> kept,
            Deadline deadline) {
        Workbench bench = new Workbench(start, symbol -> 0);
        List<Change> best = List.of();
        List<Difference> fewest = null;
        for (List<Change> way : ways) {
            if (fewest != null && deadline.isOver()) {
                break;
            }
            if (!bench.leads(way, goal)) {
                continue; // older trees remember more than what was said; what does not work anew is no way
            }
            List<Difference> effects = Differences.between(start, bench.values());
            boolean fewer = fewest == null
                    || effects.size() < fewest.size()
                    || effects.size() == fewest.size() && lowering(start, way) < lowering(start, best);
            if (fewer) {
                fewest = effects;
                best = way;
            }
        }
        if (fewest == null) {
            String reason = obstacle(start, goal);
            return new Proposal(goal.target(), goal.value(), Outcome.NOT_FOUND, List.of(), List.of(), reason, kept);
        }
        return new Proposal(goal.target(), goal.value(), outcome, best, fewest, "", kept);
    }

    /** Return how much is lowered; what the user set counts more than all else. */
    private static int lowering(Configuration start, List<Change> way) {
        int weight = 0;
        for (Change change : way) {
            Symbol symbol = change.symbol();
            boolean logical = symbol.type().isLogical();
            if (logical && new Goal(symbol, change.value()).level().compareTo(start.tristate(symbol)) < 0) {
                weight += start.isUserSet(symbol) ? way.size() + 1 : 1;
            }
        }
        return weight;
    }
}
