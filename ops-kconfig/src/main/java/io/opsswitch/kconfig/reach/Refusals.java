/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Deals with changes that would lead to the goal, if only they could be made.
 *
 * <p>Usually a user value that counts in the end can be given in the end. Not so when others select the symbol as far as
 * it is visible: then its value is refused, and still differs from the default.
 */
final class Refusals {

    private final Workbench bench;
    private final Configuration values;
    private final Blame blame;
    private final SymbolBlame symbols;
    private final Candidates candidates;
    private final Goal goal;
    private final boolean strongImply;

    Refusals(Workbench bench, Blame blame, SymbolBlame symbols, Candidates candidates, Goal goal) {
        this.bench = bench;
        this.values = bench.values();
        this.blame = blame;
        this.symbols = symbols;
        this.candidates = candidates;
        this.goal = goal;
        this.strongImply = values.tree().dialect().has(Feature.STRONG_IMPLY);
    }

    /**
     * Return the reason for no order of the changes to work: in each, one is refused. Null when there is no reason known.
     * The workbench is left with something else on it.
     */
    @Nullable
    Reason whyRefused(List<Change> changes) {
        List<Change> all = new ArrayList<>(changes);
        return changes.size() > Search.PROVEN ? whyRefusedInOrder(all) : whyRefused(new ArrayList<>(), all);
    }

    private @Nullable Reason whyRefused(List<Change> made, List<Change> left) {
        if (left.isEmpty()) {
            // All were taken, and did not lead to the goal: the order within a choice matters.
            return null;
        }
        Reason reason = Reason.NONE;
        for (int i = 0; i < left.size() && reason != null; i++) {
            bench.clear();
            made.forEach(bench::assign);
            Change change = left.get(i);
            if (bench.assign(change)) {
                List<Change> rest = new ArrayList<>(left);
                made.add(rest.remove(i));
                reason = Reason.both(reason, whyRefused(made, rest));
                made.remove(made.size() - 1);
            } else {
                reason = Reason.both(reason, whyRefused(change));
            }
        }
        return reason;
    }

    private @Nullable Reason whyRefusedInOrder(List<Change> changes) {
        bench.clear();
        for (Change change : changes) {
            if (!bench.assign(change)) {
                return whyRefused(change);
            }
        }
        return null;
    }

    /** Return the reason for a change to be refused now. */
    private @Nullable Reason whyRefused(Change change) {
        blame.forget();
        Symbol symbol = change.symbol();
        Reason hidden = values.visibility(symbol) == Tristate.N ? symbols.visibleAtMost(symbol, Tristate.N) : null;
        if (hidden != null) {
            return hidden;
        }
        if (!symbol.type().isLogical()) {
            return symbols.exactRange(symbol);
        }
        Tristate wanted = new Goal(symbol, change.value()).level();
        Tristate visible = values.visibility(symbol);
        Reason reason = null;
        if (wanted == Tristate.M && values.effectiveType(symbol) == SymbolType.BOOL) {
            reason = symbol.type() == SymbolType.BOOL ? Reason.NONE : blame.modules();
        }
        if (wanted == Tristate.M && strongImply && values.implication(symbol) == Tristate.Y) {
            reason = Reason.better(
                    reason,
                    Reason.both(
                            blame.atLeast(symbol.implicators(), Tristate.Y),
                            blame.atLeast(symbol.directDependency(), Tristate.M)));
        }
        if (wanted.compareTo(visible) > 0) {
            reason = Reason.better(reason, Reason.both(rounding(symbol), symbols.visibleAtMost(symbol, visible)));
        }
        Tristate[] levels = Tristate.values();
        for (Tristate level : levels) {
            boolean tooLow = wanted.compareTo(level) < 0;
            if (tooLow && symbol.choice() == null) {
                reason = Reason.better(reason, blame.atLeast(symbol.selectors(), level));
            }
        }
        if (symbol.choice() == null && values.selection(symbol).compareTo(visible) >= 0) {
            Reason capped = visible == Tristate.Y ? Reason.NONE : symbols.visibleAtMost(symbol, visible);
            Reason forced = blame.atLeast(symbol.selectors(), selectable(symbol));
            reason = Reason.better(reason, Reason.both(rounding(symbol), Reason.both(capped, forced)));
        }
        return reason;
    }

    /** Without modules, m counts as y. */
    private @Nullable Reason rounding(Symbol symbol) {
        return symbol.type() == SymbolType.TRISTATE ? blame.modules() : Reason.NONE;
    }

    private Tristate selectable(Symbol symbol) {
        return symbol.type() == SymbolType.BOOL || !blame.areModulesOn() ? Tristate.M : values.visibility(symbol);
    }

    /**
     * Tell whether a refused value might make a difference if it could be given after a detour.
     *
     * <p>Mostly another value of the same symbol does the same, which is looked at for itself: where it is below what
     * others select, that; where it is more than is visible, what is visible; where nothing is visible, none. What is
     * left is a symbol that others select as far as it is visible, and whose default is higher still.
     */
    boolean mayNeedDetour(List<Change> changes) {
        bench.suppose(changes);
        for (Change change : changes) {
            Symbol symbol = change.symbol();
            if (symbol.choice() != null) {
                return true;
            }
            boolean visible = values.visibility(symbol) != Tristate.N;
            if (visible && !symbol.type().isLogical() && !values.accepts(symbol, change.value())) {
                return true;
            }
            if (visible && symbol.type().isLogical() && !values.isChangeable(symbol)) {
                Tristate unset = new Goal(symbol, values.defaultValue(symbol)).level();
                if (unset.compareTo(values.selection(symbol)) > 0) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Find a way of three changes that makes one change, which the others do not allow, and then takes leave of it. */
    @Nullable
    List<Change> detour(List<Change> changes, Reason refused) {
        if (changes.size() == 1) {
            Change only = changes.get(0);
            for (Change before : candidates.of(refused)) {
                for (Change after : candidates.all(before.symbol())) {
                    List<Change> way = List.of(before, only, after);
                    if (bench.leads(way, goal)) {
                        return way;
                    }
                }
            }
            return null;
        }
        for (Change last : changes) {
            Change between = changes.get(0) == last ? changes.get(1) : changes.get(0);
            for (Change before : candidates.all(last.symbol())) {
                List<Change> way = List.of(before, between, last);
                if (bench.leads(way, goal)) {
                    return way;
                }
            }
        }
        return null;
    }

    /** Leave out what is not needed, until nothing is left to leave out. */
    List<Change> shortened(List<Change> way) {
        List<Change> best = way;
        for (int i = best.size() - 1; i >= 0; i--) {
            List<Change> fewer = new ArrayList<>(best);
            fewer.remove(i);
            if (bench.leads(fewer, goal)) {
                best = fewer;
                i = best.size();
            }
        }
        return best;
    }
}
