/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsswitch.schema.diff.Change.Effect;
import io.opsswitch.schema.diff.Change.Sort;
import io.opsswitch.schema.json.SchemaWriter;
import io.opsswitch.schema.model.Annotations;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.TypeWords;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares two schemas, table by table and column by column, in the order of the old one. */
public final class SchemaDiff {

    private final List<Change> changes = new ArrayList<>();

    private SchemaDiff() {}

    /** Return what differs; empty when a server would see no difference but name and version. */
    public static List<Change> compare(ExtSchema before, ExtSchema after) {
        SchemaDiff diff = new SchemaDiff();
        Set<String> names = new LinkedHashSet<>(before.tables().keySet());
        names.addAll(after.tables().keySet());
        // A schema without any root table is one in which all are roots.
        boolean allRootBefore = before.tables().values().stream().noneMatch(Table::root);
        boolean allRootAfter = after.tables().values().stream().noneMatch(Table::root);
        for (String name : names) {
            Table old = before.tables().get(name);
            Table now = after.tables().get(name);
            if (old == null) {
                diff.add(Sort.ADDED, name, null, "", Effect.SAFE);
            } else if (now == null) {
                diff.add(Sort.REMOVED, name, null, "", Effect.DROPS);
            } else {
                diff.root(name, old.root() || allRootBefore, now.root() || allRootAfter);
                diff.table(old, now);
            }
        }
        return List.copyOf(diff.changes);
    }

    private void add(Sort sort, String table, @Nullable String column, String what, Effect effect) {
        changes.add(new Change(sort, table, column, what, effect));
    }

    private void root(String table, boolean before, boolean after) {
        if (before != after) {
            add(Sort.CHANGED, table, null, "isRoot " + before + " -> " + after, after ? Effect.SAFE : Effect.COLLECTS);
        }
    }

    private void table(Table before, Table after) {
        String name = before.name();
        Long oldRows = before.maxRows();
        Long rows = after.maxRows();
        if (!Objects.equals(oldRows, rows)) {
            boolean fewer = rows != null && (oldRows == null || rows < oldRows);
            add(
                    Sort.CHANGED,
                    name,
                    null,
                    "maxRows " + orUnlimited(oldRows) + " -> " + orUnlimited(rows),
                    fewer ? Effect.REFUSES : Effect.SAFE);
        }
        Set<Set<String>> oldIndexes = indexes(before);
        Set<Set<String>> indexes = indexes(after);
        oldIndexes.stream()
                .filter(index -> !indexes.contains(index))
                .forEach(index -> add(Sort.CHANGED, name, null, "index on " + list(index) + " goes", Effect.SAFE));
        indexes.stream()
                .filter(index -> !oldIndexes.contains(index))
                .forEach(index -> add(Sort.CHANGED, name, null, "index on " + list(index) + " comes", Effect.REFUSES));
        flag(name, null, "mutable", before.mutable(), after.mutable());
        annotations(name, null, before.annotations(), after.annotations());
        Set<String> names = new LinkedHashSet<>(before.columns().keySet());
        names.addAll(after.columns().keySet());
        for (String columnName : names) {
            Column old = before.columns().get(columnName);
            Column now = after.columns().get(columnName);
            if (old == null) {
                add(Sort.ADDED, name, columnName, "", Effect.SAFE);
            } else if (now == null) {
                add(Sort.REMOVED, name, columnName, "", old.ephemeral() ? Effect.SAFE : Effect.DROPS);
            } else {
                column(name, old, now);
            }
        }
    }

    private static Set<Set<String>> indexes(Table table) {
        Set<Set<String>> result = new LinkedHashSet<>();
        for (Table.Index index : table.indexes()) {
            Set<String> names = new LinkedHashSet<>();
            index.members().forEach(member -> names.add(member.column()));
            result.add(names);
        }
        return result;
    }

    private static String list(Set<String> names) {
        return "(" + String.join(", ", names) + ")";
    }

    private static String orUnlimited(@Nullable Long rows) {
        return rows == null ? "unlimited" : rows.toString();
    }

    private void flag(String table, @Nullable String column, String name, boolean before, boolean after) {
        if (before != after) {
            add(Sort.CHANGED, table, column, name + " " + before + " -> " + after, Effect.SAFE);
        }
    }

    private void column(String table, Column before, Column after) {
        String name = before.name();
        JsonNode oldType = SchemaWriter.type(before.type());
        JsonNode type = SchemaWriter.type(after.type());
        if (!oldType.equals(type)) {
            String oldWords = TypeWords.text(before.type());
            String words = TypeWords.text(after.type());
            boolean told = !oldWords.equals(words);
            add(
                    Sort.CHANGED,
                    table,
                    name,
                    (told ? oldWords : oldType.toString()) + " -> " + (told ? words : type.toString()),
                    Widening.of(before.type(), after.type()));
        }
        if (before.ephemeral() != after.ephemeral()) {
            add(
                    Sort.CHANGED,
                    table,
                    name,
                    "ephemeral " + before.ephemeral() + " -> " + after.ephemeral(),
                    after.ephemeral() ? Effect.DROPS : Effect.SAFE);
        }
        flag(table, name, "mutable", before.mutable(), after.mutable());
        annotations(table, name, before.annotations(), after.annotations());
        JsonNode oldDefault = before.defaultValue();
        JsonNode newDefault = after.defaultValue();
        if (!Objects.equals(oldDefault, newDefault)) {
            add(Sort.CHANGED, table, name, "default " + orNone(oldDefault) + " -> " + orNone(newDefault), Effect.NONE);
        }
    }

    private void annotations(String table, @Nullable String column, Annotations before, Annotations after) {
        JsonNode old = SchemaWriter.annotations(before);
        JsonNode now = SchemaWriter.annotations(after);
        for (String member : List.of("category", "relationship")) {
            JsonNode a = old.get(member);
            JsonNode b = now.get(member);
            if (!Objects.equals(a, b)) {
                add(Sort.CHANGED, table, column, member + " " + orNone(a) + " -> " + orNone(b), Effect.NONE);
            }
        }
    }

    private static String orNone(@Nullable JsonNode node) {
        return node == null ? "none" : node.isTextual() ? node.textValue() : node.toString();
    }
}
