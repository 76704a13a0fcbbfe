/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import org.jspecify.annotations.Nullable;

/**
 * The value that a symbol is to have.
 *
 * @param value y, m or n; or the text of a number or string, of a hex number with 0x
 */
record Goal(Symbol target, String value) {

    /** Make a goal of what a user typed. */
    static Goal of(Symbol target, String value) {
        boolean bare = target.type() == SymbolType.HEX && !value.startsWith("0x") && !value.startsWith("0X");
        return new Goal(target, bare ? "0x" + value : value);
    }

    boolean isMetBy(Configuration values) {
        return values.value(target).equals(value);
    }

    /** Return the value in logic; only for bools and tristates. */
    Tristate level() {
        return switch (value) {
            case "y" -> Tristate.Y;
            case "m" -> Tristate.M;
            default -> Tristate.N;
        };
    }

    /** Return the reason for this goal not to be met. */
    @Nullable
    Reason whyNot(Blame blame, SymbolBlame symbols) {
        if (!target.type().isLogical()) {
            return symbols.isNot(target, value);
        }
        Tristate state = blame.values.tristate(target);
        Tristate[] levels = Tristate.values();
        return state.compareTo(level()) < 0
                ? blame.atMost(target, levels[level().ordinal() - 1])
                : blame.atLeast(target, levels[level().ordinal() + 1]);
    }
}
