/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.explain.Origin;
import io.opsswitch.kconfig.explain.Why;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The line that tells of the selected entry what it is and where its value comes from. */
final class Status {

    private static final int NAMED = 3;

    private Status() {}

    static String of(Desk desk, @Nullable MenuNode node) {
        if (node == null) {
            return "";
        }
        Symbol symbol = node.symbol();
        if (symbol == null) {
            return node.location().toString();
        }
        Origin origin = Why.origin(desk.session().configuration(), symbol);
        String place = origin.location() == null ? "" : ", " + origin.location();
        return assignment(desk, symbol) + "  (" + words(origin) + place + ")";
    }

    private static String words(Origin origin) {
        return switch (origin.kind()) {
            case USER -> origin.location() == null ? "set by hand" : "set in the file";
            case DEFAULT -> "default";
            case SELECT -> "selected by " + names(origin.by());
            case IMPLY -> "implied by " + names(origin.by());
            case RANGE -> "bound of its range";
            case CHOICE -> "by its choice";
            case ENVIRONMENT -> "from the environment";
            case NONE -> "nothing sets it";
        };
    }

    private static String names(List<Symbol> symbols) {
        String names = symbols.stream().limit(NAMED).map(Symbol::name).collect(Collectors.joining(", "));
        return symbols.size() > NAMED ? names + " and " + (symbols.size() - NAMED) + " more" : names;
    }

    static String assignment(Desk desk, Symbol symbol) {
        String value = desk.session().configuration().value(symbol);
        String shown = symbol.type() == SymbolType.STRING ? "\"" + value + "\"" : value;
        return desk.session().prefix() + symbol.name() + "=" + shown;
    }
}
