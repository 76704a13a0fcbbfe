/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.eval.UserInput;
import io.opsswitch.kconfig.random.ClassicDraw;
import io.opsswitch.kconfig.random.GlibcRandom;
import io.opsswitch.kconfig.random.Probability;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Answers all questions of a configuration by lot: the same seed gives the answers that the C tool gives. */
public final class RandomConfig {

    private static final int PERCENT = 100;

    private final Configuration configuration;
    private final UserInput input;
    private final GlibcRandom random;
    private final Probability probability;

    private RandomConfig(Configuration configuration, int seed, Probability probability) {
        this.configuration = configuration;
        this.input = configuration.values().input();
        this.random = new GlibcRandom(seed);
        this.probability = probability;
    }

    /** Answer for every bool, tristate and choice that has no user value yet; numbers and strings keep their defaults. */
    public static void apply(Configuration configuration, int seed, Probability probability) {
        if (configuration.tree().dialect().has(Feature.CLASSIC_CHOICES)) {
            new ClassicDraw(configuration.values(), new GlibcRandom(seed), probability).draw();
        } else {
            new RandomConfig(configuration, seed, probability).draw();
        }
        configuration.values().forgetAll();
    }

    /** Go through the menu, because the order in which numbers are drawn matters. */
    private void draw() {
        Deque<MenuNode> open = new ArrayDeque<>();
        open.push(configuration.tree().root());
        while (!open.isEmpty()) {
            MenuNode node = open.pop();
            List<MenuNode> children = node.children();
            for (int i = children.size() - 1; i >= 0; i--) {
                open.push(children.get(i));
            }
            Symbol symbol = node.symbol();
            Choice choice = node.choice();
            if (node.prompt() == null) {
                continue;
            }
            if (choice != null) {
                drawOrder(choice);
            } else if (symbol != null && isOpen(symbol)) {
                input.set(symbol, drawState(symbol));
            }
        }
    }

    private boolean isOpen(Symbol symbol) {
        return symbol.type().isLogical() && symbol.choice() == null && !input.has(symbol);
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

    /** All members become y, in a random order of precedence, behind those that the user spoke of. */
    private void drawOrder(Choice choice) {
        List<Symbol> left = new ArrayList<>();
        for (Symbol member : choice.members()) {
            if (!input.has(member)) {
                left.add(member);
            }
        }
        while (!left.isEmpty()) {
            Symbol member = left.remove(random.next(left.size()));
            input.set(member, Tristate.Y);
            input.moveToBack(choice, member);
        }
    }
}
