/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How to get a value.
 *
 * @param target the symbol
 * @param value the value it is to have
 * @param outcome what was found
 * @param changes what to change, in the order in which it can be done; each is taken
 * @param effects everything that differs afterwards, the changes themselves too
 * @param obstacle when there is no way, or none was found: what stands in the way, as a sentence without a full stop;
 *     else empty
 * @param kept what had to stay as it is; the outcome is about ways that change none of these
 */
public record Proposal(
        Symbol target,
        String value,
        Outcome outcome,
        List<Change> changes,
        List<Difference> effects,
        String obstacle,
        Set<Symbol> kept) {

    /** What a search found. */
    public enum Outcome {
        /** The symbol has the value already. */
        ALREADY,
        /** There is no way with fewer changes; proven. */
        MINIMAL,
        /** A way, but perhaps not the shortest. */
        BEST_FOUND,
        /** No values of the other symbols lead there; proven. */
        IMPOSSIBLE,
        /** Nothing was found in time, which proves nothing. */
        NOT_FOUND
    }

    public Proposal {
        changes = List.copyOf(changes);
        effects = List.copyOf(effects);
        kept = Collections.unmodifiableSet(new LinkedHashSet<>(kept));
    }

    /** Tell whether there is a way. */
    public boolean succeeds() {
        return outcome == Outcome.ALREADY || outcome == Outcome.MINIMAL || outcome == Outcome.BEST_FOUND;
    }

    /**
     * Make the changes.
     *
     * @param configuration one with the same user values as that for which the proposal was made
     * @throws IllegalStateException when a change is refused, because it has others
     */
    public void applyTo(Configuration configuration) {
        for (Change change : changes) {
            if (!configuration.assign(change.symbol(), change.value())) {
                throw new IllegalStateException(
                        "the configuration is another one: it refuses " + change.symbol() + "=" + change.value());
            }
        }
    }
}
