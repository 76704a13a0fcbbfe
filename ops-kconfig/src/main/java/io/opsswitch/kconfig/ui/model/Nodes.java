/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers questions about menu entries. */
public final class Nodes {

    private Nodes() {}

    /** Tell whether the children of an entry have a page of their own. */
    public static boolean isPage(MenuNode node) {
        return switch (node.kind()) {
            case MENU, MENUCONFIG, CHOICE -> true;
            case CONFIG, COMMENT, IF -> false;
        };
    }

    /** Return the text of an entry: its prompt, or the name of its symbol in angle brackets. */
    public static String title(MenuNode node) {
        Prompt prompt = node.prompt();
        if (prompt != null) {
            return prompt.text();
        }
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        return symbol != null
                ? "<" + symbol.name() + ">"
                : choice != null ? choice.symbol().displayName() : "";
    }

    /** Return the entries around an entry, the root first, the entry itself last. */
    public static List<MenuNode> path(MenuNode node) {
        List<MenuNode> path = new ArrayList<>();
        for (MenuNode at = node; at != null; at = at.parent()) {
            path.add(at);
        }
        Collections.reverse(path);
        return path;
    }

    /** Return the entry on whose page an entry is a row; the root for the root. */
    public static MenuNode page(MenuNode node) {
        MenuNode at = node.parent();
        while (at != null && !isPage(at)) {
            at = at.parent();
        }
        return at == null ? node : at;
    }

    /** Tell whether an entry shows, and the way to it too. */
    public static boolean isReachable(Configuration configuration, MenuNode node) {
        for (MenuNode at = node; at != null && at.parent() != null; at = at.parent()) {
            if (!configuration.isVisible(at)) {
                return false;
            }
        }
        return true;
    }

    /** Return the best place to look at a symbol: where it shows, else where it has a prompt, else any; null for none. */
    public static @Nullable MenuNode best(Configuration configuration, Symbol symbol) {
        MenuNode best = null;
        for (MenuNode node : symbol.nodes()) {
            if (isReachable(configuration, node)) {
                return node;
            }
            if (best == null || best.prompt() == null && node.prompt() != null) {
                best = node;
            }
        }
        return best;
    }

    /** Tell whether a choice takes exactly one of its members, unlike one that is m, where each is on its own. */
    public static boolean isRadio(Configuration configuration, Choice choice) {
        return configuration.tristate(choice.symbol()) == Tristate.Y;
    }
}
