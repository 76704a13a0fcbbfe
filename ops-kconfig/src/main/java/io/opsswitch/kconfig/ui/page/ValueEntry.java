/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.ui.model.Editor.Result;
import io.opsswitch.kconfig.ui.model.Nodes;
import io.opsswitch.kconfig.ui.model.Refusal;
import java.util.ArrayList;
import java.util.List;

/** Asks for the value of an int, hex or string. */
final class ValueEntry {

    private ValueEntry() {}

    static void open(Desk desk, Symbol symbol) {
        Configuration configuration = desk.session().configuration();
        var node = Nodes.best(configuration, symbol);
        String title = node == null ? symbol.name() : Nodes.title(node);
        List<String> lines = new ArrayList<>();
        lines.add(desk.session().prefix() + symbol.name() + " (" + type(symbol) + ")");
        Range range = Refusal.range(configuration, symbol);
        if (range != null) {
            lines.add("Range: " + Refusal.text(configuration, range));
        }
        lines.add("");
        desk.push(new EntryDialog(
                title,
                lines,
                configuration.value(symbol),
                text -> problem(configuration, symbol, text),
                text -> accept(desk, symbol, text)));
    }

    private static String type(Symbol symbol) {
        return symbol.type() == SymbolType.INT ? "int" : symbol.type().text();
    }

    private static String problem(Configuration configuration, Symbol symbol, String text) {
        Refusal refusal = text.equals(configuration.value(symbol)) ? null : Refusal.of(configuration, symbol, text);
        if (refusal == null) {
            return "";
        }
        return refusal.text() + (refusal.curable() ? "; Enter: how to get it" : "");
    }

    private static boolean accept(Desk desk, Symbol symbol, String text) {
        Result result = desk.editor().assign(symbol, text);
        if (result == Result.REFUSED) {
            Refusal refusal = Refusal.of(desk.session().configuration(), symbol, text);
            if (refusal == null || !refusal.curable()) {
                return false;
            }
            Inquiry.reach(desk, symbol, text);
            return true;
        }
        desk.refresh();
        return true;
    }
}
