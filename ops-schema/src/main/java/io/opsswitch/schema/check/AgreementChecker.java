/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.docs.DocNode.DocTable;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Names;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.DocumentationPruner;
import io.opsswitch.schema.prune.DocumentationPruner.DocEntry;
import io.opsswitch.schema.prune.SchemaPruner.ColumnId;
import io.opsswitch.schema.prune.Selection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks, after pruning, that schema and documentation hold the same tables and columns. */
public final class AgreementChecker {

    private final ExtSchema before;
    private final ExtSchema after;
    private final DocumentationPruner.Result documentation;
    private final Problems problems;

    /** Compare a pruned schema, and the one it was made from, with the pruned documentation. */
    public AgreementChecker(
            ExtSchema before, ExtSchema after, DocumentationPruner.Result documentation, Problems problems) {
        this.before = before;
        this.after = after;
        this.documentation = documentation;
        this.problems = problems;
    }

    /** Report what only one of the two has: an error when it is only documented, otherwise a warning. */
    public void check() {
        for (DocTable doc : documentation.tables()) {
            if (!after.tables().containsKey(doc.name())) {
                Table table = before.tables().get(doc.name());
                documentedOnly(
                        new Subject(doc.name(), null, doc.tag()),
                        table == null ? null : table.tag(),
                        table != null,
                        doc.name(),
                        before.tables().keySet(),
                        doc.position());
            }
        }
        Set<ColumnId> documented = new LinkedHashSet<>();
        for (DocEntry entry : documentation.columns()) {
            String name = entry.column().name();
            documented.add(new ColumnId(entry.table().name(), name));
            Table kept = after.tables().get(entry.table().name());
            Table source = before.tables().get(entry.table().name());
            if (kept == null || source == null || kept.columns().containsKey(name)) {
                continue; // a missing table was told above
            }
            Column original = source.columns().get(name);
            documentedOnly(
                    new Subject(kept.name(), name, entry.tag()),
                    original == null ? null : Selection.effective(original.tag(), source.tag()),
                    original != null,
                    name,
                    source.columns().keySet(),
                    entry.column().position());
        }
        undocumented(documented);
    }

    private void documentedOnly(
            Subject subject,
            @Nullable Tag schemaTag,
            boolean existed,
            String name,
            Set<String> known,
            Position position) {
        if (!existed || schemaTag == null) {
            problems.error(
                    Kind.DOCUMENTED_ONLY,
                    position,
                    subject,
                    "it is documented, but not in the schema",
                    Names.suggestion(name, known, "add it to the schema or remove its documentation"));
            return;
        }
        List<String> symbols = schemaTag.symbols();
        problems.error(
                Kind.DOCUMENTED_ONLY,
                position,
                subject,
                symbols,
                "its documentation is kept (" + Words.tagged(subject.tag()) + "), but the schema's is pruned because "
                        + Words.off(symbols) + " (tag " + schemaTag + ")",
                Words.switchOn(symbols) + ", or write the tag " + schemaTag + " in the documentation too");
    }

    private void undocumented(Set<ColumnId> documented) {
        Set<String> tables = new LinkedHashSet<>();
        documentation.tables().forEach(table -> tables.add(table.name()));
        for (Table table : after.tables().values()) {
            Table source = before.tables().getOrDefault(table.name(), table);
            if (!tables.contains(table.name())) {
                undocumented(table.position(), new Subject(table.name(), null, source.tag()));
                continue;
            }
            for (Column column : table.columns().values()) {
                if (!documented.contains(new ColumnId(table.name(), column.name()))) {
                    Column original = source.columns().getOrDefault(column.name(), column);
                    Tag tag = Selection.effective(original.tag(), source.tag());
                    undocumented(column.position(), new Subject(table.name(), column.name(), tag));
                }
            }
        }
    }

    private void undocumented(Position position, Subject subject) {
        Tag tag = subject.tag();
        problems.warning(
                Kind.UNDOCUMENTED,
                position,
                subject,
                tag == null ? List.of() : tag.symbols(),
                "it is in the schema (" + Words.tagged(tag) + "), but not in the pruned documentation",
                "describe it, with the same tag");
    }
}
