/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.UserInput;
import java.util.ArrayList;
import java.util.List;

/**
 * The choices of older trees that are y, and of which the user spoke of only some visible members.
 *
 * <p>The C tools take the user's value of such a choice into account when they first compute it, and drop it then: what
 * is computed next, after any change, and for minimal files, goes without it.
 */
public final class UndecidedChoices {

    private final Evaluator values;
    private final UserInput input;
    private final List<Symbol> forgotten = new ArrayList<>();

    UndecidedChoices(Evaluator values) {
        this.values = values;
        this.input = values.input();
    }

    /** Drop the users' values of these choices for good, before a change; the change is the caller's to report. */
    public static void drop(Evaluator values) {
        for (Symbol choice : find(values)) {
            values.input().forget(choice);
            values.changed(choice);
        }
    }

    /** Tell whether a choice is one of them; the user's value of it is as good as none. */
    public static boolean isOne(Evaluator values, Choice choice) {
        return !values.input().tree().dialect().has(Feature.KEEPS_OPEN_CHOICES)
                && values.input().has(choice.symbol())
                && values.state(choice.symbol()) == Tristate.Y
                && isUndecided(values, choice);
    }

    private static List<Symbol> find(Evaluator values) {
        UserInput input = values.input();
        List<Symbol> found = new ArrayList<>(0);
        for (Choice choice : input.tree().choices()) {
            if (isOne(values, choice)) {
                found.add(choice.symbol());
            }
        }
        return found;
    }

    private static boolean isUndecided(Evaluator values, Choice choice) {
        for (Symbol member : choice.members()) {
            if (values.visibility(member) != Tristate.N && !values.input().has(member)) {
                return true;
            }
        }
        return false;
    }

    /** Take the users' values away. */
    void forget() {
        if (input.tree().dialect().has(Feature.CLASSIC_CHOICES)) {
            forgotten.addAll(find(values));
            forgotten.forEach(input::forget);
            recompute();
        }
    }

    /** Give them back. */
    void restore() {
        forgotten.forEach(input::confirm);
        recompute();
    }

    private void recompute() {
        if (!forgotten.isEmpty()) {
            values.forgetAll();
        }
    }
}
