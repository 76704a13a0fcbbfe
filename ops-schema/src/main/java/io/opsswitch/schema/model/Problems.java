/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem;
import io.opsswitch.schema.SchemaProblem.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects problems, so that one run tells all of them. Belongs to the thread that made it. */
public final class Problems {

    private final List<Found> errors = new ArrayList<>();
    private final List<Found> warnings = new ArrayList<>();

    private record Found(Position position, SchemaProblem problem) {}

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

    private static Found problem(
            Kind kind, Position position, Subject subject, List<String> symbols, String what, String advice) {
        Tag tag = subject.tag();
        SchemaProblem found = new SchemaProblem(
                kind,
                position.toString(),
                subject.table(),
                subject.column(),
                tag == null ? List.of() : tag.symbols(),
                symbols,
                List.of(),
                subject.table() == null ? what : subject + ": " + what,
                advice);
        return new Found(position, found);
    }

    /** Return the errors so far, in the order of the files. */
    public List<SchemaProblem> errors() {
        return ordered(errors);
    }

    /** Return the warnings so far, in the order of the files. */
    public List<SchemaProblem> warnings() {
        return ordered(warnings);
    }

    /** Order by place, the files as they came first. */
    private static List<SchemaProblem> ordered(List<Found> found) {
        List<String> files =
                found.stream().map(each -> each.position().file()).distinct().toList();
        return found.stream()
                .sorted(Comparator.<Found>comparingInt(
                                each -> files.indexOf(each.position().file()))
                        .thenComparingInt(each -> each.position().line())
                        .thenComparingInt(each -> each.position().column()))
                .map(Found::problem)
                .toList();
    }

    /** Throw if there was any error so far. */
    public void throwIfAny() throws SchemaException {
        if (!errors.isEmpty()) {
            throw new SchemaException(ordered(errors));
        }
    }

    /** Make an exception of the errors so far and one more, for input that cannot be read any further. */
    public SchemaException fatal(Kind kind, Position position, String what, String advice) {
        error(kind, position, Subject.DATABASE, what, advice);
        return new SchemaException(ordered(errors));
    }
}
