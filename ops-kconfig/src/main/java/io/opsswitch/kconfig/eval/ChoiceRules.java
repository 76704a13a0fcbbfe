/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import org.jspecify.annotations.Nullable;

/** How a choice picks its member. */
abstract class ChoiceRules {

    final Evaluator values;

    ChoiceRules(Evaluator values) {
        this.values = values;
    }

    /** Compute a choice: its own values, and the winner. */
    abstract void compute(Choice choice);

    /** Tell whether the choice alone decides over a member, so that user input and defaults of the member do not. */
    abstract boolean decides(Symbol member);

    /** Return the visible member that the user picked, or null. */
    abstract @Nullable Symbol chosenMember(Choice choice);

    /** Return the first visible default, else the first visible member, else null. */
    @Nullable
    Symbol defaultMember(Choice choice) {
        int[] conditions = values.plan.defaultConditions[choice.symbol().index()];
        for (int i = 0; i < conditions.length; i++) {
            if (choice.symbol().defaults().get(i).value() instanceof Expression.Ref ref
                    && values.evaluate(conditions[i]) != Tristate.N
                    && values.visible[ref.symbol().index()] != Tristate.N) {
                return ref.symbol();
            }
        }
        for (Symbol member : choice.members()) {
            if (isVisible(member)) {
                return member;
            }
        }
        return null;
    }

    final boolean isVisible(Symbol member) {
        return values.visible[member.index()] != Tristate.N;
    }

    /** Compute how far a member is visible, when its choice has its value. */
    Tristate visibility(Symbol member) {
        return values.promptVisibility(member);
    }

    final void computeVisibility(Choice choice) {
        for (Symbol member : choice.members()) {
            values.visible[member.index()] = visibility(member);
        }
    }
}
