/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import org.jspecify.annotations.Nullable;

/**
 * One message about a Kconfig tree or a configuration.
 *
 * @param severity how bad it is
 * @param location where it was found, or null when it concerns no single place
 * @param text what the C tool would print after the location; may span lines
 * @param standsAlone whether the C tool prints the text without the location, because it names its places itself or none
 */
public record Diagnostic(Severity severity, @Nullable SourceLocation location, String text, boolean standsAlone) {

    /** Create a message that is printed behind its location. */
    public Diagnostic(Severity severity, @Nullable SourceLocation location, String text) {
        this(severity, location, text, false);
    }

    /** How bad a {@link Diagnostic} is. */
    public enum Severity {
        /** Text that the tree itself prints, by {@code $(info)}, {@code $(warning-if)} or its commands. */
        INFO,
        WARNING,
        ERROR
    }

    /** Create a warning at a place. */
    public static Diagnostic warning(@Nullable SourceLocation location, String text) {
        return new Diagnostic(Severity.WARNING, location, text);
    }

    /** Create an error at a place. */
    public static Diagnostic error(@Nullable SourceLocation location, String text) {
        return new Diagnostic(Severity.ERROR, location, text);
    }

    /**
     * Return the line that the C tool prints: {@code FILE:LINE:warning: text}, or {@code FILE:LINE: text} for errors and
     * for texts that name their severity themselves. A text that stands alone is the whole line.
     */
    @Override
    public String toString() {
        if (location == null || standsAlone) {
            return text;
        }
        boolean marked = severity == Severity.WARNING && !text.startsWith("warning: ");
        return location + (marked ? ":warning: " : ": ") + text;
    }
}
