/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.ExpressionPrinter;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.explain.SymbolReport;
import io.opsswitch.kconfig.ui.model.Nodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Everything about an entry: values, where it is defined, what it depends on, part by part, who selects it, help. */
final class InfoPage {

    private InfoPage() {}

    static void open(Desk desk, MenuNode node) {
        Configuration configuration = desk.session().configuration();
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        List<Line> lines;
        if (symbol != null) {
            lines = report(configuration, symbol);
        } else if (choice != null) {
            lines = report(configuration, choice.symbol());
            lines.add(Line.of("Members"));
            choice.members()
                    .forEach(member ->
                            lines.add(Line.about("  " + configuration.value(member) + "  " + member.name(), member)));
        } else {
            lines = menu(configuration, node);
        }
        desk.push(new LinesPage(Nodes.title(node), lines));
    }

    /** The part before the definitions and help names symbols to go on to. */
    private static List<Line> report(Configuration configuration, Symbol symbol) {
        List<Line> lines = new ArrayList<>();
        boolean linked = true;
        for (String text : SymbolReport.of(configuration, symbol).lines()) {
            linked &= !text.startsWith("Defined at");
            boolean detail = linked && text.startsWith("  ");
            lines.add(Line.about(text, detail ? named(text, configuration.tree()) : null));
        }
        return lines;
    }

    private static @Nullable Symbol named(String text, KconfigTree tree) {
        for (String word : text.split("[^A-Za-z0-9_]+")) {
            Symbol symbol = word.isEmpty() ? null : tree.symbol(word);
            if (symbol != null && symbol.isDefined()) {
                return symbol;
            }
        }
        return null;
    }

    private static List<Line> menu(Configuration configuration, MenuNode node) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(node.kind().name().toLowerCase(Locale.ROOT) + " \"" + Nodes.title(node) + "\""));
        parts("Depends on all of", node.dependency(), configuration, lines);
        if (node.visibleIf() != null) {
            parts("Visible if all of", node.visibleIf(), configuration, lines);
        }
        lines.add(Line.of("Defined at " + node.location()));
        String help = node.help();
        if (help != null) {
            help.lines().forEach(line -> lines.add(Line.of(line.isBlank() ? "" : "  " + line)));
        }
        return lines;
    }

    private static void parts(String title, Expression condition, Configuration configuration, List<Line> lines) {
        if (condition.isYes()) {
            return;
        }
        lines.add(Line.of(title));
        List<Expression> parts = condition instanceof Expression.And and ? and.operands() : List.of(condition);
        for (Expression part : parts) {
            StringBuilder text = new StringBuilder("  ");
            text.append(configuration.evaluate(part).text()).append("  ");
            ExpressionPrinter.print(
                    part,
                    text,
                    s -> s.isDefined() ? s.displayName() + " [=" + configuration.value(s) + "]" : s.displayName());
            lines.add(Line.about(text.toString(), named(text.toString(), configuration.tree())));
        }
    }
}
