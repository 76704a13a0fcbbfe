/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Relationship;
import io.opsswitch.schema.model.Table;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The references between the tables of a schema. */
final class Links {

    private Links() {}

    /**
     * A reference.
     *
     * @param from the table of the column
     * @param to the table it refers to
     * @param relationship as a schema writes it, or null
     */
    record Link(
            String from,
            String column,
            String to,
            boolean weak,
            @Nullable String relationship) {

        /** Return the words for it: {@code ports (1:m)}. */
        String label() {
            return column + (relationship == null ? "" : " (" + relationship + ")");
        }
    }

    /** List them in the order of the schema. */
    static List<Link> of(ExtSchema schema) {
        List<Link> links = new ArrayList<>();
        for (Table table : schema.tables().values()) {
            for (Column column : table.columns().values()) {
                for (BaseType base : column.type().bases()) {
                    BaseType.Reference reference = base.reference();
                    if (reference != null) {
                        Relationship own = base.annotations().relationship();
                        Relationship relationship =
                                own == null ? column.annotations().relationship() : own;
                        links.add(new Link(
                                table.name(),
                                column.name(),
                                reference.table(),
                                reference.weak(),
                                relationship == null ? null : relationship.schemaName()));
                    }
                }
            }
        }
        return links;
    }
}
