/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.SchemaProblem.Kind;
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
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.Selection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks that a pruned schema is one that a database server loads and that means what it meant before.
 *
 * <p>Every message compares with the schema before pruning: if what is missing was there, it names the symbols that
 * removed it and would bring it back; if it never was, the nearest names.
 */
public final class SoundnessChecker {

    private final ExtSchema before;
    private final ExtSchema after;
    private final Problems problems;

    /** Check a pruned schema against the one it was made from. */
    public SoundnessChecker(ExtSchema before, ExtSchema after, Problems problems) {
        this.before = before;
        this.after = after;
        this.problems = problems;
    }

    /** Report everything that is unsound. */
    public void check() {
        for (Table table : after.tables().values()) {
            Table source = before.tables().getOrDefault(table.name(), table);
            columnsLeft(table, source);
            indexes(table, source);
            for (Column column : table.columns().values()) {
                Column original = source.columns().getOrDefault(column.name(), column);
                Tag tag = Selection.effective(original.tag(), source.tag());
                Subject subject = new Subject(table.name(), column.name(), tag);
                for (int i = 0; i < column.type().bases().size(); i++) {
                    BaseType base = column.type().bases().get(i);
                    reference(base, subject);
                    enumLeft(base, original.type().bases().get(i), subject);
                    bounds(base, subject);
                }
                new DefaultChecker(column, original, subject, problems).check();
                follows(column, table, source, subject);
            }
        }
        rootLeft();
    }

    private void columnsLeft(Table table, Table source) {
        if (!table.columns().isEmpty()) {
            return;
        }
        Set<String> symbols = new LinkedHashSet<>();
        source.columns().values().forEach(column -> {
            Tag tag = Selection.effective(column.tag(), source.tag());
            if (tag != null) {
                symbols.addAll(tag.symbols());
            }
        });
        Subject subject = new Subject(table.name(), null, source.tag());
        List<String> names = List.copyOf(symbols);
        if (names.isEmpty()) {
            problems.error(Kind.EMPTY_TABLE, table.position(), subject, "it has no column", "add one");
        } else {
            problems.error(
                    Kind.EMPTY_TABLE,
                    table.position(),
                    subject,
                    names,
                    "it is kept (" + Words.tagged(source.tag()) + ") but all its columns are pruned because "
                            + Words.off(names),
                    Words.switchOn(names) + ", or tag the table with them");
        }
    }

    private void indexes(Table table, Table source) {
        for (Table.Index index : table.indexes()) {
            for (Table.Index.Member member : index.members()) {
                Column column = table.columns().get(member.column());
                Column original = source.columns().get(member.column());
                Subject subject = new Subject(
                        table.name(),
                        member.column(),
                        original == null ? null : Selection.effective(original.tag(), source.tag()));
                if (column == null) {
                    missing(
                            Kind.INDEX,
                            member.position(),
                            subject,
                            member.column(),
                            "an index names the column",
                            original == null ? null : subject.tag(),
                            source.columns().keySet());
                } else if (column.ephemeral()) {
                    problems.error(
                            Kind.INDEX,
                            member.position(),
                            subject,
                            "an index names the column, which is ephemeral",
                            "remove \"ephemeral\" from the column, or the column from the index");
                }
            }
        }
    }

    private void reference(BaseType base, Subject subject) {
        BaseType.Reference reference = base.reference();
        if (reference == null || after.tables().containsKey(reference.table())) {
            return;
        }
        Table target = before.tables().get(reference.table());
        missing(
                Kind.DANGLING_REFERENCE,
                reference.position(),
                subject,
                reference.table(),
                "refers to table " + reference.table(),
                target == null ? null : target.tag(),
                before.tables().keySet());
    }

    /** Report that something is named which is pruned (tag given) or never was. */
    private void missing(
            Kind kind,
            Position position,
            Subject subject,
            String name,
            String namesIt,
            @Nullable Tag pruned,
            Set<String> known) {
        if (pruned == null) {
            problems.error(
                    kind,
                    position,
                    subject,
                    namesIt + ", which does not exist",
                    Names.suggestion(name, known, "add it or remove the name"));
            return;
        }
        boolean index = kind == Kind.INDEX;
        problems.error(
                kind,
                position,
                subject,
                pruned.symbols(),
                namesIt + ", which is pruned because " + Words.off(pruned.symbols()) + " (tag " + pruned + ")"
                        + (index ? "" : ", while the column is kept (" + Words.tagged(subject.tag()) + ")"),
                Words.switchOn(pruned.symbols())
                        + (index ? ", or remove the column's tag" : ", or tag the column with " + pruned));
    }

    private void enumLeft(BaseType base, BaseType original, Subject subject) {
        List<EnumValue> values = base.values();
        List<EnumValue> before = original.values();
        if (values == null || before == null || !values.isEmpty()) {
            return;
        }
        Set<String> symbols = new LinkedHashSet<>();
        for (EnumValue value : before) {
            Tag tag = Selection.effective(value.tag(), subject.tag());
            if (tag != null) {
                symbols.addAll(tag.symbols());
            }
        }
        List<String> names = List.copyOf(symbols);
        problems.error(
                Kind.EMPTY_ENUM,
                base.position(),
                subject,
                names,
                "every value of its enum is pruned because " + Words.off(names) + ", while the column is kept ("
                        + Words.tagged(subject.tag()) + ")",
                Words.switchOn(names) + ", or tag the column with them");
    }

    private void bounds(BaseType base, Subject subject) {
        var minimum = base.minimum();
        var maximum = base.maximum();
        if (minimum != null && maximum != null && minimum.decimalValue().compareTo(maximum.decimalValue()) > 0) {
            problems.error(
                    Kind.RANGE,
                    base.position(),
                    subject,
                    "\"" + base.type().minimumMember() + "\" " + minimum + " exceeds \""
                            + base.type().maximumMember() + "\" " + maximum,
                    "swap or correct the two bounds");
        }
    }

    private void follows(Column column, Table table, Table source, Subject subject) {
        if (!(column.annotations().category() instanceof Category.Follows follows)
                || table.columns().containsKey(follows.column())) {
            return;
        }
        Column original = source.columns().get(follows.column());
        Tag tag = original == null ? null : Selection.effective(original.tag(), source.tag());
        if (tag != null) { // that a column never existed is told by the check of the annotations
            problems.error(
                    Kind.ANNOTATION,
                    follows.position(),
                    subject,
                    tag.symbols(),
                    "its category follows column " + follows.column() + ", which is pruned because "
                            + Words.off(tag.symbols()),
                    Words.switchOn(tag.symbols()) + ", or tag the column with " + tag);
        }
    }

    /** A schema without root tables is read as one in which all tables are roots: no row would ever be collected. */
    private void rootLeft() {
        List<Table> roots =
                before.tables().values().stream().filter(Table::root).toList();
        // A database of which nothing is left is left out as a whole.
        if (roots.isEmpty()
                || after.tables().isEmpty()
                || after.tables().values().stream().anyMatch(Table::root)) {
            return;
        }
        Set<String> symbols = new LinkedHashSet<>();
        for (Table root : roots) {
            Tag tag = root.tag();
            if (tag != null) {
                symbols.addAll(tag.symbols());
            }
        }
        List<String> names = List.copyOf(symbols);
        problems.error(
                Kind.NO_ROOT,
                before.position(),
                new Subject(roots.get(0).name(), null, roots.get(0).tag()),
                names,
                "every root table is pruned because " + Words.off(names)
                        + ", and a server would take all tables for roots",
                Words.switchOn(names) + ", or leave one root table untagged");
    }
}
