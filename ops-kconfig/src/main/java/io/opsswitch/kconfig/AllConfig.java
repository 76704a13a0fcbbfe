/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.eval.UserInput;

/** Answers all questions of a configuration in one way. */
public final class AllConfig {

    /** How to answer. */
    public enum Mode {
        /** n where possible. */
        NO,
        /** y where possible. */
        YES,
        /** m where possible, else y. */
        MOD,
        /** Each symbol's default. */
        DEFAULT
    }

    private AllConfig() {}

    /** Answer for every bool and tristate that has no user value yet; numbers and strings keep their defaults. */
    public static void apply(Configuration configuration, Mode mode) {
        if (configuration.tree().dialect().has(Feature.CLASSIC_CHOICES)) {
            applyClassic(configuration, mode);
        } else if (mode != Mode.DEFAULT) {
            applyToPrompts(configuration, mode);
        }
        configuration.values().forgetAll();
    }

    private static void applyToPrompts(Configuration configuration, Mode mode) {
        UserInput input = configuration.values().input();
        for (Symbol symbol : configuration.tree().symbols()) {
            boolean asked = symbol.type().isLogical() && symbol.choice() == null && hasPrompt(symbol);
            if (asked && !input.has(symbol)) {
                input.set(symbol, answer(symbol, mode));
            }
        }
    }

    private static boolean hasPrompt(Symbol symbol) {
        return symbol.nodes().stream().anyMatch(n -> n.prompt() != null);
    }

    /** Older tools answer for symbols without prompt and for choices too, and settle the members of all choices. */
    private static void applyClassic(Configuration configuration, Mode mode) {
        UserInput input = configuration.values().input();
        KconfigTree tree = configuration.tree();
        if (mode != Mode.DEFAULT) {
            for (Symbol symbol : tree.allSymbols()) {
                boolean open = symbol.type().isLogical() && !symbol.isConstant() && !input.has(symbol);
                if (open) {
                    input.set(symbol, answer(symbol, mode));
                }
            }
        }
        for (Choice choice : tree.choices()) {
            Symbol symbol = choice.symbol();
            if (!input.has(symbol)) {
                input.set(symbol, input.state(symbol));
            }
        }
    }

    private static Tristate answer(Symbol symbol, Mode mode) {
        return switch (mode) {
            case YES -> Tristate.Y;
            case MOD -> Tristate.M;
            case NO -> symbol.isAllNoConfigY() ? Tristate.Y : Tristate.N;
            case DEFAULT -> throw new IllegalArgumentException("defaults need no answer");
        };
    }
}
