/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Annotations;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Category;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Names;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.Table;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that categories and relationships fit the columns they are written on, before any pruning. */
public final class AnnotationChecker {

    private final ExtSchema schema;
    private final Problems problems;

    /** Check the annotations of a schema. */
    public AnnotationChecker(ExtSchema schema, Problems problems) {
        this.schema = schema;
        this.problems = problems;
    }

    /** Report every annotation that does not fit. */
    public void check() {
        for (Table table : schema.tables().values()) {
            for (Column column : table.columns().values()) {
                Subject subject = new Subject(table.name(), column.name(), column.tag());
                relationship(column, subject);
                Category category = column.annotations().category();
                if (category instanceof Category.PerValue perValue) {
                    perValue(perValue, column, subject);
                } else if (category instanceof Category.Follows follows) {
                    follows(follows, table, column, subject);
                }
            }
        }
    }

    private void relationship(Column column, Subject subject) {
        List<BaseType> bases = column.type().bases();
        boolean refers = bases.stream().anyMatch(base -> base.reference() != null);
        Position position = column.annotations().relationshipPosition();
        if (position != null && !refers) {
            wrong(
                    position,
                    subject,
                    "it has a relationship, but refers to no table",
                    "remove \"relationship\" or give its type a \"refTable\"");
        }
        for (BaseType base : bases) {
            Annotations own = base.annotations();
            Position at = own.relationshipPosition();
            if (at != null && base.reference() == null) {
                wrong(at, subject, "its type has a relationship, but refers to no table", "remove \"relationship\"");
            }
        }
    }

    private void perValue(Category.PerValue perValue, Column column, Subject subject) {
        List<EnumValue> values = column.type().key().values();
        for (Category.PerValue.Entry entry : perValue.entries()) {
            if (!column.type().key().type().accepts(entry.value())) {
                wrong(
                        entry.position(),
                        subject,
                        "its category names the value " + entry.value() + ", which is no "
                                + column.type().key().type().schemaName(),
                        "correct the value");
            } else if (values != null
                    && values.stream().noneMatch(value -> value.value().equals(entry.value()))) {
                wrong(
                        entry.position(),
                        subject,
                        "its category names the value " + entry.value() + ", which is not in its enum",
                        Names.suggestion(
                                entry.value().asText(),
                                values.stream().map(EnumValue::text).toList(),
                                "add it to the enum or remove the entry"));
            }
        }
    }

    private void follows(Category.Follows follows, Table table, Column column, Subject subject) {
        Set<String> passed = new HashSet<>(Set.of(column.name()));
        @Nullable String next = follows.column();
        while (next != null) {
            Column target = table.columns().get(next);
            if (target == null) {
                if (next.equals(follows.column())) { // another column's wrong name is told there
                    wrong(
                            follows.position(),
                            subject,
                            "its category follows column " + next + ", which does not exist",
                            Names.suggestion(next, table.columns().keySet(), "name a column of the same table"));
                }
                return;
            }
            if (!passed.add(next)) {
                wrong(
                        follows.position(),
                        subject,
                        "its category follows column " + follows.column() + ", which leads in a circle",
                        "give one of these columns a category of its own");
                return;
            }
            next = target.annotations().category() instanceof Category.Follows further ? further.column() : null;
        }
    }

    private void wrong(Position position, Subject subject, String what, String advice) {
        problems.error(Kind.ANNOTATION, position, subject, what, advice);
    }
}
