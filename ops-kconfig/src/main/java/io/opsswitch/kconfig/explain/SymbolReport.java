/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.explain;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.kconfig.Tristate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything the tree says about a symbol, with the values of now: what a page of information shows.
 *
 * <p>Immutable: values that change later do not show. Conditions are given as text in which each symbol has its value
 * behind it, such as {@code NET [=y]}, and together with their own value.
 *
 * @param symbol the symbol
 * @param type the type that counts now: without modules a tristate is a bool
 * @param value its value as text
 * @param origin where the value comes from
 * @param prompts its prompts, in the order of the text
 * @param definitions its entries in the menu
 * @param dependencies what it depends on, split into the parts that all must hold; several definitions give one part
 * @param defaults its defaults, in the order of the text, which is their priority
 * @param ranges its ranges, likewise
 * @param selects what it selects
 * @param implies what it implies
 * @param selectedBy the lines of others that select it: first those that reach y, then m, then n
 * @param impliedBy the lines of others that imply it, likewise
 */
public record SymbolReport(
        Symbol symbol,
        SymbolType type,
        String value,
        Origin origin,
        List<ShownPrompt> prompts,
        List<Definition> definitions,
        List<Part> dependencies,
        List<Line> defaults,
        List<Line> ranges,
        List<Line> selects,
        List<Line> implies,
        List<Line> selectedBy,
        List<Line> impliedBy) {

    /**
     * A prompt.
     *
     * @param text what the user sees
     * @param visibility how far it shows now
     * @param condition when it shows, the part that is written behind the prompt and those of {@code visible if}
     * @param location where it is written
     */
    public record ShownPrompt(String text, Tristate visibility, Part condition, SourceLocation location) {}

    /**
     * An entry of the menu.
     *
     * @param location where it is written
     * @param menuPath the titles of the entries around it, outermost first
     * @param includedFrom the {@code source} statements that lead to its file, the last one first
     * @param help its help text, or null
     */
    public record Definition(
            SourceLocation location,
            List<String> menuPath,
            List<SourceLocation> includedFrom,
            @Nullable String help) {}

    /**
     * A condition or a part of one.
     *
     * @param text the condition with values; {@code y} for none
     * @param value what it is now
     */
    public record Part(String text, Tristate value) {}

    /**
     * A property.
     *
     * @param text what it says: a default's value, a range's bounds, or the name of the symbol at the other end
     * @param other that symbol for selects and implies, else null
     * @param condition when it applies, as far as it is written on the line itself
     * @param strength how far it applies now, with all that it inherits; for selects, how far it reaches
     * @param location where it is written
     */
    public record Line(
            String text, @Nullable Symbol other, Part condition, Tristate strength, SourceLocation location) {}

    public SymbolReport {
        prompts = List.copyOf(prompts);
        definitions = List.copyOf(definitions);
        dependencies = List.copyOf(dependencies);
        defaults = List.copyOf(defaults);
        ranges = List.copyOf(ranges);
        selects = List.copyOf(selects);
        implies = List.copyOf(implies);
        selectedBy = List.copyOf(selectedBy);
        impliedBy = List.copyOf(impliedBy);
    }

    /** Report on a symbol; also on one that stands for a choice. */
    public static SymbolReport of(Configuration configuration, Symbol symbol) {
        return new Reporter(configuration, symbol).report();
    }

    /** Return the report as text, for a page or a terminal. */
    public List<String> lines() {
        return ReportPrinter.print(this);
    }
}
