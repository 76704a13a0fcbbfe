/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration symbol: a name with a type and everything the tree says about it.
 *
 * <p>Constants (quoted text, y, m, n), names that are referenced but nowhere defined, and choices are symbols as well.
 * Immutable once the tree is loaded; the values are in a {@link Configuration}.
 */
public final class Symbol {

    /** The constant n, the same in all trees. */
    public static final Symbol NO = constant("n", 0);

    /** The constant m, the same in all trees. */
    public static final Symbol MOD = constant("m", 1);

    /** The constant y, the same in all trees. */
    public static final Symbol YES = constant("y", 2);

    private final String name;
    private final int index;
    private final SymbolType type;
    private final boolean constant;

    // Set once by TreeAssembler, before anybody else sees the symbol.
    List<MenuNode> nodes = List.of();
    List<Prompt> prompts = List.of();
    List<DefaultValue> defaults = List.of();
    List<Selection> selections = List.of();
    List<Range> ranges = List.of();

    @Nullable
    Expression directDependency;

    @Nullable
    Expression selectors;

    @Nullable
    Expression implicators;

    @Nullable
    Choice choice;

    @Nullable
    Choice asChoice;

    @Nullable
    String environmentVariable;

    boolean allNoConfigY;
    boolean transitional;
    boolean predefined;

    Symbol(String name, int index, SymbolType type, boolean constant) {
        this.name = name;
        this.index = index;
        this.type = type;
        this.constant = constant;
    }

    private static Symbol constant(String name, int index) {
        return new Symbol(name, index, SymbolType.TRISTATE, true);
    }

    /** Return the name without any prefix; empty for a choice without a name. */
    public String name() {
        return name;
    }

    /** Return the name, or {@code <choice>} when there is none. */
    public String displayName() {
        return name.isEmpty() && asChoice != null ? "<choice>" : name;
    }

    /** Return the position of this symbol among {@link KconfigTree#allSymbols()}, for tables indexed by symbol. */
    public int index() {
        return index;
    }

    /** Return the declared type; that a tristate acts as a bool without modules does not show here. */
    public SymbolType type() {
        return type;
    }

    /** Tell whether this is quoted text or one of y, m, n. */
    public boolean isConstant() {
        return constant;
    }

    /** Tell whether a {@code config} or {@code menuconfig} statement defines this symbol. */
    public boolean isDefined() {
        return !nodes.isEmpty() && asChoice == null;
    }

    /** Tell whether this symbol stands for a whole choice. */
    public boolean isChoice() {
        return asChoice != null;
    }

    /** Return the choice that this symbol is a member of, or null. */
    public @Nullable Choice choice() {
        return choice;
    }

    /** Return the choice that this symbol stands for, or null. */
    public @Nullable Choice asChoice() {
        return asChoice;
    }

    /** Return where the symbol is defined, in menu order. */
    public List<MenuNode> nodes() {
        return nodes;
    }

    /** Return the entry in which a line about this symbol is written; null when it is in none, as for an environment variable. */
    public @Nullable MenuNode nodeAt(SourceLocation line) {
        @Nullable MenuNode best = null;
        for (MenuNode node : nodes) {
            SourceLocation start = node.location();
            boolean before = start.file().equals(line.file()) && start.line() <= line.line();
            if (before && (best == null || best.location().line() <= start.line())) {
                best = node;
            }
        }
        return best;
    }

    /** Return all prompts, in the order of the text. */
    public List<Prompt> prompts() {
        return prompts;
    }

    /** Return all defaults, in the order of the text, which is their priority. */
    public List<DefaultValue> defaults() {
        return defaults;
    }

    /** Return what this symbol selects and implies, in the order of the text. */
    public List<Selection> selections() {
        return selections;
    }

    /** Return all ranges, in the order of the text, which is their priority. */
    public List<Range> ranges() {
        return ranges;
    }

    /** Return what this symbol depends on: its own conditions and those of all menus around, or y when nothing. */
    public Expression directDependency() {
        return directDependency == null ? Expression.YES : directDependency;
    }

    /** Return the condition under which others select this symbol, or null when none does. */
    public @Nullable Expression selectors() {
        return selectors;
    }

    /** Return the condition under which others imply this symbol, or null when none does. */
    public @Nullable Expression implicators() {
        return implicators;
    }

    /** Return the environment variable that {@code option env} names, or null; such a symbol is never written. */
    public @Nullable String environmentVariable() {
        return environmentVariable;
    }

    /** Tell whether {@code allnoconfig} answers y for this symbol. */
    public boolean isAllNoConfigY() {
        return allNoConfigY;
    }

    /** Tell whether this symbol is only read from old configurations, and never written. */
    public boolean isTransitional() {
        return transitional;
    }

    /** Tell whether the tool defines this symbol, as older ones do UNAME_RELEASE; it is never written. */
    public boolean isPredefined() {
        return predefined;
    }

    @Override
    public String toString() {
        return displayName();
    }
}
