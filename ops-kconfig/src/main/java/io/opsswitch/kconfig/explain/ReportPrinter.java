/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.explain.SymbolReport.Definition;
import io.opsswitch.kconfig.explain.SymbolReport.Line;
import io.opsswitch.kconfig.explain.SymbolReport.Part;
import io.opsswitch.kconfig.explain.SymbolReport.ShownPrompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Prints a {@link SymbolReport}. Used once. */
final class ReportPrinter {

    private final List<String> out = new ArrayList<>();

    private ReportPrinter() {}

    static List<String> print(SymbolReport report) {
        ReportPrinter printer = new ReportPrinter();
        printer.all(report);
        return List.copyOf(printer.out);
    }

    private void all(SymbolReport report) {
        Symbol symbol = report.symbol();
        out.add(symbol.displayName() + " = " + Words.value(symbol.type(), report.value()) + "  ("
                + report.type().text() + ", " + origin(report.origin()) + ")");
        for (ShownPrompt prompt : report.prompts()) {
            out.add("Prompt: " + prompt.text() + condition(prompt.condition()) + "  [" + prompt.location()
                    + "], visible: " + prompt.visibility().text());
        }
        parts(report.dependencies());
        lines("Defaults, of which the first that applies counts", report.defaults(), "");
        lines("Ranges, of which the first that applies counts", report.ranges(), "");
        lines("Selects", report.selects(), "");
        lines("Implies", report.implies(), "");
        groups("Selected by", report.selectedBy());
        groups("Implied by", report.impliedBy());
        report.definitions().forEach(this::definition);
    }

    private static String origin(Origin origin) {
        String kind = origin.kind() == Origin.Kind.NONE
                ? "given by nothing"
                : "by " + origin.kind().name().toLowerCase(Locale.ROOT);
        SourceLocation place = origin.location();
        return place == null ? kind : kind + " at " + place;
    }

    private void parts(List<Part> parts) {
        if (!parts.isEmpty()) {
            out.add("Depends on all of");
            parts.forEach(part -> out.add("  " + part.value().text() + "  " + part.text()));
        }
    }

    private void lines(String title, List<Line> lines, String indent) {
        if (!lines.isEmpty()) {
            out.add(indent + title);
            for (Line line : lines) {
                out.add(indent + "  " + line.strength().text() + "  " + line.text() + condition(line.condition())
                        + "  [" + line.location() + "]");
            }
        }
    }

    private void groups(String title, List<Line> lines) {
        for (Tristate state : List.of(Tristate.Y, Tristate.M, Tristate.N)) {
            List<Line> group =
                    lines.stream().filter(line -> line.strength() == state).toList();
            if (!group.isEmpty()) {
                out.add(title + " [" + state.text() + "]");
                group.forEach(line ->
                        out.add("  " + line.text() + condition(line.condition()) + "  [" + line.location() + "]"));
            }
        }
    }

    private static String condition(Part condition) {
        return condition.text().equals("y") ? "" : " if " + condition.text();
    }

    private void definition(Definition definition) {
        out.add("Defined at " + definition.location());
        for (SourceLocation from : definition.includedFrom()) {
            out.add("  included from " + from);
        }
        if (!definition.menuPath().isEmpty()) {
            out.add("  in the menu " + String.join(" > ", definition.menuPath()));
        }
        String help = definition.help();
        if (help != null) {
            help.lines().forEach(line -> out.add(line.isBlank() ? "" : "  " + line));
        }
    }
}
