/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem;
import io.opsswitch.schema.SchemaProblem.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that one run tells all of them. Belongs to the thread that made it. */
public final class Problems {

    private final List<SchemaProblem> errors = new ArrayList<>();
    private final List<SchemaProblem> warnings = new ArrayList<>();

    /** The entity that a problem is about. */
    public record Subject(
            @Nullable String table,
            @Nullable String column,
            @Nullable Tag tag) {

        /** The database as a whole. */
        public static final Subject DATABASE = new Subject(null, null, null);

        @Override
        public String toString() {
            if (table == null) {
                return "database";
            }
            return column == null ? "table " + table : "table " + table + ", column " + column;
        }
    }

    /** Add an error that no symbol caused. */
    public void error(Kind kind, Position position, Subject subject, String what, String advice) {
        errors.add(problem(kind, position, subject, List.of(), what, advice));
    }

    /** Add an error that the state of symbols caused. */
    public void error(Kind kind, Position position, Subject subject, List<String> symbols, String what, String advice) {
        errors.add(problem(kind, position, subject, symbols, what, advice));
    }

    /** Add a problem that does not stop a build. */
    public void warning(
            Kind kind, Position position, Subject subject, List<String> symbols, String what, String advice) {
        warnings.add(problem(kind, position, subject, symbols, what, advice));
    }

    private static SchemaProblem problem(
            Kind kind, Position position, Subject subject, List<String> symbols, String what, String advice) {
        Tag tag = subject.tag();
        return new SchemaProblem(
                kind,
                position.toString(),
                subject.table(),
                subject.column(),
                tag == null ? List.of() : tag.symbols(),
                symbols,
                subject.table() == null ? what : subject + ": " + what,
                advice);
    }

    /** Return the warnings so far. */
    public List<SchemaProblem> warnings() {
        return List.copyOf(warnings);
    }

    /** Throw if there was any error so far. */
    public void throwIfAny() throws SchemaException {
        if (!errors.isEmpty()) {
            throw new SchemaException(errors);
        }
    }

    /** Make an exception of the errors so far and one more, for input that cannot be read any further. */
    public SchemaException fatal(Kind kind, Position position, String what, String advice) {
        error(kind, position, Subject.DATABASE, what, advice);
        return new SchemaException(errors);
    }
}
