/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks for the shortest ways to a goal; {@link Reach} says how. Owned by one thread. */
final class Search {

    /** Ways this long are looked at in full, whatever the order of their changes and whatever is done twice. */
    static final int PROVEN = 3;

    /** How many nodes are looked at for ways that are as short as the one found, but perhaps do less besides. */
    private static final int NODES_FOR_EQUALS = 24;

    /** More nodes than these would take more memory than time. */
    private static final int MOST_NODES = 100_000;

    /** How many sketches are tried, each of what the one before did not achieve. */
    private static final int GUESSES = 8;

    private static final int FIRST_TURN = 16;

    private final Goal goal;
    private final Deadline deadline;
    private final Variables variables;
    private final Workbench bench;
    private final Candidates candidates;
    private final Blame blame;
    private final Refusals refusals;
    private final SymbolBlame symbols;
    private final Sketch sketch;
    private final Solutions solutions = new Solutions();
    private final Frontier patient = new Frontier(false);
    private final Frontier hasty = new Frontier(true);

    // Below this length, nothing was left out.
    private int gap;
    private boolean sampled;

    Search(Configuration start, Goal goal, Set<Symbol> kept, Deadline deadline) {
        this.goal = goal;
        this.deadline = deadline;
        this.gap = HalfAnswers.shortestUnseen(start, goal.target());
        this.variables = new Variables(start);
        this.bench = new Workbench(start, variables::rank);
        this.candidates = new Candidates(start, variables, goal);
        this.blame = new Blame(bench.values(), variables, deadline);
        this.sketch = new Sketch(bench.values(), variables, candidates, deadline);
        for (Symbol symbol : kept) {
            blame.keep(variables.rank(symbol));
            sketch.keep(variables.rank(symbol));
        }
        this.symbols = new SymbolBlame(blame, start.tree().dialect());
        this.refusals = new Refusals(bench, blame, symbols, candidates, goal);
    }

    /** Search until the shortest way is known, or time is up. */
    void run() {
        guess();
        int turn = FIRST_TURN;
        while (solutions.isEmpty() && !patient.isEmpty() && !isStuck(patient)) {
            advance(patient, turn);
            if (solutions.isEmpty() && !hasty.isEmpty() && !patient.isEmpty()) {
                advance(hasty, turn);
            }
            turn *= 2;
        }
        while (patient.floor() < solutions.length() && !isStuck(patient)) {
            advance(patient, FIRST_TURN);
        }
        int nodes = NODES_FOR_EQUALS;
        while (nodes-- > 0 && patient.floor() <= solutions.length() && !patient.isEmpty() && !isStuck(patient)) {
            visit(patient.poll(), patient);
        }
    }

    /** Try a sketch, and where it falls short, another one of what is missing. */
    private void guess() {
        List<Change> changes = List.of();
        for (int i = 0; i < GUESSES && !deadline.isOver(); i++) {
            bench.suppose(changes);
            List<Change> more = sketch.of(goal, changes);
            if (more.isEmpty()) {
                return;
            }
            for (Change change : more) {
                changes = new Node(changes, List.of(), 0, 0).with(change, this::place);
            }
            List<Change> way = way(changes);
            if (way != null) {
                solutions.add(refusals.shortened(way));
                return;
            }
        }
    }

    private int place(Change change) {
        return variables.rank(change.symbol());
    }

    private boolean isStuck(Frontier frontier) {
        return deadline.isOver() || frontier.size() > MOST_NODES;
    }

    private void advance(Frontier frontier, int nodes) {
        boolean first = solutions.isEmpty();
        for (int i = 0; i < nodes && !frontier.isEmpty() && !isStuck(frontier); i++) {
            if (frontier.floor() >= solutions.length() && frontier == patient || first != solutions.isEmpty()) {
                return;
            }
            visit(frontier.poll(), frontier);
        }
    }

    Solutions solutions() {
        return solutions;
    }

    /** Return a number of changes below which there is no way; very large when there is none at all. */
    int floor() {
        return Math.min(patient.floor(), gap);
    }

    /** Tell whether all was looked at, and nothing leads to the goal. */
    boolean isImpossible() {
        return solutions.isEmpty() && floor() == Integer.MAX_VALUE && !sampled;
    }

