/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a schema or its documentation, told in one sentence.
 *
 * @param kind what sort of problem this is, for callers that want to treat one sort differently
 * @param location {@code file:line:column}
 * @param table the table concerned, or null when the problem is not about one table
 * @param column the column concerned, or null when the problem is not about one column
 * @param tag the feature tag in force on the entity, empty when it has none
 * @param symbols the Kconfig symbols whose state caused the problem, empty when none did
 * @param remedies the changes of one symbol each that mend the problem and cause no other one, as far as the schema goes;
 *     empty when no configuration is involved or no single change is enough
 * @param what what is wrong and why, without a final full stop
 * @param advice what to do about it, without a final full stop
 */
public record SchemaProblem(
        Kind kind,
        String location,
        @Nullable String table,
        @Nullable String column,
        List<String> tag,
        List<String> symbols,
        List<Remedy> remedies,
        String what,
        String advice) {

    /**
     * A change of one symbol.
     *
     * @param on whether to switch it on rather than off
     */
    public record Remedy(String symbol, boolean on) {}

    /** Sorts of problems. */
    public enum Kind {
        /** The file cannot be read, or is not well-formed JSON or XML. */
        SYNTAX,
        /** The file is well-formed, but not a schema: a wrong, missing or unknown member. */
        FORM,
        /** A tag names a symbol that the Kconfig tree does not define. */
        UNKNOWN_SYMBOL,
        /** A tag sits on an entity that clients need on every platform. */
        UNTAGGABLE,
        /** A {@code refTable} names a table that does not exist or was pruned. */
        DANGLING_REFERENCE,
        /** An index names a column that does not exist or was pruned. */
        INDEX,
        /** An enum has no value left. */
        EMPTY_ENUM,
        /** A table has no column left. */
        EMPTY_TABLE,
        /** No root table is left. */
        NO_ROOT,
        /** A default is not a value of its column. */
        DEFAULT,
        /** A minimum exceeds its maximum. */
        RANGE,
        /** A {@code category} or {@code relationship} contradicts the schema. */
        ANNOTATION,
        /** Relationships contradict each other. */
        RELATIONSHIP,
        /** A table in which no row can live. */
        UNREACHABLE,
        /** The documentation describes what the schema does not have. */
        DOCUMENTED_ONLY,
        /** The schema has what the documentation does not describe. */
        UNDOCUMENTED,
        /** Schema and documentation tag the same entity differently. */
        TAGS_DIFFER
    }

    public SchemaProblem {
        tag = List.copyOf(tag);
        symbols = List.copyOf(symbols);
        remedies = List.copyOf(remedies);
    }

    /** Return the whole sentence: {@code file:line:column: what; what to do}. */
    public String message() {
        return location + ": " + what + "; " + advice;
    }

    @Override
    public String toString() {
        return message();
    }
}
