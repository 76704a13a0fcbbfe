/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.docs.DocNode;
import io.opsswitch.schema.docs.DocumentationReader;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import io.opsswitch.schema.prune.SchemaPruner;
import io.opsswitch.schema.prune.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What each feature brings to the databases of a product, by the tags of their schemas and documentation. Immutable.
 *
 * @param databases the databases with everything that any configuration has
 * @param entities for each symbol what its tags are on
 */
public record SchemaIndex(List<Database> databases, Map<String, List<String>> entities) {

    private static final String SUFFIX = ".extschema";

    /** A database. */
    public record Database(String name, List<TableView> tables) {}

    /** A table; {@code tag} is empty for one that every configuration has. */
    public record TableView(String name, List<String> tag, boolean kept, List<ColumnView> columns) {}

    /** A column; {@code tag} is that of the nearest thing around it that has one. */
    public record ColumnView(String name, List<String> tag, boolean kept) {}

    /** Copy the collections. */
    public SchemaIndex {
        databases = List.copyOf(databases);
        entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
    }

    /** Return what the tags of a symbol are on, such as {@code column Bridge.mirrors}. */
    public List<String> entitiesOf(String symbol) {
        return entities.getOrDefault(symbol, List.of());
    }

    /**
     * Read all schemas of a folder; it need not exist.
     *
     * @param enabled the features that are on
     */
    public static SchemaIndex read(Path folder, Set<String> enabled) throws SchemaException, IOException {
        Map<String, List<String>> entities = new LinkedHashMap<>();
        List<Database> databases = new ArrayList<>();
        for (Path file : files(folder)) {
            ExtSchema schema = SchemaReader.read(SourceText.read(file));
            ExtSchema kept = SchemaPruner.prune(schema, Selection.of(enabled)).schema();
            List<TableView> tables = new ArrayList<>();
            for (Table table : schema.tables().values()) {
                tables.add(view(table, kept.tables().get(table.name()), entities));
            }
            databases.add(new Database(schema.name(), tables));
            String name = file.getFileName().toString();
            Path xml = file.resolveSibling(name.substring(0, name.length() - SUFFIX.length()) + ".xml");
            if (Files.exists(xml)) {
                for (DocNode.DocTable table :
                        DocumentationReader.read(SourceText.read(xml)).tables()) {
                    documented(table.name(), table.items(), null, entities);
                }
            }
        }
        return new SchemaIndex(databases, entities);
    }

    private static TableView view(Table table, @Nullable Table kept, Map<String, List<String>> entities) {
        note(table.tag(), "table " + table.name(), entities);
        List<ColumnView> columns = new ArrayList<>();
        for (Column column : table.columns().values()) {
            String name = table.name() + "." + column.name();
            note(column.tag(), "column " + name, entities);
            for (BaseType base : column.type().bases()) {
                List<EnumValue> values = base.values();
                for (EnumValue value : values == null ? List.<EnumValue>of() : values) {
                    note(value.tag(), "value \"" + value.text() + "\" of column " + name, entities);
                }
            }
            Tag tag = column.tag() == null ? table.tag() : column.tag();
            columns.add(new ColumnView(
                    column.name(), symbols(tag), kept != null && kept.columns().containsKey(column.name())));
        }
        return new TableView(table.name(), symbols(table.tag()), kept != null, columns);
    }

    /** Only keys of map columns are news: tables and columns have the same tags as in the schema. */
    private static void documented(
            String table, List<DocNode> items, @Nullable Tag around, Map<String, List<String>> entities) {
        for (DocNode item : items) {
            Tag tag = item.tag() == null ? around : item.tag();
            if (item instanceof DocNode.DocColumn column && column.key() != null) {
                note(tag, "key " + table + "." + column.name() + ":" + column.key(), entities);
            }
            documented(table, item.items(), tag, entities);
        }
    }

    private static void note(@Nullable Tag tag, String entity, Map<String, List<String>> entities) {
        for (String symbol : symbols(tag)) {
            List<String> all = entities.computeIfAbsent(symbol, key -> new ArrayList<>());
            if (!all.contains(entity)) {
                all.add(entity);
            }
        }
    }

    private static List<String> symbols(@Nullable Tag tag) {
        return tag == null ? List.of() : tag.symbols();
    }

    private static List<Path> files(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        }
    }
}
