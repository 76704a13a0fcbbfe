/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.docs.DocNode;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Names;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.DocumentationPruner;
import io.opsswitch.schema.prune.DocumentationPruner.DocEntry;
import io.opsswitch.schema.prune.Selection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks the tags themselves, whatever the configuration is. */
public final class TagChecker {

    private final Problems problems;
    private final ExtSchema schema;
    private final @Nullable SchemaDocumentation documentation;

    /** Check the tags of a schema and of its documentation, which may be null. */
    public TagChecker(ExtSchema schema, @Nullable SchemaDocumentation documentation, Problems problems) {
        this.schema = schema;
        this.documentation = documentation;
        this.problems = problems;
    }

    /** Report every tag that names a symbol the Kconfig tree does not define. */
    public void checkSymbols(Set<String> known) {
        for (Table table : schema.tables().values()) {
            symbols(table.tag(), new Subject(table.name(), null, table.tag()), known);
            for (Column column : table.columns().values()) {
                symbols(column.tag(), new Subject(table.name(), column.name(), column.tag()), known);
                for (BaseType base : column.type().bases()) {
                    List<EnumValue> values = base.values();
                    if (values != null) {
                        values.forEach(value ->
                                symbols(value.tag(), new Subject(table.name(), column.name(), value.tag()), known));
                    }
                }
            }
        }
        if (documentation != null) {
            documentation.tables().forEach(table -> symbols(table.name(), table, known));
        }
    }

    private void symbols(String table, DocNode node, Set<String> known) {
        String column = node instanceof DocNode.DocColumn doc ? doc.name() : null;
        symbols(node.tag(), new Subject(table, column, node.tag()), known);
        node.items().forEach(item -> symbols(table, item, known));
    }

    private void symbols(@Nullable Tag tag, Subject subject, Set<String> known) {
        if (tag == null) {
            return;
        }
        for (Tag.Feature feature : tag.features()) {
            if (!known.contains(feature.symbol())) {
                problems.error(
                        Kind.UNKNOWN_SYMBOL,
                        feature.position(),
                        subject,
                        List.of(feature.symbol()),
                        "the tag names " + feature.symbol() + ", which the Kconfig tree does not define",
                        Names.suggestion(feature.symbol(), known, "define the symbol or correct the tag"));
            }
        }
    }

    /** Report every tag in force on an entity that may not be tagged, and entries of the list that name nothing. */
    public void checkUntaggable(Untaggable untaggable) {
        List<DocEntry> documented = documentation == null ? List.of() : DocumentationPruner.entries(documentation);
        for (Untaggable.Entry entry : untaggable.entries()) {
            Table table = schema.tables().get(entry.table());
            Column column = table == null || entry.column() == null
                    ? null
                    : table.columns().get(entry.column());
            if (table == null || (entry.column() != null && column == null)) {
                problems.error(
                        Kind.UNTAGGABLE,
                        entry.position(),
                        new Subject(entry.table(), entry.column(), null),
                        "the list of untaggable entities names what the schema does not have",
                        "remove the line or add the entity to the schema");
                continue;
            }
            untaggable(column == null ? table.tag() : Selection.effective(column.tag(), table.tag()), entry);
            if (documentation == null) {
                continue;
            }
            if (column == null) {
                documentation.tables().stream()
                        .filter(doc -> doc.name().equals(entry.table()))
                        .forEach(doc -> untaggable(doc.tag(), entry));
            } else {
                documented.stream()
                        .filter(doc -> doc.table().name().equals(entry.table())
                                && doc.column().name().equals(entry.column())
                                && doc.column().key() == null)
                        .forEach(doc -> untaggable(doc.tag(), entry));
            }
        }
    }

    private void untaggable(@Nullable Tag tag, Untaggable.Entry entry) {
        if (tag != null) {
            problems.error(
                    Kind.UNTAGGABLE,
                    tag.position(),
                    new Subject(entry.table(), entry.column(), tag),
                    tag.symbols(),
                    "the tag " + tag + " is in force on it, but clients need it on every platform (" + entry.position()
                            + ")",
                    "remove the tag, or put it on the entities inside or beside that are really optional");
        }
    }

    /** Warn of what schema and documentation tag differently: some configuration would make them disagree. */
    public void checkAgreement() {
        if (documentation == null) {
            return;
        }
        for (DocNode.DocTable doc : documentation.tables()) {
            Table table = schema.tables().get(doc.name());
            if (table != null) {
                agree(doc, doc.tag(), new Subject(table.name(), null, doc.tag()), table.tag(), table.position());
            }
        }
        for (DocEntry doc : DocumentationPruner.entries(documentation)) {
            Table table = schema.tables().get(doc.table().name());
            Column column =
                    table == null ? null : table.columns().get(doc.column().name());
            if (table == null || column == null || doc.column().key() != null) {
                continue;
            }
            Subject subject = new Subject(table.name(), column.name(), doc.tag());
            Tag tag = Selection.effective(column.tag(), table.tag());
            agree(doc.column(), doc.tag(), subject, tag, column.position());
        }
    }

    private void agree(DocNode doc, @Nullable Tag documented, Subject subject, @Nullable Tag tag, Position position) {
        if (!symbols(tag).equals(symbols(documented))) {
            problems.warning(
                    Kind.TAGS_DIFFER,
                    doc.position(),
                    subject,
                    List.of(),
                    "the documentation's tag is " + text(documented) + ", the schema's is " + text(tag) + " ("
                            + position + ")",
                    "write the same tag in both");
        }
    }

    private static Set<String> symbols(@Nullable Tag tag) {
        return tag == null ? Set.of() : Set.copyOf(tag.symbols());
    }

    private static String text(@Nullable Tag tag) {
        return tag == null ? "missing" : tag.toString();
    }
}
