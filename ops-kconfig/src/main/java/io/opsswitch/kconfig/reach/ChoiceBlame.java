/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds reasons for the values of choices and their members.
 *
 * <p>A member that does not show is n for that reason alone. All else comes down to which member wins, and that is
 * explained by everything that could play a part: what the user said of the members, which of them show, and which
 * default counts. Naming a member touches those that show at that moment, so once the search itself has changed a choice,
 * all that decides over who shows belongs to the reason.
 */
final class ChoiceBlame {

    private final Blame blame;
    private final SymbolBlame symbols;
    private final Configuration values;
    private final boolean classic;

    ChoiceBlame(Blame blame, SymbolBlame symbols, Dialect dialect) {
        this.blame = blame;
        this.symbols = symbols;
        this.values = blame.values;
        this.classic = dialect.has(Feature.CLASSIC_CHOICES);
    }

    /** Return the reason for a choice to be at most or at least this. */
    @Nullable
    Reason ofChoice(Symbol symbol, boolean upper, Tristate level) {
        Choice choice = Objects.requireNonNull(symbol.asChoice());
        if (classic) {
            return ofClassicChoice(choice, upper && level == Tristate.N);
        }
        Reason reason = upper ? Reason.NONE : null;
        for (Symbol member : choice.members()) {
            reason = upper
                    ? Reason.both(reason, symbols.visibleAtMost(member, Tristate.N))
                    : Reason.better(reason, symbols.visibleAtLeast(member, Tristate.M));
        }
        return reason;
    }

    /** Return the reason for a member to be at most or at least this. */
    @Nullable
    Reason ofMember(Symbol member, boolean upper, Tristate level) {
        Choice choice = Objects.requireNonNull(member.choice());
        Reason hidden = upper ? symbols.visibleAtMost(member, Tristate.N) : null;
        if (!classic) {
            return Reason.better(hidden, winner(choice));
        }
        if (hidden != null) {
            hidden = Reason.both(hidden, symbols.defaultsAtMost(member, level));
        }
        return Reason.better(hidden, ofClassicMember(choice, member));
    }

    /** Return the reason for the winner of a choice to be the one it is. */
    private @Nullable Reason winner(Choice choice) {
        Reason reason = blame.input(choice.members().get(0), Reason.ANY);
        Symbol winner = values.picked(choice);
        boolean named = winner != null && isNamed(winner) && !blame.isTouched(winner);
        for (Symbol member : choice.members()) {
            if (!named || member == winner || isNamed(member)) {
                reason = Reason.both(reason, whetherVisible(member));
            }
        }
        return named ? reason : Reason.both(reason, activeDefault(choice));
    }

    private boolean isNamed(Symbol member) {
        return values.isUserSet(member) && values.inputState(member) == Tristate.Y;
    }

    private @Nullable Reason whetherVisible(Symbol member) {
        return values.visibility(member) == Tristate.N
                ? symbols.visibleAtMost(member, Tristate.N)
                : symbols.visibleAtLeast(member, Tristate.M);
    }

    private @Nullable Reason activeDefault(Choice choice) {
        Reason reason = Reason.NONE;
        for (DefaultValue each : choice.symbol().defaults()) {
            reason = Reason.both(reason, whetherHolds(each.condition()));
        }
        return reason;
    }

    private @Nullable Reason whetherHolds(Expression condition) {
        return values.evaluate(condition) == Tristate.N
                ? blame.atMost(condition, Tristate.N)
                : blame.atLeast(condition, Tristate.M);
    }

    // --- older choices

    private @Nullable Reason ofClassicChoice(Choice choice, boolean no) {
        Symbol symbol = choice.symbol();
        Reason dead = no
                ? Reason.both(symbols.visibleAtMost(symbol, Tristate.N), blame.atMost(symbol.selectors(), Tristate.N))
                : null;
        // A choice that is on, but shows no member, counts as n: to its members it was something else.
        boolean on = !choice.isOptional() || values.isUserSet(symbol) && values.inputState(symbol) != Tristate.N;
        boolean emptied = on && values.tristate(symbol) == Tristate.N;
        if (dead != null && dead.isEmpty() || emptied) {
            return dead;
        }
        return Reason.better(dead, everything(choice));
    }

    private @Nullable Reason everything(Choice choice) {
        Symbol symbol = choice.symbol();
        Reason reason = Reason.both(blame.input(choice.members().get(0), Reason.ANY), blame.modules());
        for (Prompt prompt : symbol.prompts()) {
            reason = Reason.both(reason, blame.exact(prompt.condition()));
        }
        Expression selectors = symbol.selectors();
        if (selectors != null) {
            reason = Reason.both(reason, blame.exact(selectors));
        }
        for (Symbol member : choice.members()) {
            for (Prompt prompt : member.prompts()) {
                reason = Reason.both(reason, blame.exactGiven(symbol, prompt.condition()));
            }
        }
        for (DefaultValue each : symbol.defaults()) {
            reason = Reason.both(reason, blame.exactGiven(symbol, each.condition()));
        }
        return reason;
    }

    private @Nullable Reason ofClassicMember(Choice choice, Symbol member) {
        Reason reason = everything(choice);
        for (DefaultValue each : member.defaults()) {
            reason = Reason.both(reason, Reason.both(blame.exact(each.condition()), blame.exact(each.value())));
        }
        return reason;
    }
}
