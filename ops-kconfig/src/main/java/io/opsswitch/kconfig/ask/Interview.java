/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.io.IOException;

/**
 * Goes through the menu and asks.
 *
 * <p>To ask everything, it walks the whole menu. Else it looks for new symbols and walks the innermost page around each: a
 * menu or {@code menuconfig}, but not the pages inside it, which are searched themselves. Answers may bring up new
 * symbols, so it starts over until nothing is new. Used once, by one thread.
 */
public final class Interview {

    private static final int STEP = 2;

    private final Configuration configuration;
    private final String prefix;
    private final Dialog dialog;
    private final Questions questions;
    private final boolean classic;
    private final boolean opensMenus;
    private Purpose purpose;
    private MenuNode page;
    private int indent = 1;
    private boolean restarted;

    /**
     * Create an interview.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public Interview(Configuration configuration, String prefix, Purpose purpose, Dialog dialog) {
        this.configuration = configuration;
        this.prefix = prefix;
        this.purpose = purpose;
        this.dialog = dialog;
        this.page = configuration.tree().root();
        Dialect dialect = configuration.tree().dialect();
        this.classic = dialect.has(Feature.CLASSIC_CHOICES);
        this.opensMenus = purpose == Purpose.ASK_NEW && dialect.has(Feature.SILENTOLDCONFIG);
        this.questions = new Questions(configuration, prefix, dialog);
    }

    /**
     * Ask until nothing is new.
     *
     * @throws NoAnswerException when input ends and a number has no valid default
     */
    public void run() throws IOException, NoAnswerException {
        MenuNode root = configuration.tree().root();
        if (purpose == Purpose.ASK_ALL) {
            walk(root);
            purpose = Purpose.SYNC;
        }
        do {
            restarted = false;
            search(root);
        } while (restarted);
    }

    private void walk(MenuNode node) throws IOException, NoAnswerException {
        if (!configuration.visit(node)) {
            return;
        }
        Prompt prompt = node.prompt();
        boolean onlyNew = purpose != Purpose.ASK_ALL;
        if (isPage(node) && onlyNew && !opensMenus && page != node) {
            search(node);
            return;
        }
        if (prompt != null && (isPage(node) || node.kind() == MenuNode.Kind.COMMENT)) {
            String star = " ".repeat(indent - 1) + "*";
            dialog.print(star + "\n" + star + " " + prompt.text() + "\n" + star + "\n");
        }
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        if (choice != null) {
            walkChoice(node, choice);
            return;
        }
        if (symbol != null) {
            if (symbol.type().isLogical() || symbol.type() == SymbolType.UNKNOWN) {
                questions.askState(node, symbol, indent, onlyNew);
            } else {
                questions.askText(node, symbol, indent, onlyNew);
            }
        }
        walkInside(node, symbol == null ? 0 : STEP);
    }

    private void walkInside(MenuNode node, int step) throws IOException, NoAnswerException {
        indent += step;
        for (MenuNode child : node.children()) {
            walk(child);
        }
        indent -= step;
    }

    /** Older choices may be n, and have no members to offer; or m, and each member is asked for by itself. */
    private void walkChoice(MenuNode node, Choice choice) throws IOException, NoAnswerException {
        boolean onlyNew = purpose != Purpose.ASK_ALL;
        if (!classic) {
            questions.askChoice(node, choice, indent, onlyNew, false);
            return;
        }
        Symbol symbol = choice.symbol();
        boolean isNew = !configuration.isUserSet(symbol);
        boolean asksForState = configuration.isChangeable(symbol);
        if (asksForState) {
            questions.askState(node, symbol, indent, onlyNew);
        }
        if (configuration.tristate(symbol) == Tristate.Y) {
            MenuNode picked = questions.askChoice(node, choice, indent, onlyNew, isNew);
            if (picked != null) {
                walkInside(picked, STEP);
            }
        } else if (configuration.tristate(symbol) == Tristate.M && !asksForState) {
            questions.title(node, indent);
        }
        if (configuration.tristate(symbol) == Tristate.M) {
            walkInside(node, STEP);
        }
    }

    private void search(MenuNode node) throws IOException, NoAnswerException {
        if (!configuration.visit(node)) {
            return;
        }
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        if (symbol != null && !configuration.isUserSet(symbol) && configuration.isChangeable(symbol)) {
            found(node, symbol);
        } else if (choice != null && classic && isNew(choice)) {
            found(node, choice.symbol());
        }
        for (MenuNode child : node.children()) {
            search(child);
        }
    }

    private boolean isNew(Choice choice) {
        Symbol symbol = choice.symbol();
        return !configuration.isUserSet(symbol)
                && (configuration.isChangeable(symbol) || configuration.tristate(symbol) == Tristate.Y);
    }

    private void found(MenuNode node, Symbol symbol) throws IOException, NoAnswerException {
        if (purpose == Purpose.LIST_NEW) {
            boolean bare = configuration.tree().dialect().has(Feature.BARE_NEW_LIST);
            if (symbol.name().isEmpty()) {
                return; // a choice without a name
            }
            if (!bare) {
                dialog.print(configuration.assignment(symbol, prefix));
            } else if (symbol.choice() == null) {
                dialog.print(prefix + symbol.name() + "\n");
            }
        } else if (purpose == Purpose.HELP_NEW) {
            dialog.print("-----\n\n" + HelpText.of(configuration, prefix, node) + "\n-----\n");
        } else {
            if (!restarted) {
                restarted = true;
                dialog.print("*\n* Restart config...\n*\n");
            }
            page = pageAround(node);
            walk(page);
        }
    }

    private static MenuNode pageAround(MenuNode node) {
        MenuNode at = node;
        while (!isPage(at) && at.parent() != null) {
            at = at.parent();
        }
        return at;
    }

    private static boolean isPage(MenuNode node) {
        return node.kind() == MenuNode.Kind.MENU || node.kind() == MenuNode.Kind.MENUCONFIG && node.prompt() != null;
    }
}
