/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.ExpressionPrinter;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Selection;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.explain.SymbolReport.Definition;
import io.opsswitch.kconfig.explain.SymbolReport.Line;
import io.opsswitch.kconfig.explain.SymbolReport.Part;
import io.opsswitch.kconfig.explain.SymbolReport.ShownPrompt;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects what a {@link SymbolReport} contains. */
final class Reporter {

    private final Configuration configuration;
    private final Symbol symbol;

    Reporter(Configuration configuration, Symbol symbol) {
        this.configuration = configuration;
        this.symbol = symbol;
    }

    SymbolReport report() {
        return new SymbolReport(
                symbol,
                configuration.effectiveType(symbol),
                configuration.value(symbol),
                Why.origin(configuration, symbol),
                symbol.prompts().stream().map(this::prompt).toList(),
                symbol.nodes().stream().map(this::definition).toList(),
                symbol.directDependency().parts().stream().map(this::part).toList(),
                symbol.defaults().stream().map(this::defaultLine).toList(),
                symbol.ranges().stream().map(this::rangeLine).toList(),
                targets(false),
                targets(true),
                sources(false),
                sources(true));
    }

    private Part part(Expression condition) {
        StringBuilder text = new StringBuilder();
        ExpressionPrinter.print(condition, text, this::named);
        return new Part(text.toString(), configuration.evaluate(condition));
    }

    private String named(Symbol named) {
        return named.isConstant() || named.type() == SymbolType.UNKNOWN
                ? Words.constant(named)
                : named.displayName() + " [=" + configuration.value(named) + "]";
    }

    private Part own(Symbol owner, SourceLocation line, Expression condition) {
        return part(Entries.own(owner, line, condition));
    }

    private ShownPrompt prompt(Prompt prompt) {
        return new ShownPrompt(
                prompt.text(),
                configuration.evaluate(prompt.condition()),
                own(symbol, prompt.location(), prompt.condition()),
                prompt.location());
    }

    private Definition definition(MenuNode node) {
        List<SourceLocation> chain = new ArrayList<>();
        @Nullable
        SourceLocation from = configuration.tree().includedFrom(node.location().file());
        while (from != null && !chain.contains(from)) {
            chain.add(from);
            from = configuration.tree().includedFrom(from.file());
        }
        List<String> path = new ArrayList<>();
        for (MenuNode around : Entries.path(node)) {
            Prompt prompt = around.prompt();
            path.add(prompt == null ? Words.title(around) : prompt.text());
        }
        return new Definition(node.location(), List.copyOf(path), List.copyOf(chain), node.help());
    }

    private Line defaultLine(DefaultValue value) {
        return new Line(
                part(value.value()).text(),
                null,
                own(symbol, value.location(), value.condition()),
                configuration.evaluate(value.condition()),
                value.location());
    }

    private Line rangeLine(Range range) {
        return new Line(
                named(range.low()) + " to " + named(range.high()),
                null,
                own(symbol, range.location(), range.condition()),
                configuration.evaluate(range.condition()),
                range.location());
    }

    private List<Line> targets(boolean weak) {
        return symbol.selections().stream()
                .filter(selection -> selection.weak() == weak)
                .map(selection -> line(selection.target(), new SelectLine(symbol, selection)))
                .toList();
    }

    private List<Line> sources(boolean weak) {
        return SelectLine.of(symbol, weak).stream()
                .map(line -> line(line.by(), line))
                .sorted(Comparator.comparing(Line::strength, Comparator.<Tristate>reverseOrder()))
                .toList();
    }

    private Line line(Symbol other, SelectLine line) {
        Selection selection = line.line();
        return new Line(
                named(other),
                other,
                own(line.by(), selection.location(), selection.condition()),
                line.strength(configuration),
                selection.location());
    }
}
