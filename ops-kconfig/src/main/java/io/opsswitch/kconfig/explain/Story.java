/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.DefaultValue;
import io.opsswitch.kconfig.Expression;
import io.opsswitch.kconfig.IgnoredLine;
import io.opsswitch.kconfig.Range;
import io.opsswitch.kconfig.Reckoning;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells everything about the value of one symbol: first what decides, then what was overruled, what did not apply, and
 * what the user can do. Used once.
 */
final class Story {

    private static final int DEFAULTS = 4;

    private final Configuration configuration;
    private final Symbol symbol;
    private final String prefix;
    private final Causes causes;
    private final Set<Fact> facts = new LinkedHashSet<>();

    Story(Configuration configuration, Symbol symbol, String prefix) {
        this.configuration = configuration;
        this.symbol = symbol;
        this.prefix = prefix;
        this.causes = new Causes(configuration);
    }

    Explanation tell() {
        Origin origin = causes.origin(symbol);
        Fact overruled = null;
        Fact first;
        boolean ordinary = symbol.isDefined() && symbol.type() != SymbolType.UNKNOWN;
        boolean hidden = configuration.visibility(symbol) == Tristate.N;
        boolean ignored = ordinary && hidden && isOverruled(configuration.reckoning(symbol));
        first = causes.first(symbol, !ignored);
        facts.add(first);
        if (ordinary) {
            Reckoning steps = configuration.reckoning(symbol);
            overruled = overruled(steps);
            if (overruled != null) {
                facts.add(overruled);
            }
            ignoredLines();
            if (!steps.choiceDecides()) {
                defaults(steps, origin);
                selects(origin);
                dependencies(origin, overruled != null || !first.reasons().isEmpty());
            }
            possibilities(steps);
        }
        return new Explanation(symbol, configuration.value(symbol), origin, List.copyOf(facts));
    }

    private void add(String text, @Nullable SourceLocation place, List<Fact> reasons) {
        facts.add(new Fact(text, place, null, reasons));
    }

    // --- what was said in vain

    private boolean isOverruled(Reckoning steps) {
        String said = configuration.inputValue(symbol);
        boolean told = steps.userCounts()
                && !steps.choiceDecides()
                && causes.origin(symbol).kind() == Origin.Kind.USER;
        return said != null && !said.equals(configuration.value(symbol)) && !told && steps.bound() == null;
    }

    private @Nullable Fact overruled(Reckoning steps) {
        String said = configuration.inputValue(symbol);
        if (said == null || !isOverruled(steps)) {
            return null;
        }
        SourceLocation place = configuration.inputLocation(symbol);
        String what = place == null
                ? "that it was set to " + Words.value(symbol.type(), said)
                : "the line \"" + Words.assignment(configuration, symbol, said, prefix) + "\"";
        Choice choice = symbol.choice();
        if (configuration.visibility(symbol) == Tristate.N && !symbol.isTransitional()) {
            return new Fact(
                    what + " does not count because " + symbol.name() + " is not visible",
                    place,
                    null,
                    causes.hindrances().ofPrompts(symbol, Causes.DEPTH));
        }
        if (steps.choiceDecides() && choice != null) {
            Symbol picked = configuration.picked(choice);
            String reason = picked == symbol || picked == null
                    ? "a choice needs one that is y"
                    : picked.name() + " was picked instead";
            return new Fact(what + " does not count because " + reason, place, picked, List.of());
        }
        String least = configuration.selection(symbol).text();
        boolean forced = configuration.selection(symbol).compareTo(steps.own()) > 0;
        String reason = forced
                ? " does not count because others select it to at least " + least
                : " does not count because what others imply to y cannot be m";
        return new Fact(what + reason, place, null, List.of());
    }

    private void ignoredLines() {
        for (IgnoredLine line : configuration.ignoredLines()) {
            if (!line.name().equals(symbol.name()) || configuration.isUserSet(symbol)) {
                continue;
            }
            String what = "the line \"" + Words.assignment(configuration, symbol, line.value(), prefix)
                    + "\" does not count because ";
            String reason = switch (line.reason()) {
                case INVALID, UNKNOWN ->
                    "its value is none for " + symbol.type().text();
                case OUT_OF_RANGE -> "its value is out of range";
                case HIDDEN -> symbol.name() + " is not visible";
            };
            Range range = configuration.reckoning(symbol).activeRange();
            boolean tellsRange = line.reason() == IgnoredLine.Reason.OUT_OF_RANGE && range != null;
            List<Fact> reasons = tellsRange && range != null
                    ? List.of(new Fact(
                            "the range goes " + Words.bounds(configuration, range), range.location(), null, List.of()))
                    : List.of();
            add(what + reason, line.location(), reasons);
        }
    }

    // --- what did not apply

