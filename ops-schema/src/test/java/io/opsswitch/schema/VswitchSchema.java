/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.docs.DocNode;
import io.opsswitch.schema.docs.DocumentationReader;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** The schema of the reference product, as it lies in the repository. */
final class VswitchSchema {

    static final Path FOLDER = Path.of("../ops-runtime/ops-image/src/main/schema");
    static final Path EXTSCHEMA = FOLDER.resolve("vswitch.extschema");
    static final Path DOCUMENTATION = FOLDER.resolve("vswitch.xml");
    static final Path UNTAGGABLE = FOLDER.resolve("vswitch.untaggable");

    private VswitchSchema() {}

    /** Build it; null features mean no configuration. */
    static SchemaBuild.Result build(Set<String> enabled) throws SchemaException {
        return SchemaBuild.run(new SchemaBuild.Input(EXTSCHEMA, DOCUMENTATION, UNTAGGABLE, enabled, null));
    }

    /** List the symbols that any tag of the schema or the documentation names. */
    static TreeSet<String> symbols() throws SchemaException {
        TreeSet<String> symbols = new TreeSet<>();
        for (Table table :
                SchemaReader.read(SourceText.read(EXTSCHEMA)).tables().values()) {
            add(symbols, table.tag());
            for (Column column : table.columns().values()) {
                add(symbols, column.tag());
                column.type().bases().stream()
                        .filter(base -> base.values() != null)
                        .flatMap(base -> base.values().stream())
                        .map(EnumValue::tag)
                        .forEach(tag -> add(symbols, tag));
            }
        }
        DocumentationReader.read(SourceText.read(DOCUMENTATION)).tables().forEach(table -> add(symbols, table));
        return symbols;
    }

    private static void add(Set<String> symbols, DocNode node) {
        add(symbols, node.tag());
        node.items().forEach(item -> add(symbols, item));
    }

    private static void add(Set<String> symbols, Tag tag) {
        if (tag != null) {
            symbols.addAll(tag.symbols());
        }
    }
}
