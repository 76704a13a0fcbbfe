/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
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
            purpose = Purpose.ASK_NEW;
        }
        do {
            restarted = false;
            search(root);
        } while (restarted);
    }

    private void walk(MenuNode node) throws IOException, NoAnswerException {
        if (!configuration.isVisible(node)) {
            return;
        }
        Prompt prompt = node.prompt();
        if (isPage(node) && purpose != Purpose.ASK_ALL && page != node) {
            search(node);
            return;
        }
        if (prompt != null && (isPage(node) || node.kind() == MenuNode.Kind.COMMENT)) {
            String star = " ".repeat(indent - 1) + "*";
            dialog.print(star + "\n" + star + " " + prompt.text() + "\n" + star + "\n");
        }
        Symbol symbol = node.symbol();
        boolean onlyNew = purpose != Purpose.ASK_ALL;
        if (node.choice() != null) {
            questions.askChoice(node, indent, onlyNew);
            return;
        }
        if (symbol != null) {
            if (symbol.type().isLogical() || symbol.type() == SymbolType.UNKNOWN) {
                questions.askState(node, symbol, indent, onlyNew);
            } else {
                questions.askText(node, symbol, indent, onlyNew);
            }
        }
        indent += symbol == null ? 0 : STEP;
        for (MenuNode child : node.children()) {
            walk(child);
        }
        indent -= symbol == null ? 0 : STEP;
    }

    private void search(MenuNode node) throws IOException, NoAnswerException {
        if (!configuration.isVisible(node)) {
            return;
        }
        Symbol symbol = node.symbol();
        if (symbol != null && !configuration.isUserSet(symbol) && configuration.isChangeable(symbol)) {
            found(node, symbol);
        }
        for (MenuNode child : node.children()) {
            search(child);
        }
    }

    private void found(MenuNode node, Symbol symbol) throws IOException, NoAnswerException {
        if (purpose == Purpose.LIST_NEW) {
            boolean bare = configuration.tree().dialect().has(Feature.BARE_NEW_LIST);
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
