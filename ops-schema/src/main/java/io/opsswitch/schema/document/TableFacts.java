/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.Table;
import java.util.ArrayList;
import java.util.List;

/** Sentences about tables and columns. */
final class TableFacts {

    private TableFacts() {}

    static String of(Table table, ExtSchema schema) {
        List<String> facts = new ArrayList<>();
        boolean anyRoot = schema.tables().values().stream().anyMatch(Table::root);
        facts.add(
                table.root() || !anyRoot
                        ? "Rows live until they are deleted."
                        : "A row lives as long as another row refers to it.");
        Long rows = table.maxRows();
        if (rows != null) {
            facts.add(rows == 1 ? "There is at most one row." : "There are at most " + rows + " rows.");
        }
        for (Table.Index index : table.indexes()) {
            List<String> names =
                    index.members().stream().map(Table.Index.Member::column).toList();
            facts.add((names.size() == 1 ? "Column " : "Columns ")
                    + String.join(" and ", names)
                    + (names.size() == 1 ? " is unique." : " are unique together."));
        }
        if (!table.mutable()) {
            facts.add("Rows cannot be changed.");
        }
        return String.join(" ", facts);
    }

    static String of(Column column) {
        List<String> facts = new ArrayList<>();
        facts.add("default " + Facts.defaultOf(column));
        String category = Facts.category(column.annotations().category());
        if (!category.isEmpty()) {
            facts.add("category " + category);
        }
        String relationship = Facts.relationship(column);
        if (!relationship.isEmpty()) {
            facts.add("relationship " + relationship);
        }
        if (!column.mutable()) {
            facts.add("cannot be changed");
        }
        if (column.ephemeral()) {
            facts.add("need not survive a restart");
        }
        return String.join("; ", facts);
    }
}
