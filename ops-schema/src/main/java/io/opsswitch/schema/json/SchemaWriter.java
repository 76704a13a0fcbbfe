/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.schema.model.Annotations;
import io.opsswitch.schema.model.AtomicType;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Category;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Renders a schema as JSON, in the shortest notation that RFC 7047 allows. Tags are never written: what is rendered has
 * been pruned.
 */
public final class SchemaWriter {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final boolean extensions;

    private SchemaWriter(boolean extensions) {
        this.extensions = extensions;
    }

    /** Render with {@code category}, {@code relationship} and {@code default}. */
    public static ObjectNode extschema(ExtSchema schema) {
        return new SchemaWriter(true).database(schema);
    }

    /** Render only what a database server knows. */
    public static ObjectNode ovsschema(ExtSchema schema) {
        return new SchemaWriter(false).database(schema);
    }

    /** Render a type as a database server knows it. */
    public static JsonNode type(ColumnType type) {
        return new SchemaWriter(false).columnType(type);
    }

    /** Render {@code category} and {@code relationship} alone. */
    public static ObjectNode annotations(Annotations annotations) {
        ObjectNode node = NODES.objectNode();
        new SchemaWriter(true).annotate(node, annotations);
        return node;
    }

    private ObjectNode database(ExtSchema schema) {
        ObjectNode node = NODES.objectNode();
        node.put("name", schema.name());
        node.put("version", schema.version());
        ObjectNode tables = node.putObject("tables");
        schema.tables().values().forEach(table -> tables.set(table.name(), table(table)));
        return node;
    }

    private ObjectNode table(Table table) {
        ObjectNode node = NODES.objectNode();
        annotate(node, table.annotations());
        ObjectNode columns = node.putObject("columns");
        table.columns().values().forEach(column -> columns.set(column.name(), column(column)));
        if (!table.indexes().isEmpty()) {
            ArrayNode indexes = node.putArray("indexes");
            for (Table.Index index : table.indexes()) {
                ArrayNode names = indexes.addArray();
                index.members().forEach(member -> names.add(member.column()));
            }
        }
        if (table.root()) {
            node.put("isRoot", true);
        }
        Long maxRows = table.maxRows();
        if (maxRows != null) {
            node.put("maxRows", maxRows);
        }
        if (!table.mutable()) {
            node.put("mutable", false);
        }
        return node;
    }

    private ObjectNode column(Column column) {
        ObjectNode node = NODES.objectNode();
        node.set("type", columnType(column.type()));
        annotate(node, column.annotations());
        JsonNode defaultValue = column.defaultValue();
        if (extensions && defaultValue != null) {
            node.set("default", defaultValue);
        }
        if (column.ephemeral()) {
            node.put("ephemeral", true);
        }
        if (!column.mutable()) {
            node.put("mutable", false);
        }
        return node;
    }

    private JsonNode columnType(ColumnType type) {
        JsonNode key = baseType(type.key());
        BaseType value = type.value();
        if (key.isTextual() && value == null && type.min() == 1 && type.max() == 1) {
            return key;
        }
        ObjectNode node = NODES.objectNode();
        node.set("key", key);
        if (value != null) {
            node.set("value", baseType(value));
        }
        if (type.min() != 1) {
            node.put("min", type.min());
        }
        if (type.max() == ColumnType.UNLIMITED) {
            node.put("max", "unlimited");
        } else if (type.max() != 1) {
            node.put("max", type.max());
        }
        return node;
    }

    private JsonNode baseType(BaseType base) {
        ObjectNode node = NODES.objectNode();
        node.put("type", base.type().schemaName());
        List<io.opsswitch.schema.model.EnumValue> values = base.values();
        if (values != null) {
            ArrayNode set = node.putArray("enum");
            ArrayNode items = set.add("set").addArray();
            values.forEach(value -> items.add(value.value()));
        }
        AtomicType type = base.type();
        bound(node, type.minimumMember(), base.minimum());
        bound(node, type.maximumMember(), base.maximum());
        BaseType.Reference reference = base.reference();
        if (reference != null) {
            node.put("refTable", reference.table());
            if (reference.weak()) {
                node.put("refType", "weak");
            }
        }
        annotate(node, base.annotations());
        return node.size() == 1 ? node.get("type") : node;
    }

    private static void bound(ObjectNode node, @Nullable String name, @Nullable JsonNode value) {
        if (name != null && value != null) {
            node.set(name, value);
        }
    }

    private void annotate(ObjectNode node, Annotations annotations) {
        if (!extensions) {
            return;
        }
        Category category = annotations.category();
        if (category != null) {
            node.set("category", category(category));
        }
        var relationship = annotations.relationship();
        if (relationship != null) {
            node.put("relationship", relationship.schemaName());
        }
    }

    private static JsonNode category(Category category) {
        if (category instanceof Category.Fixed fixed) {
            return NODES.textNode(fixed.kind().schemaName());
        }
        ObjectNode node = NODES.objectNode();
        if (category instanceof Category.Follows follows) {
            node.put("follows", follows.column());
        } else if (category instanceof Category.PerValue perValue) {
            ArrayNode entries = node.putArray("per-value");
            for (Category.PerValue.Entry entry : perValue.entries()) {
                ObjectNode item = entries.addObject();
                item.set("value", entry.value());
                item.put("category", entry.kind().schemaName());
            }
        }
        return node;
    }
}
