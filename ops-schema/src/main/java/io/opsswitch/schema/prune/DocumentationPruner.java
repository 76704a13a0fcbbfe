/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.prune;

import io.opsswitch.schema.PrunedEntity;
import io.opsswitch.schema.PrunedEntity.Kind;
import io.opsswitch.schema.docs.DocNode;
import io.opsswitch.schema.docs.DocNode.DocColumn;
import io.opsswitch.schema.docs.DocNode.DocGroup;
import io.opsswitch.schema.docs.DocNode.DocTable;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.docs.Span;
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.SchemaPruner.ColumnId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prunes a documentation by the same six rules, at the levels table, group (which nests) and column.
 *
 * <p>The documentation has no level for enum values; where only a tagged enum value keeps a column in the schema (rule 4),
 * the schema's pruning says so, and the column's documentation stays as well. Nor does the schema know of the keys of a map:
 * what is said of a key is judged by its tag, but lives no longer than its column, and keeps neither column nor table.
 */
public final class DocumentationPruner {

    private final SchemaDocumentation documentation;
    private final Selection selection;
    private final Set<ColumnId> forced;
    private final Set<ColumnId> gone;
    private final List<PrunedEntity> pruned = new ArrayList<>();
    private final List<DocEntry> entries = new ArrayList<>();
    private final List<Span> cuts = new ArrayList<>();

    private DocumentationPruner(
            SchemaDocumentation documentation, Selection selection, Set<ColumnId> forced, Set<ColumnId> gone) {
        this.documentation = documentation;
        this.selection = selection;
        this.forced = forced;
        this.gone = gone;
    }

    /** A documented column and the tag in force on it. */
    public record DocEntry(
            DocTable table, DocColumn column, @Nullable Tag tag) {}

    /**
     * A pruned documentation.
     *
     * @param text the file without what was pruned and without tags; every other character is as it was
     * @param tables what is left
     * @param columns what is left of columns and keys
     * @param pruned the groups, columns and keys that were removed; tables and columns as the documentation sees them
     */
    public record Result(String text, List<DocTable> tables, List<DocEntry> columns, List<PrunedEntity> pruned) {
        public Result {
            tables = List.copyOf(tables);
            columns = List.copyOf(columns);
            pruned = List.copyOf(pruned);
        }
    }

    /**
     * Prune a documentation.
     *
     * @param schema what became of the schema by the same selection
     */
    public static Result prune(SchemaDocumentation documentation, Selection selection, SchemaPruner.Result schema) {
        return new DocumentationPruner(documentation, selection, schema.forced(), schema.gone()).run();
    }

    /** List every documented column with the tag in force on it, before any pruning. */
    public static List<DocEntry> entries(SchemaDocumentation documentation) {
        return new DocumentationPruner(documentation, Selection.of(null), Set.of(), Set.of())
                .run()
                .columns();
    }

    private Result run() {
        List<DocTable> tables = new ArrayList<>();
        for (DocTable table : documentation.tables()) {
            if (walk(table, table, null)) {
                tables.add(table);
            }
        }
        cuts.addAll(documentation.tags());
        return new Result(TextCutter.cut(documentation.source().text(), cuts), tables, entries, pruned);
    }

    /** Decide about a part and what is inside; return whether it stays. */
    private boolean walk(DocTable table, DocNode node, @Nullable Tag inherited) {
        Tag effective = Selection.effective(node.tag(), inherited);
        if (isKeyOfGoneColumn(table, node) || (!selection.keeps(effective) && !isForced(table, node))) {
            cuts.add(node.span());
            pruned.add(entity(table, node, effective));
            return false;
        }
        if (node instanceof DocColumn column) {
            entries.add(new DocEntry(table, column, effective));
        }
        node.items().forEach(item -> walk(table, item, effective));
        return true;
    }

    /** Tell whether rule 4 keeps a part: a tagged one inside is kept, at any depth. */
    private boolean isForced(DocTable table, DocNode node) {
        if (node instanceof DocColumn column) {
            return isForcedColumn(table, column);
        }
        if (node instanceof DocTable) {
            return holdsKeptColumn(table, node, null);
        }
        return node.items().stream()
                .anyMatch(item -> !isKeyOfGoneColumn(table, item)
                        && ((item.tag() != null && selection.keeps(item.tag())) || isForced(table, item)));
    }

    private boolean isKeyOfGoneColumn(DocTable table, DocNode node) {
        return node instanceof DocColumn column
                && column.key() != null
                && gone.contains(new ColumnId(table.name(), column.name()));
    }

    /**
     * Tell whether a tag inside a table keeps a column of it. A group without a kept column does not keep its table: the
     * schema has no groups, so its table goes, and the two must agree.
     */
    private boolean holdsKeptColumn(DocTable table, DocNode node, @Nullable Tag inside) {
        for (DocNode item : node.items()) {
            Tag tag = Selection.effective(item.tag(), inside);
            boolean kept = item instanceof DocColumn column
                    ? column.key() == null && ((tag != null && selection.keeps(tag)) || isForcedColumn(table, column))
                    : holdsKeptColumn(table, item, tag);
            if (kept) {
                return true;
            }
        }
        return false;
    }

    private boolean isForcedColumn(DocTable table, DocColumn column) {
        return column.key() == null && forced.contains(new ColumnId(table.name(), column.name()));
    }

    private static PrunedEntity entity(DocTable table, DocNode node, @Nullable Tag tag) {
        List<String> features = Selection.symbols(tag);
        if (node instanceof DocGroup group) {
            return new PrunedEntity(Kind.GROUP, table.name(), group.title(), null, features);
        }
        if (node instanceof DocColumn column) {
            Kind kind = column.key() == null ? Kind.COLUMN : Kind.KEY;
            return new PrunedEntity(kind, table.name(), column.name(), column.key(), features);
        }
        return new PrunedEntity(Kind.TABLE, table.name(), null, null, features);
    }
}
