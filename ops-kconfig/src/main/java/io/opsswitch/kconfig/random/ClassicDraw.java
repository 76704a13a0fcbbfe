/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.random;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.config.HashOrder;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.UserInput;
import java.util.List;

/**
 * Draws random answers as the tools before Linux 6.9 do: in the order of their symbol table, in rounds.
 *
 * <p>Each round first draws for all symbols without a value, prompt or not, then picks a member for each choice that came
 * out y. A choice that did not keeps its drawn value but does not count as answered; its number is drawn anew in the
 * next round unless it has just been computed. Rounds end when the last open choice of the table was not picked for.
 */
public final class ClassicDraw {

    private static final int PERCENT = 100;

    private final Evaluator values;
    private final UserInput input;
    private final GlibcRandom random;
    private final Probability probability;
    private final List<Symbol> table;
    private final boolean[] computed;

    /** Create a draw into the input of an evaluator. */
    public ClassicDraw(Evaluator values, GlibcRandom random, Probability probability) {
        this.values = values;
        this.input = values.input();
        this.random = random;
        this.probability = probability;
        this.table = HashOrder.of(input.tree());
        this.computed = new boolean[input.tree().allSymbols().size()];
    }

    /** Answer for everything that has no value. */
    public void draw() {
        while (round()) {
            // each round says whether another one is due
        }
    }

    private boolean round() {
        boolean changed = false;
        for (Symbol symbol : table) {
            if (symbol.isConstant() || !symbol.type().isLogical() || input.has(symbol) || computed[symbol.index()]) {
                continue;
            }
            changed = true;
            Tristate state = drawState(symbol);
            if (symbol.isChoice()) {
                input.preset(symbol, state);
            } else {
                input.set(symbol, state);
            }
        }
        values.forgetAll();
        for (Symbol symbol : table) {
            Choice choice = symbol.asChoice();
            if (choice != null && !input.has(symbol)) {
                computed[symbol.index()] = true;
                changed = pick(choice);
            }
        }
        return changed;
    }

    private Tristate drawState(Symbol symbol) {
        int number = random.next(PERCENT);
        if (symbol.type() != SymbolType.TRISTATE) {
            return number < probability.boolY() ? Tristate.Y : Tristate.N;
        }
        if (number < probability.tristateY()) {
            return Tristate.Y;
        }
        return number < probability.tristateY() + probability.tristateM() ? Tristate.M : Tristate.N;
    }

    private boolean pick(Choice choice) {
        if (values.state(choice.symbol()) != Tristate.Y) {
            return false;
        }
        List<Symbol> members = choice.members();
        Symbol picked = members.get(random.next(members.size()));
        for (Symbol member : members) {
            input.set(member, member == picked ? Tristate.Y : Tristate.N);
        }
        input.choose(choice, picked);
        input.set(choice.symbol(), input.state(choice.symbol()));
        values.forgetOnly(choice);
        return true;
    }
}
