/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.IgnoredLine;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.explain.Fact;
import io.opsswitch.kconfig.explain.Why;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compares what the user said with what came of it. */
final class ConfigurationCheck {

    private final Configuration configuration;
    private final String prefix;
    private final Findings findings;

    ConfigurationCheck(Configuration configuration, String prefix, Findings findings) {
        this.configuration = configuration;
        this.prefix = prefix;
        this.findings = findings;
    }

    void check() {
        for (Symbol symbol : configuration.tree().symbols()) {
            checkValue(symbol);
        }
        checkLines();
        for (Symbol symbol : configuration.tree().symbols()) {
            checkDependencies(symbol);
        }
    }

    private void checkValue(Symbol symbol) {
        String said = configuration.inputValue(symbol);
        boolean vain = said != null && symbol.type() != SymbolType.UNKNOWN && !said.equals(configuration.value(symbol));
        if (vain) {
            findings.add(
                    Rule.VALUE_WITHOUT_EFFECT,
                    configuration.inputLocation(symbol),
                    symbol,
                    reason(symbol),
                    "correct what it names, or take the line out");
        }
    }

    /** Return the sentence of the explanation that is about the user's value, with the first reason for it. */
    private String reason(Symbol symbol) {
        List<Fact> facts = Why.explain(configuration, symbol, prefix).facts();
        Fact told = facts.stream()
                .filter(fact -> fact.text().contains("does not count"))
                .findFirst()
                .orElse(facts.get(0));
        String cause = told.reasons().isEmpty() ? "" : told.reasons().get(0).text();
        return cause.isEmpty() || told.text().contains(cause) ? told.text() : told.text() + ": " + cause;
    }

    private void checkLines() {
        @Nullable Names names = null;
        for (IgnoredLine line : configuration.ignoredLines()) {
            String name = prefix + line.name();
            switch (line.reason()) {
                case UNKNOWN -> {
                    names = names == null ? new Names(configuration.tree()) : names;
                    String nearest = names.nearest(line.name());
                    findings.add(
                            Rule.UNKNOWN_SYMBOL,
                            line.location(),
                            null,
                            "the tree has no symbol for " + name,
                            nearest == null ? "take the line out" : "perhaps you should write " + prefix + nearest);
                }
                case INVALID ->
                    findings.add(
                            Rule.VALUE_WITHOUT_EFFECT,
                            line.location(),
                            configuration.tree().symbol(line.name()),
                            "the value of " + name + " does not fit its type",
                            "correct the value");
                case OUT_OF_RANGE ->
                    findings.add(
                            Rule.VALUE_WITHOUT_EFFECT,
                            line.location(),
                            configuration.tree().symbol(line.name()),
                            "the value " + line.value() + " of " + name + " is out of range",
                            "choose a value within the range");
                case HIDDEN -> {
                    // The file agrees with all values, so nobody is misled.
                }
            }
        }
    }

    private void checkDependencies(Symbol symbol) {
        if (symbol.choice() != null || !symbol.type().isLogical()) {
            return;
        }
        Tristate forced = configuration.selection(symbol);
        if (configuration.directDependency(symbol).compareTo(forced) >= 0) {
            return;
        }
        var origin = Why.origin(configuration, symbol);
        String by = String.join(
                ", ", origin.by().stream().map(Symbol::name).limit(3).toList());
        findings.add(
                Rule.UNMET_DEPENDENCY,
                origin.location(),
                symbol,
                symbol.name() + " is selected" + (by.isEmpty() ? "" : " by " + by)
                        + " although its dependencies are not met: "
                        + symbol.directDependency().text(),
                "switch on what it depends on, or switch off what selects it");
    }
}
