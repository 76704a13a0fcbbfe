/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Diagnostic.Severity;

/** What {@link Lint} looks for; the ids are stable. */
public enum Rule {
    // --- of trees
    /** A name is used but nowhere defined. */
    UNDEFINED_SYMBOL("undefined-symbol", Severity.WARNING),
    /** A select may reach a symbol whose dependencies are not met. */
    SELECT_UNMET("select-unmet", Severity.WARNING),
    /** A symbol that the user can set is selected by others. */
    SELECT_VISIBLE("select-visible", Severity.INFO),
    /** A default never counts, because an earlier one does whenever it applies. */
    DEFAULT_SHADOWED("default-shadowed", Severity.WARNING),
    /** A condition never holds. */
    CONDITION_NEVER("condition-never", Severity.INFO),
    /** A symbol can never have another value than n, or than its empty one. */
    DEAD_SYMBOL("dead-symbol", Severity.INFO),
    /** A default lies outside of the range. */
    DEFAULT_OUT_OF_RANGE("default-out-of-range", Severity.WARNING),
    /** The lower bound of a range is above the upper one. */
    RANGE_SWAPPED("range-swapped", Severity.ERROR),
    /** A prompt without text. */
    PROMPT_MISSING("prompt-missing", Severity.WARNING),
    /** A symbol that the user can set has no help text. */
    HELP_MISSING("help-missing", Severity.INFO),
    /** Two entries of one menu look the same. */
    PROMPT_DUPLICATE("prompt-duplicate", Severity.WARNING),
    /** A choice does not say which member it takes by default. */
    CHOICE_DEFAULT_MISSING("choice-default-missing", Severity.INFO),
    /** Nothing in the tree uses a symbol, and the user cannot set it. */
    SYMBOL_UNUSED("symbol-unused", Severity.INFO),

    // --- of configurations
    /** What the user said has no effect, or another one. */
    VALUE_WITHOUT_EFFECT("value-without-effect", Severity.WARNING),
    /** A line names a symbol that the tree does not have. */
    UNKNOWN_SYMBOL("unknown-symbol", Severity.WARNING),
    /** A symbol is selected although its dependencies are not met. */
    UNMET_DEPENDENCY("unmet-dependency", Severity.WARNING);

    private final String id;
    private final Severity severity;

    Rule(String id, Severity severity) {
        this.id = id;
        this.severity = severity;
    }

    /** Return the name by which people and scripts refer to the rule. */
    public String id() {
        return id;
    }

    /** Return how bad it is. */
    public Severity severity() {
        return severity;
    }
}
