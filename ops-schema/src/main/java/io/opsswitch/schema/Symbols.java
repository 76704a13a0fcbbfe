/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import io.opsswitch.schema.docs.DocNode;
import io.opsswitch.schema.docs.SchemaDocumentation;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import io.opsswitch.schema.model.Tag;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Collects the symbols that tags name. */
final class Symbols {

    private final Set<String> found = new TreeSet<>();

    private Symbols() {}

    static Set<String> of(ExtSchema schema, @Nullable SchemaDocumentation documentation) {
        Symbols symbols = new Symbols();
        for (Table table : schema.tables().values()) {
            symbols.add(table.tag());
            for (Column column : table.columns().values()) {
                symbols.add(column.tag());
                for (BaseType base : column.type().bases()) {
                    List<EnumValue> values = base.values();
                    if (values != null) {
                        values.forEach(value -> symbols.add(value.tag()));
                    }
                }
            }
        }
        if (documentation != null) {
            documentation.tables().forEach(symbols::add);
        }
        return Collections.unmodifiableSet(symbols.found);
    }

    private void add(DocNode node) {
        add(node.tag());
        node.items().forEach(this::add);
    }

    private void add(@Nullable Tag tag) {
        if (tag != null) {
            found.addAll(tag.symbols());
        }
    }
}
