/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.config;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.eval.Evaluator;
import io.opsswitch.kconfig.eval.MenuVisibility;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Prints configuration files.
 *
 * <p>A full file has a heading, a banner for each visible menu and comment, and every written symbol where it is first
 * defined. A minimal one has only symbols that the user could change and whose value is not the default. Used once.
 */
public final class DotConfig {

    private final KconfigTree tree;
    private final Evaluator values;
    private final String prefix;
    private final boolean closesMenus;
    private final StringBuilder out = new StringBuilder(1 << 14);
    private final boolean[] printed;
    private boolean blankLineDue;

    /** Create a printer for names with the given prefix. */
    public DotConfig(KconfigTree tree, Evaluator values, String prefix) {
        this.tree = tree;
        this.values = values;
        this.prefix = prefix;
        this.closesMenus = tree.dialect().has(Feature.END_OF_MENU);
        this.printed = new boolean[tree.allSymbols().size()];
    }

    /** Return a full file. */
    public String full() {
        out.append("#\n# Automatically generated file; DO NOT EDIT.\n# ")
                .append(tree.title())
                .append("\n#\n");
        // Walks without recursion: submenus go as deep as symbols depend on one another.
        Deque<MenuNode> open = new ArrayDeque<>();
        Deque<Iterator<MenuNode>> children = new ArrayDeque<>();
        children.push(tree.root().children().iterator());
        while (!children.isEmpty()) {
            if (children.element().hasNext()) {
                MenuNode node = children.element().next();
                enter(node);
                open.push(node);
                children.push(node.children().iterator());
            } else {
                children.pop();
                MenuNode closed = open.poll();
                if (closed != null) {
                    leave(closed);
                }
            }
        }
        return out.toString();
    }

    private void enter(MenuNode node) {
        Symbol symbol = node.symbol();
        Prompt prompt = node.prompt();
        if (symbol != null) {
            if (!printed[symbol.index()] && values.isWritten(symbol)) {
                if (blankLineDue) {
                    out.append('\n');
                    blankLineDue = false;
                }
                printed[symbol.index()] = true;
                print(symbol);
            }
        } else if (prompt != null && node.choice() == null && MenuVisibility.isVisible(values, node)) {
            out.append("\n#\n# ").append(prompt.text()).append("\n#\n");
            blankLineDue = false;
        }
    }

    private void leave(MenuNode node) {
        Prompt prompt = node.prompt();
        if (closesMenus
                && node.kind() == MenuNode.Kind.MENU
                && prompt != null
                && MenuVisibility.isVisible(values, node)) {
            out.append("# end of ").append(prompt.text()).append('\n');
            blankLineDue = true;
        }
    }

    /** Return a minimal file. */
    public String minimal() {
        UndecidedChoices undecided = new UndecidedChoices(values);
        undecided.forget();
        try {
            printMinimal();
        } finally {
            undecided.restore();
        }
        return out.toString();
    }

    private void printMinimal() {
        for (Symbol symbol : tree.symbols()) {
            if (values.isWritten(symbol)
                    && values.isChangeable(symbol)
                    && !values.text(symbol).equals(values.defaultText(symbol))
                    && !isDefaultMember(symbol)) {
                print(symbol);
            }
        }
    }

    private boolean isDefaultMember(Symbol symbol) {
        Choice choice = symbol.choice();
        if (choice == null || values.state(symbol) != Tristate.Y) {
            return false;
        }
        boolean classic = tree.dialect().has(Feature.CLASSIC_CHOICES);
        if (classic && (choice.isOptional() || symbol.type() != SymbolType.BOOL)) {
            return false;
        }
        @Nullable Symbol preferred = values.defaultMember(choice);
        return preferred == symbol;
    }

    private void print(Symbol symbol) {
        if (symbol.type() == SymbolType.UNKNOWN) {
            return;
        }
        String value = values.text(symbol);
        if (symbol.type().isLogical() && value.equals("n")) {
            out.append("# ").append(prefix).append(symbol.name()).append(" is not set\n");
            return;
        }
        out.append(assignment(values, symbol, prefix));
    }

    /** Return the line that assigns the value of a symbol, also when it is n. */
    public static String assignment(Evaluator values, Symbol symbol, String prefix) {
        StringBuilder line = new StringBuilder(prefix).append(symbol.name()).append('=');
        String value = values.text(symbol);
        if (symbol.type() == SymbolType.STRING) {
            Quoting.append(values.input().tree().dialect(), value, line);
        } else {
            line.append(value);
        }
        return line.append('\n').toString();
    }
}
