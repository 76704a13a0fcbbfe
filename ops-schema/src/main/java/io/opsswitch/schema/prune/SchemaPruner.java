/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.prune;

import io.opsswitch.schema.PrunedEntity;
import io.opsswitch.schema.PrunedEntity.Kind;
import io.opsswitch.schema.model.Annotations;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Category;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prunes a schema by the six rules.
 *
 * <ol>
 *   <li>An entity is kept if any feature of its tag is on.
 *   <li>An untagged entity takes the tag of the nearest enclosing tagged one; with none it is kept.
 *   <li>An inner tag replaces the outer one.
 *   <li>A kept <em>tagged</em> inner entity keeps what encloses it; its siblings are judged by themselves.
 *   <li>Without a configuration nothing is pruned.
 *   <li>The result carries no tags.
 * </ol>
 *
 * <p>One walk, inside out: each level learns from the levels below whether one of them forces it to stay.
 */
public final class SchemaPruner {

    private final Selection selection;
    private final List<PrunedEntity> pruned = new ArrayList<>();
    private final Set<ColumnId> forced = new LinkedHashSet<>();

    private SchemaPruner(Selection selection) {
        this.selection = selection;
    }

    /** Names a column. */
    public record ColumnId(String table, String column) {}

    /**
     * A pruned schema.
     *
     * @param schema without tags
     * @param pruned what was removed, in the order of the file
     * @param forced the columns that only a tagged enum value keeps; the documentation, which does not tag enum values,
     *     must keep them too
     * @param gone the columns that were removed, by themselves or with their tables; what the documentation says of their
     *     keys must go too, whatever it is tagged with
     */
    public record Result(ExtSchema schema, List<PrunedEntity> pruned, Set<ColumnId> forced, Set<ColumnId> gone) {
        public Result {
            pruned = List.copyOf(pruned);
            forced = Set.copyOf(forced);
            gone = Set.copyOf(gone);
        }
    }

    /** Prune a schema. */
    public static Result prune(ExtSchema schema, Selection selection) {
        SchemaPruner pruner = new SchemaPruner(selection);
        Map<String, Table> kept = new LinkedHashMap<>();
        for (Table table : schema.tables().values()) {
            Table result = pruner.table(table);
            if (result != null) {
                kept.put(table.name(), result);
            }
        }
        return new Result(schema.withTables(kept), pruner.pruned, pruner.forced, gone(schema, kept));
    }

    private static Set<ColumnId> gone(ExtSchema schema, Map<String, Table> kept) {
        Set<ColumnId> gone = new LinkedHashSet<>();
        for (Table table : schema.tables().values()) {
            Table left = kept.get(table.name());
            for (String column : table.columns().keySet()) {
                if (left == null || !left.columns().containsKey(column)) {
                    gone.add(new ColumnId(table.name(), column));
                }
            }
        }
        return gone;
    }

    /** What is left of an entity, and whether it forces its parent to stay. */
    private record Kept(@Nullable Column column, boolean forcesParent) {}

    private @Nullable Table table(Table table) {
        int logged = pruned.size();
        Map<String, Column> kept = new LinkedHashMap<>();
        boolean forcedToStay = false;
        for (Column column : table.columns().values()) {
            Kept result = column(table, column);
            if (result.column() != null) {
                kept.put(column.name(), result.column());
            }
            forcedToStay |= result.forcesParent();
        }
        if (selection.keeps(table.tag()) || forcedToStay) {
            return table.pruned(kept);
        }
        pruned.subList(logged, pruned.size()).clear(); // what lies inside goes without saying
        pruned.add(new PrunedEntity(Kind.TABLE, table.name(), null, null, Selection.symbols(table.tag())));
        return null;
    }

    private Kept column(Table table, Column column) {
        Tag effective = Selection.effective(column.tag(), table.tag());
        int logged = pruned.size();
        boolean byValue = column.type().bases().stream().anyMatch(this::hasKeptTaggedValue);
        boolean byTag = selection.keeps(effective);
        if (!byTag && !byValue) {
            pruned.add(new PrunedEntity(Kind.COLUMN, table.name(), column.name(), null, Selection.symbols(effective)));
            return new Kept(null, false);
        }
        if (!byTag) {
            forced.add(new ColumnId(table.name(), column.name()));
        }
        ColumnType type = column.type();
        BaseType value = type.value();
        ColumnType keptType = new ColumnType(
                values(table, column, type.key(), effective),
                value == null ? null : values(table, column, value, effective),
                type.min(),
                type.max(),
                type.position());
        boolean changed = pruned.size() > logged;
        Column result = column.pruned(keptType, changed ? annotations(column, keptType) : column.annotations());
        return new Kept(result, byValue || (byTag && column.tag() != null));
    }

    private boolean hasKeptTaggedValue(BaseType base) {
        List<EnumValue> values = base.values();
        return values != null && values.stream().anyMatch(value -> value.tag() != null && selection.keeps(value.tag()));
    }

    private BaseType values(Table table, Column column, BaseType base, @Nullable Tag inherited) {
        List<EnumValue> values = base.values();
        if (values == null) {
            return base;
        }
        List<EnumValue> kept = new ArrayList<>();
        for (EnumValue value : values) {
            Tag effective = Selection.effective(value.tag(), inherited);
            if (selection.keeps(effective)) {
                kept.add(new EnumValue(value.value(), null, value.position()));
            } else {
                pruned.add(new PrunedEntity(
                        Kind.ENUM_VALUE, table.name(), column.name(), value.text(), Selection.symbols(effective)));
            }
        }
        return base.withValues(kept);
    }

    /** Drop the per-value categories of values that went: a category belongs to its value. */
    private static Annotations annotations(Column column, ColumnType kept) {
        if (!(column.annotations().category() instanceof Category.PerValue perValue)) {
            return column.annotations();
        }
        List<EnumValue> before = column.type().key().values();
        List<EnumValue> after = kept.key().values();
        if (before == null || after == null) {
            return column.annotations();
        }
        List<Category.PerValue.Entry> entries = perValue.entries().stream()
                .filter(entry -> holds(after, entry) || !holds(before, entry))
                .toList();
        return column.annotations().withCategory(new Category.PerValue(entries, perValue.position()));
    }

    private static boolean holds(List<EnumValue> values, Category.PerValue.Entry entry) {
        return values.stream().anyMatch(value -> value.value().equals(entry.value()));
    }
}