    private void defaults(Reckoning steps, Origin origin) {
        int end = steps.activeDefault() < 0 ? symbol.defaults().size() : steps.activeDefault();
        if (steps.userCounts()) {
            if (origin.kind() == Origin.Kind.USER && steps.activeDefault() >= 0) {
                withoutTheUser(symbol.defaults().get(steps.activeDefault()));
            }
            return;
        }
        if (origin.kind() == Origin.Kind.SELECT) {
            return;
        }
        for (DefaultValue value : symbol.defaults().subList(0, Math.min(DEFAULTS, end))) {
            add(
                    "the line " + causes.quoted(symbol, value) + " does not apply",
                    value.location(),
                    causes.hindrances().of(symbol, value.location(), value.condition(), 2));
        }
        if (end > DEFAULTS) {
            add((end - DEFAULTS) + " more defaults do not apply", null, List.of());
        }
    }

    private void withoutTheUser(DefaultValue value) {
        Configuration without = configuration.copy();
        without.unset(symbol);
        String otherwise = without.value(symbol);
        if (!otherwise.equals(configuration.value(symbol))) {
            // What implies it can say more than the line, or less.
            boolean byLine = otherwise.equals(without.defaultValue(symbol));
            add(
                    "left alone it would be " + Words.value(symbol.type(), otherwise)
                            + (byLine ? ", by its line " + causes.quoted(symbol, value) : ""),
                    byLine ? value.location() : null,
                    List.of());
        }
    }

    private void selects(Origin origin) {
        if (configuration.tristate(symbol) != Tristate.N || !symbol.type().isLogical()) {
            return;
        }
        List<SelectLine> selecting = SelectLine.of(symbol, false);
        boolean named = symbol.prompts().isEmpty() && origin.kind() == Origin.Kind.NONE;
        if (!selecting.isEmpty() && !named) {
            List<Symbol> names =
                    selecting.stream().map(SelectLine::by).distinct().toList();
            String conditions = selecting.stream().anyMatch(line -> configuration.tristate(line.by()) != Tristate.N)
                    ? " under the conditions they name"
                    : "";
            add("nothing selects it now; these could" + conditions + ": " + Words.some(names), null, List.of());
        }
        List<SelectLine> implying = SelectLine.of(symbol, true).stream()
                .filter(line -> line.strength(configuration) != Tristate.N)
                .toList();
        if (!implying.isEmpty() && origin.kind() != Origin.Kind.USER) {
            add(
                    Words.some(implying.stream().map(SelectLine::by).toList())
                            + " would imply it, but that counts only where its dependencies are met",
                    implying.get(0).line().location(),
                    List.of());
        }
    }

    // --- what it depends on

    private void dependencies(Origin origin, boolean toldAlready) {
        Expression dependency = symbol.directDependency();
        if (dependency.isYes()) {
            return;
        }
        Tristate allowed = configuration.directDependency(symbol);
        Tristate value = configuration.tristate(symbol);
        boolean unmet = allowed == Tristate.N || allowed.compareTo(value) < 0;
        if (!unmet) {
            boolean matter =
                    origin.kind() == Origin.Kind.DEFAULT && symbol.prompts().isEmpty();
            List<Fact> reasons = matter ? causes.ofCondition(dependency, 2) : List.of();
            add("its dependencies are met: " + Words.valued(configuration, dependency), null, reasons);
        } else if (origin.kind() == Origin.Kind.SELECT) {
            add("its dependencies are not met, for which a select does not ask", null, unmetParts(dependency));
        } else if (!toldAlready) {
            add("its dependencies are not met", null, unmetParts(dependency));
        }
    }

    private List<Fact> unmetParts(Expression dependency) {
        List<Fact> unmet = new ArrayList<>();
        if (symbol.nodes().size() == 1) {
            return causes.hindrances().of(symbol, symbol.nodes().get(0).location(), dependency, Causes.DEPTH);
        }
        for (Expression part : Conditions.obstacles(configuration, dependency)) {
            unmet.add(new Fact(
                    "it depends on " + causes.hindrances().failing(part), null, null, causes.ofCondition(part, 2)));
        }
        return unmet;
    }

    // --- what the user can do

    private void possibilities(Reckoning steps) {
        if (configuration.visibility(symbol) == Tristate.N) {
            return;
        }
        if (!configuration.isChangeable(symbol)) {
            add("it cannot be changed: it is selected as far as it can be set", null, List.of());
            return;
        }
        if (!symbol.type().isLogical()) {
            Range range = steps.activeRange();
            if (range != null) {
                add("you can set it " + Words.bounds(configuration, range), range.location(), List.of());
            }
            return;
        }
        if (steps.choiceDecides() && configuration.tristate(symbol) == Tristate.Y) {
            add("to switch it off, pick another member of its choice", null, List.of());
            return;
        }
        if (steps.choiceDecides()) {
            add("you can pick it: set it to y", null, List.of());
            return;
        }
        List<String> values = Stream.of(Tristate.N, Tristate.M, Tristate.Y)
                .filter(state -> configuration.isAllowed(symbol, state))
                .map(Tristate::text)
                .collect(Collectors.toList());
        add("you can set it to " + Words.listed(values, "or"), null, List.of());
    }
}
