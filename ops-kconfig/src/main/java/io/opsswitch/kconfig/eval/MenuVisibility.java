/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.function.Consumer;

/** Tells which menu entries a user sees. */
public final class MenuVisibility {

    private MenuVisibility() {}

    /**
     * Tell whether an entry shows: its prompt does, or its symbol is not n and something inside it shows.
     */
    public static boolean isVisible(Evaluator values, MenuNode node) {
        return isVisible(values, node, symbol -> {});
    }

    /** Likewise; pass on each symbol whose own prompt does not show, but something inside it. */
    public static boolean isVisible(Evaluator values, MenuNode node, Consumer<Symbol> opened) {
        Prompt prompt = node.prompt();
        if (prompt == null) {
            return false;
        }
        Expression visibleIf = node.visibleIf();
        if (visibleIf != null && values.evaluate(visibleIf) == Tristate.N) {
            return false;
        }
        if (values.evaluate(prompt.condition()) != Tristate.N) {
            return true;
        }
        Symbol symbol = node.symbol();
        if (symbol == null || values.state(symbol) == Tristate.N) {
            return false;
        }
        for (MenuNode child : node.children()) {
            if (isVisible(values, child, opened)) {
                opened.accept(symbol);
                return true;
            }
        }
        return false;
    }
}
