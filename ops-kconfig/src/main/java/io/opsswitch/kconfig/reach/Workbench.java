/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.eval.SavedInput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a configuration on which changes are tried and taken back.
 *
 * <p>Taking back and trying something else is noted by the evaluator before it computes anything, so what both have in
 * common costs nothing. Owned by one search.
 */
final class Workbench {

    private static final int MOST_PERMUTED = 4;

    private final Configuration values;
    private final ToIntFunction<Symbol> rank;
    private final List<SavedInput> undo = new ArrayList<>();

    Workbench(Configuration start, ToIntFunction<Symbol> rank) {
        this.values = start.copy();
        this.rank = rank;
    }

    /** Return the configuration with what is being tried. */
    Configuration values() {
        return values;
    }

    /** Take everything back. */
    void clear() {
        for (int i = undo.size() - 1; i >= 0; i--) {
            values.restore(undo.get(i));
        }
        undo.clear();
    }

    /** Show what would be with these changes instead of those before, be they possible or not. */
    void suppose(List<Change> changes) {
        clear();
        for (Change change : changes) {
            undo.add(values.save(change.symbol()));
            values.assignAhead(change.symbol(), change.value());
        }
    }

    /** Make one more change as a user would; tell whether it was taken. */
    boolean assign(Change change) {
        SavedInput before = values.save(change.symbol());
        boolean taken = values.assign(change.symbol(), change.value());
        if (taken) {
            undo.add(before);
        }
        return taken;
    }

    /** Make changes from the start as a user would; tell whether all were taken and lead to the goal. */
    boolean leads(List<Change> changes, Goal goal) {
        clear();
        for (Change change : changes) {
            if (!assign(change)) {
                return false;
            }
        }
        return goal.isMetBy(values);
    }

    /** Find an order in which the changes can be made, and lead to the goal; null when there is none. */
    @Nullable
    List<Change> order(List<Change> changes, Goal goal) {
        List<Change> ordered = greedyOrder(changes);
        if (ordered != null && goal.isMetBy(values)) {
            return ordered;
        }
        return changes.size() > MOST_PERMUTED ? null : permute(new ArrayList<>(), changes, goal);
    }

    /** In the order of dependency, in which what a change needs comes before it; what is refused is tried again later. */
    private @Nullable List<Change> greedyOrder(List<Change> changes) {
        clear();
        List<Change> left = new ArrayList<>(changes);
        left.sort((a, b) -> Integer.compare(rank.applyAsInt(a.symbol()), rank.applyAsInt(b.symbol())));
        List<Change> ordered = new ArrayList<>();
        boolean progress = true;
        while (progress && !left.isEmpty()) {
            progress = false;
            for (int i = 0; i < left.size(); i++) {
                if (assign(left.get(i))) {
                    ordered.add(left.remove(i--));
                    progress = true;
                }
            }
        }
        // What cannot be given may not be needed either.
        return left.isEmpty() || changes.size() > MOST_PERMUTED ? ordered : null;
    }

    private @Nullable List<Change> permute(List<Change> chosen, List<Change> left, Goal goal) {
        if (left.isEmpty()) {
            return leads(chosen, goal) ? List.copyOf(chosen) : null;
        }
        for (int i = 0; i < left.size(); i++) {
            List<Change> rest = new ArrayList<>(left);
            chosen.add(rest.remove(i));
            List<Change> found = permute(chosen, rest, goal);
            if (found != null) {
                return found;
            }
            chosen.remove(chosen.size() - 1);
        }
        return null;
    }
}
