/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.IgnoredLine;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.UserInput;

/** Takes back, as tools before Linux 6.9 do, input that cannot count: numbers out of range, and values of the hidden. */
public final class InputReview {

    private InputReview() {}

    /** Review the input that a file gave. */
    public static void review(Evaluator values) {
        UserInput input = values.input();
        boolean agrees = agrees(values);
        boolean forgot = false;
        for (Symbol symbol : input.tree().symbols()) {
            if (!input.has(symbol) || symbol.choice() != null) {
                continue;
            }
            boolean hidden = agrees && values.visibility(symbol) == io.opsswitch.kconfig.Tristate.N;
            if (hidden || !symbol.type().isLogical() && !values.accepts(symbol, input.text(symbol))) {
                input.ignore(symbol, hidden ? IgnoredLine.Reason.HIDDEN : IgnoredLine.Reason.OUT_OF_RANGE);
                forgot = true;
                agrees = agrees && hidden;
            }
        }
        if (forgot) {
            values.forgetAll();
        }
    }

    /** Tell whether the file says exactly what its values lead to. */
    public static boolean agrees(Evaluator values) {
        UserInput input = values.input();
        for (Symbol symbol : input.tree().symbols()) {
            if (symbol.environmentVariable() != null || symbol.isPredefined() || symbol.type() == SymbolType.UNKNOWN) {
                continue;
            }
            if (input.has(symbol) != values.isWritten(symbol)) {
                return false;
            }
            if (input.has(symbol) && !same(values, symbol)) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(Evaluator values, Symbol symbol) {
        UserInput input = values.input();
        return symbol.type().isLogical()
                ? input.state(symbol) == values.state(symbol)
                : input.text(symbol).equals(values.text(symbol));
    }
}
