/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ask;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.ExpressionPrinter;
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
    private final StringBuilder out = new StringBuilder();

    private HelpText(Configuration configuration) {
        this.configuration = configuration;
    }

    /** Return the text, with the values of now, in the words of the C tool. */
    public static String of(Configuration configuration, String prefix, MenuNode node) {
        HelpText text = new HelpText(configuration);
        Symbol symbol = node.symbol();
        String help = node.helpAsWritten();
        if (help != null && symbol != null) {
            text.out.append(prefix).append(symbol.name()).append(":\n\n");
        }
        text.out.append(help == null ? NO_HELP : help).append('\n');
        if (symbol != null) {
            text.describe(symbol);
        }
        if (node.choice() != null) {
            text.describe(node.choice().symbol());
        }
        return text.out.toString();
    }

    private void describe(Symbol symbol) {
        if (!symbol.isChoice()) {
            out.append("Symbol: ").append(symbol.name()).append(" [=").append(configuration.value(symbol));
            out.append("]\nType  : ").append(word(symbol.type())).append('\n');
            Range range = activeRange(symbol);
            if (range != null) {
                out.append("Range : [").append(named(range.low())).append(' ').append(named(range.high()));
                out.append("]\n");
            }
        }
        for (MenuNode node : symbol.nodes()) {
            if (node.prompt() != null) {
                defined(node);
                prompt(node, node.prompt());
            }
        }
        for (MenuNode node : symbol.nodes()) {
            if (node.prompt() == null) {
                defined(node);
                dependency("  Depends on: ", node.dependency());
            }
        }
        targets(symbol, false, "Selects: ");
        sources(symbol.selectors(), "Selected by");
        targets(symbol, true, "Implies: ");
        sources(symbol.implicators(), "Implied by");
        out.append("\n\n");
    }

    private static String word(SymbolType type) {
        return switch (type) {
            case BOOL -> "bool";
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

    private void defined(MenuNode node) {
        out.append("Defined at ")
                .append(node.location().file())
                .append(':')
                .append(node.location().line());
        out.append('\n');
    }

    private void prompt(MenuNode node, Prompt prompt) {
        out.append("  Prompt: ").append(prompt.text()).append('\n');
        dependency("  Depends on: ", node.dependency());
        if (!node.dependency().equals(prompt.condition())) {
            dependency("  Visible if: ", prompt.condition());
        }
        out.append("  Location:\n");
        List<MenuNode> path = new ArrayList<>();
        for (MenuNode at = node; at != null && at.parent() != null && path.size() < DEEPEST; at = at.parent()) {
            path.add(0, at);
        }
        String margin = "    ";
        for (MenuNode at : path) {
            out.append(margin).append("-> ").append(title(at));
            Symbol symbol = at.choice() == null ? at.symbol() : at.choice().symbol();
            if (symbol != null) {
                out.append(" (").append(symbol.displayName()).append(" [=");
                // The tools since Linux 6.9 compute nothing for a choice itself.
                out.append(symbol.isChoice() ? "n" : configuration.value(symbol))
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
        return symbol.type() == SymbolType.UNKNOWN
                ? symbol.displayName()
                : symbol.displayName() + " [=" + configuration.value(symbol) + "]";
    }
}
