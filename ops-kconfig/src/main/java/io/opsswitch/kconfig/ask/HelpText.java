/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.ExpressionPrinter;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells what the tree says about a menu entry: its help, where it is, what it depends on and what selects it. */
public final class HelpText {

    private static final String NO_HELP = "There is no help available for this option.";
    private static final int DEEPEST = 8;

    private final Configuration configuration;
    private final boolean classic;
    private final boolean promptFirst;
    private final boolean oldWords;
    private final boolean typedConstants;
    private final StringBuilder out = new StringBuilder();

    private HelpText(Configuration configuration) {
        this.configuration = configuration;
        Dialect dialect = configuration.tree().dialect();
        this.classic = dialect.has(Feature.CLASSIC_CHOICES);
        this.promptFirst = dialect.has(Feature.PROMPT_FIRST_HELP);
        this.oldWords = dialect.has(Feature.OLD_WORDS);
        this.typedConstants = dialect.has(Feature.TYPED_CONSTANTS);
    }

    /** Return the text, with the values of now, in the words of the C tool. */
    public static String of(Configuration configuration, String prefix, MenuNode node) {
        HelpText text = new HelpText(configuration);
        Symbol symbol = node.symbol();
        Symbol shown = node.choice() == null ? symbol : node.choice().symbol();
        String help = node.helpAsWritten();
        if (help != null && shown != null && !shown.name().isEmpty()) {
            text.out.append(prefix).append(shown.name()).append(":\n\n");
        }
        text.out.append(help == null ? NO_HELP : help).append('\n');
        if (shown != null) {
            text.describe(shown);
        }
        return text.out.toString();
    }

    private void describe(Symbol symbol) {
        if (!symbol.name().isEmpty()) {
            out.append("Symbol: ").append(symbol.name()).append(" [=").append(configuration.value(symbol));
            out.append("]\nType  : ").append(word(symbol.type())).append('\n');
            Range range = activeRange(symbol);
            if (range != null) {
                out.append("Range : [").append(named(range.low())).append(' ').append(named(range.high()));
                out.append("]\n");
            }
        }
        String margin = promptFirst ? "  " : "";
        if (promptFirst) {
            promptsThenDefinition(symbol);
        } else {
            definitions(symbol);
        }
        targets(symbol, false, margin + "Selects: ");
        sources(symbol.selectors(), margin + "Selected by");
        targets(symbol, true, margin + "Implies: ");
        sources(symbol.implicators(), margin + "Implied by");
        out.append("\n\n");
    }

    private void definitions(Symbol symbol) {
        for (MenuNode node : symbol.nodes()) {
            if (node.prompt() != null) {
                out.append("Defined at ").append(place(node)).append('\n');
                prompt(node, node.prompt());
            }
        }
        for (MenuNode node : symbol.nodes()) {
            if (node.prompt() == null) {
                out.append("Defined at ").append(place(node)).append('\n');
                dependency("  Depends on: ", node.dependency());
            }
        }
    }

    /** As the tools before Linux 5.6 do. */
    private void promptsThenDefinition(Symbol symbol) {
        for (MenuNode node : symbol.nodes()) {
            if (node.prompt() != null) {
                out.append("Prompt: ").append(node.prompt().text()).append('\n');
                location(node.parent());
            }
        }
        if (!symbol.nodes().isEmpty()) {
            MenuNode first = symbol.nodes().get(0);
            out.append("  Defined at ").append(place(first)).append('\n');
            dependency("  Depends on: ", first.dependency());
        }
    }

    private String word(SymbolType type) {
        return switch (type) {
            case BOOL -> oldWords ? "boolean" : "bool";
            case TRISTATE -> "tristate";
            case INT -> "integer";
            case HEX -> "hex";
            case STRING -> "string";
            case UNKNOWN -> "unknown";
        };
    }

    private @Nullable Range activeRange(Symbol symbol) {
        if (symbol.type() != SymbolType.INT && symbol.type() != SymbolType.HEX) {
            return null;
        }
        for (Range range : symbol.ranges()) {
            if (configuration.evaluate(range.condition()) != Tristate.N) {
                return range;
            }
        }
        return null;
    }

    private static String place(MenuNode node) {
        return node.location().file() + ':' + node.location().line();
    }

    private void prompt(MenuNode node, Prompt prompt) {
        out.append("  Prompt: ").append(prompt.text()).append('\n');
        dependency("  Depends on: ", node.dependency());
        if (!node.dependency().equals(prompt.condition())) {
            dependency("  Visible if: ", prompt.condition());
        }
        location(node);
    }

    /** Print the way to an entry, which is nothing for the root. */
    private void location(@Nullable MenuNode node) {
        List<MenuNode> path = new ArrayList<>();
        for (MenuNode at = node; at != null && at.parent() != null && path.size() < DEEPEST; at = at.parent()) {
            path.add(0, at);
        }
        if (!path.isEmpty()) {
            out.append("  Location:\n");
        }
        String margin = "    ";
        for (MenuNode at : path) {
            out.append(margin).append("-> ").append(title(at));
            Symbol symbol = at.choice() == null ? at.symbol() : at.choice().symbol();
            if (symbol != null) {
                out.append(" (").append(symbol.displayName()).append(" [=");
                // The tools since Linux 6.9 compute nothing for a choice itself.
                out.append(symbol.isChoice() && !classic ? "n" : configuration.value(symbol))
                        .append("])");
            }
            out.append('\n');
            margin += "  ";
        }
    }

    private static String title(MenuNode node) {
        Prompt prompt = node.prompt();
        Symbol symbol = node.symbol();
        return prompt != null ? prompt.text() : symbol == null ? "(null)" : symbol.name();
    }

    private void dependency(String label, Expression dependency) {
        if (!dependency.isYes()) {
            out.append(label);
            print(dependency);
            out.append('\n');
        }
    }

    private void targets(Symbol symbol, boolean weak, String label) {
        String before = label;
        for (Selection selection : symbol.selections()) {
            if (selection.weak() == weak) {
                out.append(before).append(named(selection.target()));
                before = " && ";
            }
        }
        if (!before.equals(label)) {
            out.append('\n');
        }
    }

    private void sources(@Nullable Expression sources, String label) {
        if (sources == null) {
            return;
        }
        if (oldWords) {
            out.append(label).append(": ");
            print(sources);
            out.append('\n');
            return;
        }
        List<Expression> alternatives = sources instanceof Expression.Or or ? or.operands() : List.of(sources);
        for (Tristate state : List.of(Tristate.Y, Tristate.M, Tristate.N)) {
            boolean titled = false;
            for (Expression source : alternatives) {
                if (configuration.evaluate(source) == state) {
                    if (!titled) {
                        out.append(label).append(" [").append(state.text()).append("]:\n");
                        titled = true;
                    }
                    out.append("  - ");
                    print(source);
                    out.append('\n');
                }
            }
        }
    }

    private void print(Expression expression) {
        ExpressionPrinter.print(expression, out, this::named);
    }

    private String named(Symbol symbol) {
        boolean nameless = symbol.isChoice() && symbol.name().isEmpty();
        return nameless || symbol.type() == SymbolType.UNKNOWN || symbol.isConstant() && !typedConstants
                ? symbol.displayName()
                : symbol.displayName() + " [=" + configuration.value(symbol) + "]";
    }
}
