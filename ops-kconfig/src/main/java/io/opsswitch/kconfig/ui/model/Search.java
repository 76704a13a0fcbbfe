/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Finds menu entries by regular expressions over their names and prompts. Owned by the menu's thread.
 *
 * <p>Hits come best first: the name itself, its start, any part of the name, the prompt; equal ones in menu order.
 */
public final class Search {

    private static final int RANKS = 4;

    private final Configuration configuration;
    private final String prefix;
    private final List<Entry> entries = new ArrayList<>();
    private List<MenuNode> hits = List.of();
    private @Nullable String problem;

    private record Entry(MenuNode node, String name, String prompt) {}

    /** Create a search over a tree. */
    public Search(Configuration configuration, String prefix) {
        this.configuration = configuration;
        this.prefix = prefix;
        collect(configuration.tree().root());
    }

    private void collect(MenuNode parent) {
        for (MenuNode node : parent.children()) {
            Symbol symbol = node.symbol();
            Choice choice = node.choice();
            String name = symbol != null
                    ? symbol.name()
                    : choice != null ? choice.symbol().name() : "";
            boolean elsewhere = symbol != null && node.prompt() == null && !isMain(symbol, node);
            if (!elsewhere && node.kind() != MenuNode.Kind.IF) {
                entries.add(new Entry(node, name, node.prompt() == null ? "" : Nodes.title(node)));
            }
            collect(node);
        }
    }

    /** A symbol without any prompt is found at its first definition. */
    private static boolean isMain(Symbol symbol, MenuNode node) {
        return symbol.prompts().isEmpty() && symbol.nodes().get(0) == node;
    }

    /**
     * Look for entries.
     *
     * @param text what to look for; everything when it is empty
     * @param visibleOnly whether to leave out what the configuration hides
     */
    public void run(String text, boolean visibleOnly) {
        try {
            Query query = new Query(text, prefix);
            List<List<MenuNode>> ranked = new ArrayList<>();
            for (int i = 0; i < RANKS; i++) {
                ranked.add(new ArrayList<>());
            }
            for (Entry entry : entries) {
                boolean fits = text.isBlank() || query.matches(entry.name, entry.prompt);
                if (fits && (!visibleOnly || !isHidden(entry.node))) {
                    int rank = text.isBlank() ? 0 : query.rank(entry.name, entry.prompt);
                    ranked.get(rank).add(entry.node);
                }
            }
            hits = ranked.stream().flatMap(List::stream).toList();
            problem = null;
        } catch (PatternSyntaxException e) {
            problem = e.getDescription();
        } catch (PatientText.TooSlowException e) {
            problem = e.getMessage();
        }
    }

    /** Return what was found by the last text that made sense. */
    public List<MenuNode> hits() {
        return hits;
    }

    /** Return what is wrong with the text, or null when nothing is. */
    public @Nullable String problem() {
        return problem;
    }

    /** Tell whether the configuration hides an entry. */
    public boolean isHidden(MenuNode node) {
        return !Nodes.isReachable(configuration, node);
    }

    /** Return a line for a hit: {@code NAME(=value) "prompt"}. */
    public String text(MenuNode node) {
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        String quoted = node.prompt() == null ? "" : "\"" + Nodes.title(node) + "\"";
        if (symbol != null) {
            String value = configuration.value(symbol);
            String shown = symbol.type() == SymbolType.STRING ? "\"" + value + "\"" : value;
            return (symbol.name() + "(=" + shown + ") " + quoted).stripTrailing();
        }
        return switch (node.kind()) {
            case MENU -> "menu " + quoted;
            case COMMENT -> "comment " + quoted;
            default -> choice == null ? quoted : "choice " + (choice.symbol().name() + " " + quoted).strip();
        };
    }
}
