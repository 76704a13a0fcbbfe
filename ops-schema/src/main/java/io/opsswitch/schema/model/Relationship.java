/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import java.util.Optional;

/** How the rows of a column's table relate to the rows that the column names. */
public enum Relationship {
    /** The row owns the rows it names. */
    PARENT_TO_CHILDREN("1:m"),
    /** The row is owned by the row it names. */
    CHILD_TO_PARENT("m:1"),
    /** The row only points at others. */
    REFERENCE("reference");

    private final String schemaName;

    Relationship(String schemaName) {
        this.schemaName = schemaName;
    }

    /** Return the name that a schema uses. */
    public String schemaName() {
        return schemaName;
    }

    /** Find the relationship of a name in a schema. */
    public static Optional<Relationship> named(String name) {
        for (Relationship relationship : values()) {
            if (relationship.schemaName.equals(name)) {
                return Optional.of(relationship);
            }
        }
        return Optional.empty();
    }
}
