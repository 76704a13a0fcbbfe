/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;

/**
 * Writes rows as users of mconf and Kconfiglib know them: {@code [*]} bool, {@code <M>} tristate, <code>{M}</code>
 * tristate that others select up to m, {@code -*-} fixed, {@code (X)} the picked member of a choice, {@code (text)} a
 * value, {@code --->} a menu, {@code ----} one with nothing in it.
 */
final class RowText {

    private static final int INDENT = 2;
    private static final String NO_MARK = "   ";

    private final Configuration configuration;
    private final Modes modes;

    RowText(Configuration configuration, Modes modes) {
        this.configuration = configuration;
        this.modes = modes;
    }

    String of(Row row, boolean expanded) {
        MenuNode node = row.node();
        StringBuilder out = new StringBuilder(mark(node, expanded)).append(' ');
        out.append(" ".repeat(row.depth() * INDENT));
        String title = Nodes.title(node);
        if (node.kind() == MenuNode.Kind.COMMENT) {
            return out.append("*** ").append(title).append(" ***").toString();
        }
        out.append(title);
        name(node, out);
        if (isNew(node)) {
            out.append(" (NEW)");
        }
        Choice choice = node.choice();
        if (choice != null) {
            Symbol picked = Nodes.isRadio(configuration, choice) ? configuration.picked(choice) : null;
            if (picked != null) {
                out.append(" (").append(title(picked)).append(')');
            }
        }
        return out.append(arrow(node)).toString();
    }

    private static String title(Symbol symbol) {
        for (MenuNode node : symbol.nodes()) {
            if (node.prompt() != null) {
                return Nodes.title(node);
            }
        }
        return symbol.name();
    }

    private void name(MenuNode node, StringBuilder out) {
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        if (modes.names() && symbol != null && node.prompt() != null) {
            out.append(" <").append(symbol.name()).append('>');
        } else if (modes.names() && choice != null) {
            String name = choice.symbol().name();
            out.append(name.isEmpty() ? " <choice>" : " <choice " + name + ">");
        }
    }

    private boolean isNew(MenuNode node) {
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        if (choice != null) {
            return configuration.isVisible(node) && choice.members().stream().noneMatch(configuration::isUserSet);
        }
        return symbol != null && !configuration.isUserSet(symbol) && configuration.isChangeable(symbol);
    }

    private String arrow(MenuNode node) {
        if (!Nodes.isPage(node) || modes.singleMenu() && node.kind() == MenuNode.Kind.MENU) {
            return "";
        }
        Choice choice = node.choice();
        if (choice != null && configuration.tristate(choice.symbol()) == Tristate.N && choice.isOptional()) {
            return "";
        }
        return hasRows(node) ? "  --->" : "  ----";
    }

    private boolean hasRows(MenuNode node) {
        for (MenuNode child : node.children()) {
            if (shows(configuration, modes, child)) {
                return true;
            }
        }
        return false;
    }

    static boolean shows(Configuration configuration, Modes modes, MenuNode node) {
        if (node.kind() == MenuNode.Kind.IF) {
            return false;
        }
        return modes.all() ? node.prompt() != null || node.symbol() != null : configuration.isVisible(node);
    }

    private String mark(MenuNode node, boolean expanded) {
        Symbol symbol = node.symbol();
        if (symbol != null) {
            return symbol.type().isLogical() ? logical(symbol) : value(symbol);
        }
        Choice choice = node.choice();
        if (choice != null) {
            return choice(choice.symbol());
        }
        return modes.singleMenu() && node.kind() == MenuNode.Kind.MENU ? expanded ? "-->" : "++>" : NO_MARK;
    }

    private String value(Symbol symbol) {
        return symbol.type() == SymbolType.UNKNOWN ? NO_MARK : "(" + configuration.value(symbol) + ")";
    }

    /** Only the choices of older dialects have a value that the user can change. */
    private String choice(Symbol symbol) {
        boolean classic = configuration.tree().dialect().has(Feature.CLASSIC_CHOICES);
        boolean fixed = true;
        for (Tristate state : Tristate.values()) {
            fixed &= !classic || state == configuration.tristate(symbol) || !configuration.isAllowed(symbol, state);
        }
        return fixed ? NO_MARK : around(symbol);
    }

    private String logical(Symbol symbol) {
        Choice choice = symbol.choice();
        if (choice != null && Nodes.isRadio(configuration, choice) && configuration.isVisible(nodeOf(symbol))) {
            return configuration.tristate(symbol) == Tristate.Y ? "(X)" : "( )";
        }
        if (!configuration.isChangeable(symbol)) {
            return "-" + letter(symbol) + "-";
        }
        return around(symbol);
    }

    private static MenuNode nodeOf(Symbol symbol) {
        return symbol.nodes().get(0);
    }

    private String around(Symbol symbol) {
        if (configuration.effectiveType(symbol) == SymbolType.BOOL) {
            return "[" + letter(symbol) + "]";
        }
        boolean atLeastM = !symbol.isChoice() && configuration.selection(symbol) == Tristate.M;
        return (atLeastM ? "{" : "<") + letter(symbol) + (atLeastM ? "}" : ">");
    }

    private char letter(Symbol symbol) {
        return switch (configuration.tristate(symbol)) {
            case N -> ' ';
            case M -> 'M';
            case Y -> '*';
        };
    }
}
