/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;

/**
 * The tristate choices of older trees of which the user spoke of some members only: any change, wherever, drops what was
 * said of the choice itself. The search does not follow that, so it must not make claims about ways on which it happens.
 */
final class HalfAnswers {

    private HalfAnswers() {}

    /** Return from how many changes on there may be ways that the search does not see; very large when there are none. */
    static int shortestUnseen(Configuration start, Symbol target) {
        KconfigTree tree = start.tree();
        int shortest = Integer.MAX_VALUE;
        if (!tree.dialect().has(Feature.CLASSIC_CHOICES) || tree.dialect().has(Feature.KEEPS_OPEN_CHOICES)) {
            return shortest;
        }
        for (Choice choice : tree.choices()) {
            Symbol symbol = choice.symbol();
            if (symbol.type() == SymbolType.TRISTATE && start.plan().influences(symbol, target)) {
                shortest = Math.min(shortest, changesUntilDropped(start, symbol));
            }
        }
        return shortest;
    }

    private static int changesUntilDropped(Configuration start, Symbol choice) {
        if (start.inputValue(choice) == null) {
            return 3; // one to say something, one to show a new member, and one to drop what was said
        }
        return start.isUserSet(choice) ? 2 : 1;
    }
}
