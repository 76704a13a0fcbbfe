/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import org.jspecify.annotations.Nullable;

/**
 * One message about a Kconfig tree or a configuration.
 *
 * @param severity how bad it is
 * @param location where it was found, or null when it concerns no single place
 * @param text what the C tool would print after the location; may span lines
 */
public record Diagnostic(Severity severity, @Nullable SourceLocation location, String text) {

    /** How bad a {@link Diagnostic} is. */
    public enum Severity {
        /** Text that the tree itself prints, by {@code $(info)} or {@code $(warning-if)}. */
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
     * for texts that name their severity themselves.
     */
    @Override
    public String toString() {
        if (location == null) {
            return text;
        }
        boolean marked = severity == Severity.WARNING && !text.startsWith("warning: ");
        return location + (marked ? ":warning: " : ": ") + text;
    }
}
