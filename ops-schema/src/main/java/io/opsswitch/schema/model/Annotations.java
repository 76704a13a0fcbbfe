/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

import org.jspecify.annotations.Nullable;

/**
 * The members that an extschema adds to a table, a column or a base type, and that an ovsschema does not have.
 *
 * @param category or null
 * @param relationship or null
 * @param relationshipPosition where the relationship is written, null without one
 */
public record Annotations(
        @Nullable Category category,
        @Nullable Relationship relationship,
        @Nullable Position relationshipPosition) {

    /** No annotation at all. */
    public static final Annotations NONE = new Annotations(null, null, null);

    /** Return these annotations with another category. */
    public Annotations withCategory(Category other) {
        return new Annotations(other, relationship, relationshipPosition);
    }
}
