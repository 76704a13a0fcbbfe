/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.UserInput;
import java.util.ArrayList;
import java.util.List;

/**
 * The choices of older trees of which a file names only some visible members.
 *
 * <p>The C tools take their value into account when they first compute it, and drop it then; minimal files are printed
 * from the values computed next.
 */
final class UndecidedChoices {

    private final Evaluator values;
    private final UserInput input;
    private final List<Symbol> forgotten = new ArrayList<>();

    UndecidedChoices(Evaluator values) {
        this.values = values;
        this.input = values.input();
    }

    /** Take the users' values away. */
    void forget() {
        Dialect dialect = input.tree().dialect();
        if (!dialect.has(Feature.CLASSIC_CHOICES) || dialect.has(Feature.KEEPS_OPEN_CHOICES)) {
            return;
        }
        for (Choice choice : input.tree().choices()) {
            boolean undecided =
                    choice.members().stream().anyMatch(m -> values.visibility(m) != Tristate.N && !input.has(m));
            if (undecided && input.has(choice.symbol())) {
                forgotten.add(choice.symbol());
            }
        }
        forgotten.forEach(input::forget);
        recompute();
    }

    /** Give them back. */
    void restore() {
        forgotten.forEach(s -> input.set(s, input.state(s)));
        recompute();
    }

    private void recompute() {
        if (!forgotten.isEmpty()) {
            values.forgetAll();
        }
    }
}
