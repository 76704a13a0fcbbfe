/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.List;

/**
 * The members of choices that C tools write although they are no longer visible.
 *
 * <p>When a tool since Linux 6.9 computes a choice again, it looks at the members in the order of the user's preference, and stops at
 * the one that wins; those behind are taken for as visible as they were before. Their value, n, is right, but the file has
 * a line for them. The first member in the menu escapes this, since computing it is what begins it all; with older tools
 * it is the only one.
 */
public final class StaleMembers {

    private final Evaluator values;
    private final boolean[] visibleBefore;

    /** Note what is visible now, before a change. */
    public StaleMembers(Evaluator values) {
        this.values = values;
        this.visibleBefore = new boolean[values.tree().allSymbols().size()];
        for (Choice choice : values.tree().choices()) {
            for (Symbol member : choice.members()) {
                visibleBefore[member.index()] = values.visibility(member) != Tristate.N;
            }
        }
    }

    /** Mark, after the change, the members that the C tool would write, until their values are forgotten. */
    public void keepWritten() {
        if (values.dialect.has(Feature.CLASSIC_CHOICES)) {
            values.tree().choices().forEach(this::keepFirst);
            return;
        }
        for (Choice choice : values.tree().choices()) {
            boolean behind = false;
            List<Symbol> order = values.input().priority(choice);
            for (Symbol member : order) {
                boolean first = member == choice.members().get(0);
                if (behind && !first && visibleBefore[member.index()]) {
                    values.writeAnyway(member);
                }
                behind |= wins(member);
            }
        }
    }

    /** Older tools mark the members of a choice that is not y while they compute the first, which then keeps the mark. */
    private void keepFirst(Choice choice) {
        Symbol first = choice.members().isEmpty() ? null : choice.members().get(0);
        boolean picks = values.state(choice.symbol()) == Tristate.Y;
        if (first != null && !picks && visibleBefore[first.index()] && values.isWritten(choice.symbol())) {
            values.writeAnyway(first);
        }
    }

    private boolean wins(Symbol member) {
        UserInput input = values.input();
        return values.visibility(member) != Tristate.N && input.has(member) && input.state(member) == Tristate.Y;
    }
}
