/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.Selection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Warns of tables that no row can live in after pruning: they are no roots, so that a server deletes every row which no
 * strong reference leads to, and the columns that could have referred to them are gone.
 */
public final class ReachChecker {

    private final ExtSchema before;
    private final ExtSchema after;
    private final Problems problems;

    /** Check a pruned schema against the one it was made from. */
    public ReachChecker(ExtSchema before, ExtSchema after, Problems problems) {
        this.before = before;
        this.after = after;
        this.problems = problems;
    }

    /** Report every table that cannot be used. */
    public void check() {
        if (after.tables().values().stream().noneMatch(Table::root)) {
            return; // all are roots then
        }
        for (Table table : after.tables().values()) {
            if (table.root() || refersTo(after, table.name(), new LinkedHashSet<>())) {
                continue;
            }
            Table source = before.tables().getOrDefault(table.name(), table);
            Set<String> symbols = new LinkedHashSet<>();
            boolean ever = refersTo(before, table.name(), symbols);
            List<String> names = List.copyOf(symbols);
            problems.warning(
                    Kind.UNREACHABLE,
                    table.position(),
                    new Subject(table.name(), null, source.tag()),
                    names,
                    "no row can live in it: it is no root table, and no column "
                            + (ever ? "that is left " : "") + "has a strong reference to it"
                            + (names.isEmpty() ? "" : " because " + Words.off(names)),
                    names.isEmpty()
                            ? "set \"isRoot\", or refer to it"
                            : Words.switchOn(names) + ", or tag the table as the columns that refer to it");
        }
    }

    /** Tell whether another table refers strongly to a table, and collect the symbols of the tags on such columns. */
    private static boolean refersTo(ExtSchema schema, String target, Set<String> symbols) {
        boolean found = false;
        for (Table table : schema.tables().values()) {
            for (Column column : table.columns().values()) {
                for (BaseType base : column.type().bases()) {
                    BaseType.Reference reference = base.reference();
                    if (reference != null
                            && !reference.weak()
                            && reference.table().equals(target)
                            && !table.name().equals(target)) {
                        found = true;
                        Tag tag = Selection.effective(column.tag(), table.tag());
                        symbols.addAll(tag == null ? List.of() : tag.symbols());
                    }
                }
            }
        }
        return found;
    }
}
