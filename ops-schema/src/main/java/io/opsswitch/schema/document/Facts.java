/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.model.Annotations;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Category;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Relationship;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.DocumentationPruner;
import io.opsswitch.schema.prune.Selection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to say of the entities of a pruned schema beside their types; the tags come from the schema before. */
final class Facts {

    private final ExtSchema before;
    private final Map<Key, List<String>> keys = new HashMap<>();

    Facts(ExtSchema before, @Nullable SchemaDocumentation documentation) {
        this.before = before;
        if (documentation != null) {
            DocumentationPruner.entries(documentation).forEach(entry -> {
                if (entry.column().key() != null) {
                    keys.put(
                            new Key(
                                    entry.table().name(),
                                    entry.column().name(),
                                    entry.column().key()),
                            symbols(entry.tag()));
                }
            });
        }
    }

    private record Key(
            String table, String column, @Nullable String key) {}

    /** Return the features that bring a table; none when it is always there. */
    List<String> features(Table table) {
        Table source = before.tables().getOrDefault(table.name(), table);
        return symbols(source.tag());
    }

    /** Return the features that bring a column; none when it is always there. */
    List<String> features(Table table, Column column) {
        Table source = before.tables().getOrDefault(table.name(), table);
        Column original = source.columns().getOrDefault(column.name(), column);
        return symbols(Selection.effective(original.tag(), source.tag()));
    }

    /** Return the features that bring a documented key. */
    List<String> features(Table table, Column column, String key) {
        return keys.getOrDefault(new Key(table.name(), column.name(), key), List.of());
    }

    private static List<String> symbols(@Nullable Tag tag) {
        return tag == null ? List.of() : tag.symbols();
    }

    /** Say a category: {@code status}, {@code that of column x}; empty for none. */
    static String category(@Nullable Category category) {
        if (category instanceof Category.Fixed fixed) {
            return fixed.kind().schemaName();
        } else if (category instanceof Category.Follows follows) {
            return "that of column " + follows.column();
        } else if (category instanceof Category.PerValue perValue) {
            return perValue.entries().stream()
                    .map(entry ->
                            entry.kind().schemaName() + " for " + entry.value().asText())
                    .collect(Collectors.joining(", "));
        }
        return "";
    }

    /** Say a column's relationship; empty for none. */
    static String relationship(Column column) {
        Relationship own = column.annotations().relationship();
        for (BaseType base : column.type().bases()) {
            Annotations annotations = base.annotations();
            own = own == null ? annotations.relationship() : own;
        }
        return own == null ? "" : own.schemaName();
    }

    /** Say what a column has if nobody sets it: the default of the schema, or OVSDB's. */
    static String defaultOf(Column column) {
        var given = column.defaultValue();
        if (given != null) {
            return given.isTextual() ? given.textValue() : given.toString();
        }
        if (column.type().min() == 0) {
            return "empty";
        }
        return switch (column.type().key().type()) {
            case INTEGER, REAL -> "0";
            case BOOLEAN -> "false";
            case STRING -> "the empty string";
            case UUID -> "none: it must be set";
        };
    }
}
