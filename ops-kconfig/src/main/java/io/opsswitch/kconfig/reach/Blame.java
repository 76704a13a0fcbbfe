/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Relation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds {@link Reason}s for values and conditions to be as they are now.
 *
 * <p>Facts are bounds: something is at most, or at least, this far. A fact about an {@code &&} has the reasons of all
 * its operands when it is a lower bound, and any one operand's when it is an upper bound; {@code ||} the other way
 * round. A fact about a symbol follows from facts about what its value is computed from, by the rules of evaluation
 * ({@link SymbolBlame}, {@link ChoiceBlame}), and from what the user said, which is where reasons end. Of several
 * reasons the {@link Reason#better} one is taken, and each fact's is found once.
 *
 * <p>Fixed variables do not change any more, and so are in no reason. Barred ones are in no reason either, but because
 * another reason is wanted: a fact that has none without them has no reason then.
 *
 * <p>Owned by one search.
 */
final class Blame {

    // Slots of the memory, by what is known of a symbol.
    private static final int AT_MOST_N = 0;
    private static final int AT_MOST_M = 1;
    private static final int AT_LEAST_M = 2;
    private static final int AT_LEAST_Y = 3;
    private static final int EXACT = 4;
    private static final int SLOTS = 5;

    /** Deeper chains would exhaust the thread's stack; what is beyond is found first, and then all again. */
    private static final int DEEPEST = 300;

    private static final int MOST_ROUNDS = 1000;

    final Configuration values;
    private final Variables variables;
    private final Deadline deadline;
    private final SymbolBlame symbols;
    private final ChoiceBlame choices;
    private final boolean orderedTristates;

    private final @Nullable Reason[] memory;
    private final int[] stamps;
    private int stamp;
    private int depth;
    private final List<Integer> tooDeep = new ArrayList<>();
    private final List<Integer> unfinished = new ArrayList<>();
    private final BitSet kept = new BitSet();
    private final BitSet fixed = new BitSet();
    private final BitSet barred = new BitSet();

    // A choice that a condition is explained under, whose value is explained elsewhere.
    private @Nullable Symbol given;

    Blame(Configuration values, Variables variables, Deadline deadline) {
        this.values = values;
        this.variables = variables;
        this.deadline = deadline;
        Dialect dialect = values.tree().dialect();
        this.orderedTristates = dialect.has(Feature.ORDERED_TRISTATES);
        this.symbols = new SymbolBlame(this, dialect);
        this.choices = new ChoiceBlame(this, symbols, dialect);
        this.memory = new Reason[variables.size() * SLOTS];
        this.stamps = new int[variables.size() * SLOTS];
    }

    /** Keep a variable as it is for ever. */
    void keep(int rank) {
        kept.set(rank);
    }

    /** Start anew, after values changed: nothing is fixed or barred. */
    void reset() {
        fixed.clear();
        barred.clear();
        stamp++;
    }

    /** Forget all reasons, after values changed. */
    void forget() {
        stamp++;
    }

    void fix(int rank) {
        fixed.set(rank);
        stamp++;
    }

    /** Leave the variables of a reason out from now on. */
    void bar(Reason reason) {
        for (int i = 0; i < reason.size(); i++) {
            barred.set(reason.rank(i));
        }
        stamp++;
    }

    /** Return the reason that ends at the user's input for a symbol, or for its choice. */
    @Nullable
    Reason input(Symbol symbol, int valueBits) {
        int rank = variables.rank(symbol);
        if (kept.get(rank)) {
            return Reason.NONE;
        }
        if (barred.get(rank)) {
            return null;
        }
        // What is said of one member of a choice does not fix it: another may be named after it.
        return fixed.get(rank) && symbol.choice() == null ? Reason.NONE : Reason.of(rank, valueBits);
    }

    /** Tell whether the search has changed what the user said of a choice. */
    boolean isTouched(Symbol member) {
        return fixed.get(variables.rank(member));
    }

    // --- symbols

    @Nullable
    Reason atMost(Symbol symbol, Tristate level) {
        if (level == Tristate.Y) {
            return Reason.NONE;
        }
        if (values.tristate(symbol).compareTo(level) > 0) {
            return null;
        }
        if (symbol == given || isConstant(symbol)) {
            return Reason.NONE;
        }
        return find(symbol, level == Tristate.N || symbol.type() == SymbolType.BOOL ? AT_MOST_N : AT_MOST_M);
    }

    @Nullable
    Reason atLeast(Symbol symbol, Tristate level) {
        if (level == Tristate.N) {
            return Reason.NONE;
        }
        if (values.tristate(symbol).compareTo(level) < 0) {
            return null;
        }
        if (symbol == given || isConstant(symbol)) {
            return Reason.NONE;
        }
        return find(symbol, level == Tristate.Y || symbol.type() == SymbolType.BOOL ? AT_LEAST_Y : AT_LEAST_M);
    }

    /** Return the reason for the text of a value, or the value of a bool or tristate, to be what it is. */
    @Nullable
    Reason exact(Symbol symbol) {
        if (symbol.type().isLogical()) {
            Tristate state = values.tristate(symbol);
            return Reason.both(atMost(symbol, state), atLeast(symbol, state));
        }
        return symbol.isConstant() || symbol.type() == SymbolType.UNKNOWN ? Reason.NONE : find(symbol, EXACT);
    }

    /** Constants, names defined nowhere, and numbers and strings, which are n. */
    private static boolean isConstant(Symbol symbol) {
        return symbol.isConstant() || !symbol.type().isLogical();
    }

    private @Nullable Reason find(Symbol symbol, int slot) {
        int place = symbol.index() * SLOTS + slot;
        if (stamps[place] == stamp) {
            return memory[place];
        }
        // Whoever comes back here in a circle finds that there is no reason.
        memory[place] = null;
        if (deadline.isOver()) {
            return null;
        }
        if (depth >= DEEPEST) {
            tooDeep.add(place);
            return null;
        }
        stamps[place] = stamp;
        int before = tooDeep.size();
        depth++;
        Reason reason = derive(symbol, slot);
        depth--;
        memory[place] = reason;
        if (tooDeep.size() > before) {
            unfinished.add(place);
        }
        return reason;
    }

    /** Ask for a reason, and again as long as chains of facts are too long to be followed at once. */
    @Nullable
    Reason ask(Supplier<@Nullable Reason> question) {
        for (int round = 0; round < MOST_ROUNDS; round++) {
            Reason reason = question.get();
            // Start where a chain broke off, and if it breaks off again, there.
            int place = tooDeep.isEmpty() ? -1 : tooDeep.get(0);
            forgetUnfinished();
            if (place < 0) {
                return reason;
            }
            for (int next = place; next >= 0; ) {
                find(values.tree().allSymbols().get(next / SLOTS), next % SLOTS);
                next = tooDeep.isEmpty() || deadline.isOver() ? -1 : tooDeep.get(0);
                forgetUnfinished();
            }
        }
        return null;
    }

    private void forgetUnfinished() {
        unfinished.forEach(place -> stamps[place] = stamp - 1);
        unfinished.clear();
        tooDeep.clear();
    }

    private @Nullable Reason derive(Symbol symbol, int slot) {
        if (slot == EXACT) {
            return symbols.exactText(symbol);
        }
        boolean upper = slot == AT_MOST_N || slot == AT_MOST_M;
        Tristate level = slot == AT_MOST_N ? Tristate.N : slot == AT_LEAST_Y ? Tristate.Y : Tristate.M;
        if (symbol.isChoice()) {
            return choices.ofChoice(symbol, upper, level);
        }
        if (symbol.choice() != null) {
            return choices.ofMember(symbol, upper, level);
        }
        return upper ? symbols.atMost(symbol, level) : symbols.atLeast(symbol, level);
    }

    /** Return the reason for modules to be on, or off. */
    @Nullable
    Reason modules() {
        Symbol modules = values.tree().modules();
        if (modules == null) {
            return Reason.NONE;
        }
        return areModulesOn() ? atLeast(modules, Tristate.M) : atMost(modules, Tristate.N);
    }

    boolean areModulesOn() {
        Symbol modules = values.tree().modules();
        return modules != null && values.tristate(modules) != Tristate.N;
    }

    // --- conditions

    /** Explain a condition, without the value of a choice that it names. */
    @Nullable
    Reason exactGiven(Symbol choice, Expression condition) {
        given = choice;
        try {
            return exact(condition);
        } finally {
            given = null;
        }
    }

    @Nullable
    Reason exact(Expression condition) {
        Tristate state = values.evaluate(condition);
        return Reason.both(atMost(condition, state), atLeast(condition, state));
    }

    /** Return the reason for a condition to be at most this; null when it is more. */
    @Nullable
    Reason atMost(@Nullable Expression condition, Tristate level) {
        if (condition == null || level == Tristate.Y) {
            return Reason.NONE;
        }
        if (condition instanceof Expression.Ref ref) {
            return atMost(ref.symbol(), level);
        }
        if (condition instanceof Expression.Not not) {
            return atLeast(not.operand(), level.not());
        }
        if (condition instanceof Expression.And and) {
            Reason best = null;
            for (Expression operand : and.operands()) {
                best = Reason.better(best, atMost(operand, level));
                if (best != null && best.isEmpty()) {
                    break;
                }
            }
            return best;
        }
        if (condition instanceof Expression.Or or) {
            Reason all = Reason.NONE;
            for (Expression operand : or.operands()) {
                all = Reason.both(all, atMost(operand, level));
                if (all == null) {
                    break;
                }
            }
            return all;
        }
        return comparison((Expression.Compare) condition, false);
    }

    /** Return the reason for a condition to be at least this; null when it is less. */
    @Nullable
    Reason atLeast(@Nullable Expression condition, Tristate level) {
        if (level == Tristate.N) {
            return Reason.NONE;
        }
        if (condition == null) {
            return null;
        }
        if (condition instanceof Expression.Ref ref) {
            return atLeast(ref.symbol(), level);
        }
        if (condition instanceof Expression.Not not) {
            return atMost(not.operand(), level.not());
        }
        if (condition instanceof Expression.Or or) {
            Reason best = null;
            for (Expression operand : or.operands()) {
                best = Reason.better(best, atLeast(operand, level));
                if (best != null && best.isEmpty()) {
                    break;
                }
            }
            return best;
        }
        if (condition instanceof Expression.And and) {
            Reason all = Reason.NONE;
            for (Expression operand : and.operands()) {
                all = Reason.both(all, atLeast(operand, level));
                if (all == null) {
                    break;
                }
            }
            return all;
        }
        return comparison((Expression.Compare) condition, true);
    }

    private @Nullable Reason comparison(Expression.Compare comparison, boolean wanted) {
        if ((values.evaluate(comparison) != Tristate.N) != wanted) {
            return null;
        }
        Symbol left = comparison.left();
        Symbol right = comparison.right();
        Relation relation = comparison.relation();
        boolean byOrder = orderedTristates || relation == Relation.EQUAL || relation == Relation.UNEQUAL;
        if (!byOrder || !left.type().isLogical() || !right.type().isLogical()) {
            return Reason.both(exact(left), exact(right));
        }
        int order = values.tristate(left).compareTo(values.tristate(right));
        boolean equalToo = relation.holds(0) == wanted;
        if (order <= 0 && relation.holds(-1) == wanted) {
            return Reason.better(
                    isBelow(left, right, equalToo), order == 0 ? isBelow(right, left, true, relation, wanted) : null);
        }
        if (order >= 0 && relation.holds(1) == wanted) {
            return isBelow(right, left, equalToo);
        }
        return Reason.both(exact(left), exact(right));
    }

    private @Nullable Reason isBelow(Symbol low, Symbol high, boolean orEqual, Relation relation, boolean wanted) {
        return relation.holds(1) == wanted ? isBelow(low, high, orEqual) : null;
    }

    /** Return the reason for one value to be less than another. */
    private @Nullable Reason isBelow(Symbol low, Symbol high, boolean orEqual) {
        Reason best = null;
        Tristate[] levels = Tristate.values();
        for (int i = 0; i < levels.length; i++) {
            int above = orEqual ? i : i + 1;
            if (above < levels.length) {
                best = Reason.better(best, Reason.both(atMost(low, levels[i]), atLeast(high, levels[above])));
            }
        }
        return best;
    }
}
