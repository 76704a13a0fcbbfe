/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The choices since Linux 6.9: bools of which one is y as long as one is visible.
 *
 * <p>In this order: the visible member that the user set to y last; the default unless the user set it to n; the first
 * visible member of which the user said nothing; the visible member that the user set to n first.
 */
final class PriorityChoiceRules extends ChoiceRules {

    PriorityChoiceRules(Evaluator values) {
        super(values);
    }

    @Override
    void compute(Choice choice) {
        int index = choice.symbol().index();
        values.visible[index] = values.promptVisibility(choice.symbol());
        values.written[index] = false;
        computeVisibility(choice);
        Symbol picked = pick(choice);
        values.winner[index] = picked;
        values.setState(index, picked == null ? Tristate.N : Tristate.Y);
    }

    private @Nullable Symbol pick(Choice choice) {
        Symbol chosen = chosenMember(choice);
        if (chosen != null) {
            return chosen;
        }
        UserInput input = values.input();
        Symbol preferred = defaultMember(choice);
        if (preferred != null && !(input.has(preferred) && input.state(preferred) == Tristate.N)) {
            return preferred;
        }
        for (Symbol member : choice.members()) {
            if (isVisible(member) && !input.has(member)) {
                return member;
            }
        }
        List<Symbol> order = input.priority(choice);
        for (int i = order.size() - 1; i >= 0; i--) {
            if (isVisible(order.get(i))) {
                return order.get(i);
            }
        }
        return null;
    }

    @Override
    @Nullable
    Symbol chosenMember(Choice choice) {
        UserInput input = values.input();
        for (Symbol member : input.priority(choice)) {
            if (isVisible(member) && input.has(member) && input.state(member) == Tristate.Y) {
                return member;
            }
        }
        return null;
    }

    @Override
    boolean decides(Symbol member) {
        return true;
    }
}
