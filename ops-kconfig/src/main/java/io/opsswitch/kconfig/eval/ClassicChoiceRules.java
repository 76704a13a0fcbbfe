/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import org.jspecify.annotations.Nullable;

/**
 * The choices before Linux 6.9, which have a value of their own.
 *
 * <p>y: the member chosen last wins while it is visible, else the default. m: each member is on its own. n, which only
 * an optional choice can be: nothing is chosen. The value is what the user gave, at least m unless optional.
 */
final class ClassicChoiceRules extends ChoiceRules {

    private final boolean stickyMembers;

    ClassicChoiceRules(Evaluator values) {
        super(values);
        this.stickyMembers = values.dialect.has(Feature.STICKY_MEMBERS);
    }

    @Override
    void compute(Choice choice) {
        Symbol symbol = choice.symbol();
        int index = symbol.index();
        UserInput input = values.input();
        Tristate visible = values.promptVisibility(symbol);
        values.visible[index] = visible;
        boolean bool = values.effectiveType(symbol) == SymbolType.BOOL;
        Tristate mandatory = values.evaluate(values.plan.selectors[index]);
        if (mandatory == Tristate.M && bool) {
            mandatory = Tristate.Y;
        }
        values.selected[index] = mandatory;
        Tristate state = Tristate.N;
        if (visible != Tristate.N && input.has(symbol)) {
            state = input.state(symbol).and(visible);
        }
        state = state.or(mandatory);
        if (state == Tristate.M && bool) {
            state = Tristate.Y;
        }
        // The members' prompts depend on this value.
        values.setState(index, state);
        values.winner[index] = null;
        computeVisibility(choice);
        if (state == Tristate.Y) {
            Symbol chosen = chosenMember(choice);
            Symbol picked = chosen != null ? chosen : defaultMember(choice);
            values.winner[index] = picked;
            if (picked == null) {
                values.setState(index, Tristate.N);
            }
        }
        values.written[index] = visible != Tristate.N || mandatory != Tristate.N;
        if (stickyMembers && values.written[index]) {
            for (Symbol member : choice.members()) {
                values.written[member.index()] |= isVisible(member);
            }
        }
    }

    /** A tristate member that could only be m is out of place while the choice is y. */
    @Override
    Tristate visibility(Symbol member) {
        Choice choice = member.choice();
        boolean picks = choice != null && values.stateAt(choice.symbol().index()) == Tristate.Y;
        if (!picks || member.type() != SymbolType.TRISTATE) {
            return super.visibility(member);
        }
        for (int prompt : values.plan.prompts[member.index()]) {
            if (values.evaluate(prompt) == Tristate.Y) {
                return Tristate.Y;
            }
        }
        return Tristate.N;
    }

    @Override
    @Nullable
    Symbol chosenMember(Choice choice) {
        Symbol chosen = values.input().chosen(choice);
        return chosen != null && isVisible(chosen) ? chosen : null;
    }

    @Override
    boolean decides(Symbol member) {
        return values.visible[member.index()] == Tristate.Y;
    }
}
