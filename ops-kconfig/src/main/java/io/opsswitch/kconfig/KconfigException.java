/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reports that a Kconfig tree or a configuration file cannot be used.
 *
 * <p>Carries every problem found in one run; the message is one line for each, {@code FILE:LINE: text}.
 */
public final class KconfigException extends Exception {

    private static final String SYNTAX_ERROR = "syntax error";

    private final transient List<Diagnostic> problems;
    private final transient List<Diagnostic> diagnostics;

    /** Create an exception for one problem. */
    public KconfigException(Diagnostic problem) {
        this(List.of(problem));
    }

    /** Create an exception for one problem at a place. */
    public KconfigException(@Nullable SourceLocation location, String text) {
        this(Diagnostic.error(location, text));
    }

    /**
     * Create an exception for several problems, in the order they were found.
     *
     * @param diagnostics the errors, and what was reported besides
     * @throws IllegalArgumentException when there is no error
     */
    public KconfigException(List<Diagnostic> diagnostics) {
        super(message(errors(diagnostics)));
        this.problems = errors(diagnostics);
        this.diagnostics = List.copyOf(diagnostics);
    }

    private static List<Diagnostic> errors(List<Diagnostic> diagnostics) {
        return diagnostics.stream()
                .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
                .toList();
    }

    /** Return the problems as the C tool would print them, which includes its bare {@code syntax error} lines. */
    public List<Diagnostic> problems() {
        return problems;
    }

    /** Return the problems, and the warnings and messages that came before and between them. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }

    /** Return where the first problem is, or null when it concerns no single place. */
    public @Nullable SourceLocation location() {
        return problems.get(0).location();
    }

    /** The C tool announces some errors twice on one line; people need only the specific text. */
    private static String message(List<Diagnostic> problems) {
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("an exception needs a problem");
        }
        Set<SourceLocation> explained = new HashSet<>();
        for (Diagnostic problem : problems) {
            if (problem.location() != null && !problem.text().equals(SYNTAX_ERROR)) {
                explained.add(lineOf(problem.location()));
            }
        }
        List<String> lines = new ArrayList<>();
        for (Diagnostic problem : problems) {
            SourceLocation location = problem.location();
            boolean redundant =
                    problem.text().equals(SYNTAX_ERROR) && location != null && explained.contains(lineOf(location));
            if (!redundant) {
                lines.add(problem.toString());
            }
        }
        return String.join("\n", lines);
    }

    private static SourceLocation lineOf(SourceLocation location) {
        return new SourceLocation(location.file(), location.line());
    }
}
