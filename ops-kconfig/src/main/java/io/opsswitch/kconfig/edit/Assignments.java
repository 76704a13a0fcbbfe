/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.explain.Why;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Sets several values together: all, or none.
 *
 * <p>One assignment may make another possible, or undo it, so they are made in rounds: each round repeats those that do not
 * hold, until all do or nothing moves any more.
 */
public final class Assignments {

    private final List<Assignment> wanted;

    /**
     * Create a set of assignments.
     *
     * @throws IllegalArgumentException when two are about the same symbol
     */
    public Assignments(List<Assignment> wanted) {
        Set<Symbol> seen = new HashSet<>();
        for (Assignment each : wanted) {
            if (!seen.add(each.symbol())) {
                throw new IllegalArgumentException(
                        each.symbol() + " is assigned twice, perhaps you should leave out one of the values");
            }
        }
        this.wanted = List.copyOf(wanted);
    }

    /**
     * Make the assignments.
     *
     * @param configuration what to change; unchanged when anything is refused
     * @param prefix what names start with, such as {@code CONFIG_}, for the explanations
     * @return what was refused, in the order given; empty when all values are as wanted
     */
    public List<Refusal> applyTo(Configuration configuration, String prefix) {
        Configuration trial = configuration.copy();
        List<Assignment> made = new ArrayList<>();
        for (Assignment each : wanted) {
            attempt(trial, each, made);
        }
        // Each round but the last one settles at least one assignment for good, or they contradict one another.
        boolean moved = true;
        for (int round = 0; moved && round < wanted.size(); round++) {
            moved = false;
            for (Assignment each : wanted) {
                moved |= !holds(trial, each) && attempt(trial, each, made);
            }
        }
        List<Refusal> refusals = wanted.stream()
                .filter(each -> !holds(trial, each))
                .map(each -> refusal(trial, each, prefix))
                .toList();
        if (refusals.isEmpty()) {
            made.forEach(each -> configuration.assign(each.symbol(), each.value()));
        }
        return refusals;
    }

    private static boolean attempt(Configuration trial, Assignment each, List<Assignment> made) {
        boolean taken = trial.assign(each.symbol(), each.value());
        if (taken) {
            made.add(each);
        }
        return taken;
    }

    private static boolean holds(Configuration configuration, Assignment each) {
        return configuration.value(each.symbol()).equals(each.stored());
    }

    private static Refusal refusal(Configuration trial, Assignment each, String prefix) {
        Symbol symbol = each.symbol();
        return new Refusal(
                each,
                trial.value(symbol),
                new Obstacle(trial, symbol, each.value()).sentence(),
                Why.explain(trial, symbol, prefix).lines());
    }
}
