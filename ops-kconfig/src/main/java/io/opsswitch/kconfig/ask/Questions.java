/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Asks for one symbol or choice, as often as it takes to get a valid answer. */
final class Questions {

    private final Configuration configuration;
    private final String prefix;
    private final Dialog dialog;
    private final boolean classic;
    private final boolean terse;
    private boolean nothingRead;

    Questions(Configuration configuration, String prefix, Dialog dialog) {
        this.configuration = configuration;
        this.prefix = prefix;
        this.dialog = dialog;
        this.classic = configuration.tree().dialect().has(Feature.CLASSIC_CHOICES);
        this.terse = configuration.tree().dialect().has(Feature.SILENTOLDCONFIG);
    }

    /**
     * Print the value instead of asking where there is nothing to ask; else read an answer.
     *
     * @return the answer with its line end, a mere line end at the end of all input; null when there was no question
     */
    private @Nullable String answer(Symbol symbol, String value, boolean onlyNew)
            throws IOException, NoAnswerException {
        boolean isNew = !configuration.isUserSet(symbol);
        if (isNew) {
            dialog.print("(NEW) ");
        }
        if (!configuration.isChangeable(symbol) || onlyNew && !isNew) {
            dialog.print(value + "\n");
            return null;
        }
        String line = read("\n");
        if (terse) {
            dialog.echo("\n");
        }
        return line;
    }

    private String read(String otherwise) throws IOException, NoAnswerException {
        String line = dialog.readLine();
        nothingRead = line == null;
        if (line == null && !terse) {
            dialog.echo(otherwise);
        }
        return line == null ? otherwise : line;
    }

    void askText(MenuNode node, Symbol symbol, int indent, boolean onlyNew) throws IOException, NoAnswerException {
        while (true) {
            String value = configuration.value(symbol);
            dialog.print(margin(indent) + text(node) + " (" + symbol.name() + ") [" + value + "] ");
            String line = answer(symbol, value, onlyNew);
            if (line == null) {
                return;
            }
            boolean asksForHelp = line.equals("?\n");
            if (asksForHelp) {
                printHelp(node);
            }
            // The last character is the line end, or lost.
            String given = line.equals("\n") ? value : line.substring(0, line.length() - 1);
            if (!asksForHelp && configuration.assign(symbol, given)) {
                return;
            }
            refuseToHang(symbol);
        }
    }

    void askState(MenuNode node, Symbol symbol, int indent, boolean onlyNew) throws IOException, NoAnswerException {
        while (true) {
            Tristate now = configuration.tristate(symbol);
            String name = symbol.name().isEmpty() ? "" : "(" + symbol.name() + ") ";
            String help = terse && node.help() == null ? "] " : "/?] ";
            dialog.print(margin(indent) + text(node) + " " + name + "[" + states(symbol, now) + help);
            String line = answer(symbol, configuration.value(symbol), onlyNew);
            if (line == null) {
                return;
            }
            String word = line.strip();
            Tristate state = word.isEmpty() ? now : parse(word);
            boolean asksForHelp = word.startsWith("?");
            if (state == null && !asksForHelp) {
                continue;
            }
            if (state != null && configuration.assign(symbol, state.text())) {
                return;
            }
            printHelp(node);
            refuseToHang(symbol);
        }
    }

    /** Since Linux 6.9 the end of input alone is too much; before, a default that is refused for ever. */
    private void refuseToHang(Symbol symbol) throws NoAnswerException {
        if (classic ? nothingRead : dialog.isAtEnd()) {
            throw new NoAnswerException("\nerror: no value for new symbol '" + symbol.name() + "' at end of input");
        }
    }

    private String states(Symbol symbol, Tristate now) {
        StringBuilder out = new StringBuilder(now.text().toUpperCase(Locale.ROOT));
        for (Tristate state : Tristate.values()) {
            if (state != now && configuration.isAllowed(symbol, state)) {
                out.append('/').append(state.text());
            }
        }
        return out.toString();
    }

    private static @Nullable Tristate parse(String word) {
        return switch (word) {
            case "n", "N", "no", "No" -> Tristate.N;
            case "m", "M" -> Tristate.M;
            case "y", "Y", "yes", "Yes" -> Tristate.Y;
            default -> null;
        };
    }

    /** Print the title of a menu entry on a line of its own. */
    void title(MenuNode node, int indent) {
        dialog.print(margin(indent) + text(node) + "\n");
    }

    /**
     * Ask for a member of a choice.
     *
     * @param choiceIsNew whether to ask although all members are known
     * @return the picked entry, or null when there is nothing to pick from
     */
    @Nullable
    MenuNode askChoice(MenuNode node, Choice choice, int indent, boolean onlyNew, boolean choiceIsNew)
            throws IOException, NoAnswerException {
        while (true) {
            Symbol current = configuration.picked(choice);
            List<MenuNode> visible = new ArrayList<>();
            int preset = 0;
            boolean isNew = choiceIsNew;
            title(node, indent);
            for (MenuNode child : node.children()) {
                if (!configuration.visit(child)) {
                    continue;
                }
                Symbol member = child.symbol();
                if (member == null) {
                    dialog.print(margin(indent) + "* " + text(child) + "\n");
                    continue;
                }
                visible.add(child);
                boolean memberIsNew = !configuration.isUserSet(member);
                isNew |= memberIsNew && !classic;
                preset = member == current ? visible.size() : preset;
                dialog.print(margin(indent) + (member == current ? ">" : " ") + " " + visible.size() + ". "
                        + text(child) + " (" + member.name() + ")" + (memberIsNew ? " (NEW)" : "") + "\n");
            }
            if (visible.isEmpty()) {
                return null; // Nothing to choose from; the C tool would never return.
            }
            dialog.print(margin(indent) + "choice[1");
            String word = "";
            int number = preset;
            if (visible.size() == 1) {
                dialog.print("]: 1\n");
                number = 1;
            } else {
                dialog.print("-" + visible.size() + (terse && node.help() == null ? "]: " : "?]: "));
                if (onlyNew && !isNew) {
                    dialog.print(number + "\n");
                } else {
                    word = read("").strip();
                    if (word.startsWith("?")) {
                        printHelp(node);
                        continue;
                    }
                    number = word.isEmpty() ? preset : leadingNumber(word);
                }
            }
            if (number < 1 || number > visible.size()) {
                continue;
            }
            MenuNode picked = visible.get(number - 1);
            if (word.endsWith("?")) {
                printHelp(picked);
                continue;
            }
            choose(picked);
            return picked;
        }
    }

    private void choose(MenuNode picked) {
        Symbol member = picked.symbol();
        if (member != null) {
            configuration.assign(member, "y");
        }
    }

    /** Return the number that a text starts with, 0 when it starts with none. */
    private static int leadingNumber(String word) {
        int value = 0;
        for (int i = 0; i < word.length() && word.charAt(i) >= '0' && word.charAt(i) <= '9'; i++) {
            value = Math.min(value * 10 + word.charAt(i) - '0', Integer.MAX_VALUE / 100);
        }
        return value;
    }

    private void printHelp(MenuNode node) {
        dialog.print("\n" + HelpText.of(configuration, prefix, node) + "\n");
    }

    private static String margin(int indent) {
        return " ".repeat(indent - 1);
    }

    private static String text(MenuNode node) {
        Prompt prompt = node.prompt();
        return prompt == null ? "" : prompt.text();
    }
}
