/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import org.jspecify.annotations.Nullable;

/** The line that tells of the selected entry what it is and where its value comes from. */
final class Status {

    private Status() {}

    static String of(Desk desk, @Nullable MenuNode node) {
        if (node == null) {
            return "";
        }
        Symbol symbol = node.symbol();
        if (symbol == null) {
            return node.location().toString();
        }
        SourceLocation place = desk.session().configuration().inputLocation(symbol);
        return assignment(desk, symbol) + (place == null ? "" : "  " + place);
    }

    static String assignment(Desk desk, Symbol symbol) {
        return desk.session().prefix() + symbol.name() + "="
                + desk.session().configuration().value(symbol);
    }
}