    private void visit(Node node, Frontier frontier) {
        if (node.floor() > solutions.length()) {
            return;
        }
        List<Reason> open = node.open();
        if (open.isEmpty()) {
            open = missing(node);
            int floor = node.changes().size() + open.size();
            if (floor > node.floor()) {
                frontier.add(node.changes(), open, floor);
                return;
            }
        }
        if (!open.isEmpty()) {
            expand(node, open, frontier);
        }
    }

    /** Find what every solution with these changes has to do besides; nothing when there is no such solution. */
    private List<Reason> missing(Node node) {
        bench.suppose(node.changes());
        boolean met = goal.isMetBy(bench.values());
        List<Reason> open = new ArrayList<>();
        prepare(node.changes());
        Reason reason = met ? refusals.whyRefused(node.changes()) : whyNot();
        if (reason == null) {
            if (!deadline.isOver()) {
                leaveOut(node.changes().size() + 1);
            } else {
                // Not looked at in time: the floor must not rise.
                gap = Math.min(gap, node.floor());
            }
            return open;
        }
        while (reason != null && !reason.isEmpty()) {
            open.add(reason);
            if (met) {
                break;
            }
            blame.bar(reason);
            reason = whyNot();
        }
        return open;
    }

    private @Nullable Reason whyNot() {
        return blame.ask(() -> goal.whyNot(blame, symbols));
    }

    private void prepare(List<Change> changes) {
        blame.reset();
        for (Change change : changes) {
            blame.fix(variables.rank(change.symbol()));
        }
    }

    /** Take note that ways of this length and longer ones may exist that are not looked at. */
    private void leaveOut(int length) {
        gap = Math.min(gap, length);
    }

    private void expand(Node node, List<Reason> open, Frontier frontier) {
        Reason reason = open.get(0);
        for (Reason other : open) {
            // Early variables first: to change them takes longest, so it should not be taken back often.
            boolean better =
                    other.size() < reason.size() || other.size() == reason.size() && other.rank(0) < reason.rank(0);
            reason = better ? other : reason;
        }
        List<Reason> rest = new ArrayList<>(open);
        rest.remove(reason);
        List<Reason> kept = List.copyOf(rest);
        for (Change change : candidates.of(reason)) {
            if (deadline.isOver()) {
                gap = Math.min(gap, node.floor());
                return;
            }
            sampled |= !change.symbol().type().isLogical() && change.symbol() != goal.target();
            if (!isRepeated(node, change)) {
                expand(node, change, kept, frontier);
            }
        }
    }

    /** Members of a choice may be named one after another, but no way is that long. */
    private boolean isRepeated(Node node, Change change) {
        if (node.changes().contains(change)) {
            return true;
        }
        boolean same = false;
        for (Change each : node.changes()) {
            same |= variables.rank(each.symbol()) == variables.rank(change.symbol());
        }
        if (same && node.changes().size() >= PROVEN) {
            leaveOut(PROVEN + 1);
            return true;
        }
        return false;
    }

    private void expand(Node node, Change change, List<Reason> open, Frontier frontier) {
        List<Change> changes = node.with(change, this::place);
        if (!frontier.isNew(changes)) {
            return;
        }
        int floor = Math.max(node.floor(), changes.size() + Math.max(1, open.size()));
        if (open.isEmpty()) {
            List<Change> way = way(changes);
            if (way != null) {
                solutions.add(changes.size() > PROVEN ? refusals.shortened(way) : way);
                return;
            }
        }
        if (floor <= solutions.length()) {
            frontier.add(changes, open, floor);
        }
    }

    /** Return the changes in an order that leads to the goal; null when they do not, or cannot be made. */
    private @Nullable List<Change> way(List<Change> changes) {
        bench.suppose(changes);
        if (goal.isMetBy(bench.values())) {
            List<Change> way = bench.order(changes, goal);
            if (way == null && refusals.mayNeedDetour(changes)) {
                leaveOut(PROVEN + 1);
            }
            if (way == null && changes.size() < PROVEN) {
                prepare(changes);
                Reason refused = refusals.whyRefused(changes);
                List<Change> detour = refused == null ? null : refusals.detour(changes, refused);
                if (detour != null) {
                    solutions.add(detour);
                }
            }
            return way;
        }
        boolean ordered = changes.size() > 1 && changes.size() <= PROVEN && namesMember(changes);
        return ordered ? bench.order(changes, goal) : null;
    }

    private static boolean namesMember(List<Change> changes) {
        for (Change change : changes) {
            Symbol symbol = change.symbol();
            if (symbol.choice() != null) {
                return true;
            }
        }
        return false;
    }
}
