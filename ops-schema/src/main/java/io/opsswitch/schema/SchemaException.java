/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import java.util.List;
import java.util.stream.Collectors;

/** Tell that a schema cannot be built, with every problem that was found; the message has one line for each. */
public final class SchemaException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<SchemaProblem> problems;

    /**
     * Report problems.
     *
     * @param problems at least one
     */
    public SchemaException(List<SchemaProblem> problems) {
        super(problems.stream().map(SchemaProblem::message).collect(Collectors.joining("\n")));
        if (problems.isEmpty()) {
            throw new IllegalArgumentException("a schema exception needs at least one problem");
        }
        this.problems = List.copyOf(problems);
    }

    /** Return the problems in the order of their places in the files, at least one. */
    public List<SchemaProblem> problems() {
        return problems;
    }
}
