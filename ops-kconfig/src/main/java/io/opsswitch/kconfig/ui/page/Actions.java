/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.ui.model.Editor;
import io.opsswitch.kconfig.ui.model.Editor.Result;
import io.opsswitch.kconfig.ui.model.Nodes;

/** What can be done with the selected entry. */
final class Actions {

    private Actions() {}

    /** Do what Enter does: open the menu, pick the member, change the value, or ask for it. */
    static void activate(Desk desk) {
        MenuNode node = desk.model().current();
        if (node == null || desk.model().open(node)) {
            return;
        }
        if (isMember(desk, node)) {
            set(desk, Tristate.Y);
        } else {
            change(desk, node, true);
        }
    }

    /** Do what the right arrow does: open the menu, and nothing else. */
    static void enter(Desk desk) {
        MenuNode node = desk.model().current();
        if (node != null && !desk.model().open(node) && node.kind() == MenuNode.Kind.MENU) {
            desk.note("Nothing is shown in this menu; A shows what is hidden");
        }
    }

    /** Do what Space does: change the value, or open the menu when there is none. */
    static void toggle(Desk desk) {
        MenuNode node = desk.model().current();
        if (node == null) {
            return;
        }
        if (isMember(desk, node)) {
            set(desk, Tristate.Y);
        } else if (node.choice() != null || node.kind() == MenuNode.Kind.MENU) {
            boolean cycled = node.choice() != null && desk.editor().cycle(node) == Result.CHANGED;
            if (cycled) {
                changed(desk);
            } else {
                enter(desk);
            }
        } else {
            change(desk, node, false);
        }
    }

    private static void change(Desk desk, MenuNode node, boolean insists) {
        Symbol symbol = node.symbol();
        Symbol text = Editor.textual(node);
        if (text != null) {
            ValueEntry.open(desk, text);
            return;
        }
        switch (desk.editor().cycle(node)) {
            case CHANGED -> changed(desk);
            case SAME -> {
                // Nothing to show.
            }
            case REFUSED -> {
                if (insists) {
                    Inquiry.reach(desk);
                } else if (symbol != null) {
                    desk.note(Status.assignment(desk, symbol) + " cannot be changed here; w: why  +: how to get it");
                }
            }
            case NOTHING -> {
                if (node.kind() == MenuNode.Kind.MENU || node.choice() != null) {
                    desk.note("Nothing is shown in this menu; A shows what is hidden");
                }
            }
        }
    }

    /** Do what y, m and n do; a value that is refused opens how to get it. */
    static void set(Desk desk, Tristate state) {
        MenuNode node = desk.model().current();
        if (node == null) {
            return;
        }
        Symbol symbol = node.symbol();
        switch (desk.editor().set(node, state)) {
            case CHANGED, SAME -> {
                changed(desk);
                if (state == Tristate.Y
                        && isMember(desk, node)
                        && node.children().isEmpty()) {
                    desk.model().leave();
                }
            }
            case REFUSED -> {
                if (symbol == null) {
                    desk.note("The choice cannot be " + state.text() + " here");
                } else if (state == Tristate.M && !mayBeModule(symbol)) {
                    desk.note(desk.session().prefix() + symbol.name() + " can be y or n only");
                } else {
                    Inquiry.reach(desk, symbol, state.text());
                }
            }
            case NOTHING -> desk.note("y, m and n set a bool or a tristate only");
        }
    }

    private static boolean mayBeModule(Symbol symbol) {
        return symbol.type() == SymbolType.TRISTATE;
    }

    /** Take the user's value away. */
    static void reset(Desk desk) {
        MenuNode node = desk.model().current();
        Symbol symbol = node == null ? null : node.symbol();
        if (symbol == null) {
            desk.note("r takes back the value of a symbol");
            return;
        }
        if (desk.editor().reset(symbol) == Result.CHANGED) {
            changed(desk);
            desk.note(Status.assignment(desk, symbol) + ", as it is by default");
        } else {
            desk.note("No value was given, so there is none to take back");
        }
    }

    static void changed(Desk desk) {
        desk.refresh();
    }

    /** Tell whether an entry is a member of a choice that takes exactly one, shown on the choice's page. */
    private static boolean isMember(Desk desk, MenuNode node) {
        Symbol symbol = node.symbol();
        Choice choice = symbol == null ? null : symbol.choice();
        return choice != null && Nodes.isRadio(desk.session().configuration(), choice);
    }
}
