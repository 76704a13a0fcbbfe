/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which rows of a table a replica holds: all, none, or those that meet at least one of some comparisons (ovsdb-server(7),
 * "Monitor_cond"). Immutable.
 *
 * <pre>{@code
 * RowCondition.where("name", Function.EQUAL, "br0").or(RowCondition.where("tag", Function.INCLUDES, 7))
 * }</pre>
 */
public final class RowCondition {

    /** Holds every row. */
    public static final RowCondition ALL = new RowCondition(true, List.of());

    /** Holds no row. */
    public static final RowCondition NONE = new RowCondition(false, List.of());

    /** The comparisons of RFC 7047 section 5.1. */
    public enum Function {
        /** The values are the same. */
        EQUAL("=="),
        /** The values differ. */
        NOT_EQUAL("!="),
        /** A number is less. */
        LESS("<"),
        /** A number is less or the same. */
        AT_MOST("<="),
        /** A number is greater. */
        GREATER(">"),
        /** A number is greater or the same. */
        AT_LEAST(">="),
        /** The column has all of these elements or pairs. */
        INCLUDES("includes"),
        /** The column has none of these elements or pairs. */
        EXCLUDES("excludes");

        private final String id;

        Function(String id) {
            this.id = id;
        }
    }

    private record Clause(String column, Function function, Object value) {}

    private final boolean everything;
    private final List<Clause> clauses;

    private RowCondition(boolean everything, List<Clause> clauses) {
        this.everything = everything;
        this.clauses = clauses;
    }

    /**
     * Return the condition that a column compares with a value.
     *
     * @param value as {@link ReplicaTransaction} takes it; whether it fits the column is seen when the schema is known
     */
    public static RowCondition where(String column, Function function, Object value) {
        return new RowCondition(false, List.of(new Clause(column, function, value)));
    }

    /** Return the condition that this one is met, or the other, or both. */
    public RowCondition or(RowCondition other) {
        if (everything || other.everything) {
            return ALL;
        }
        return new RowCondition(
                false,
                Stream.concat(clauses.stream(), other.clauses.stream())
                        .distinct()
                        .toList());
    }

    /**
     * Return the condition as the protocol has it. No row meets a comparison of a column that the table lacks.
     *
     * @throws IllegalArgumentException if a value does not fit its column
     */
    Json toJson(TableSchema table) {
        List<Json> json = new ArrayList<>();
        for (Clause clause : clauses) {
            ColumnSchema column = table.column(clause.column);
            if (column != null) {
                Json value = DatumValues.datum(clause.column, column.type(), clause.value)
                        .toJson(column.type());
                json.add(Json.array(Json.of(clause.column), Json.of(clause.function.id), value));
            }
        }
        return json.isEmpty() ? Json.array(Json.of(everything)) : new Json.Arr(json);
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof RowCondition other && everything == other.everything && clauses.equals(other.clauses);
    }

    @Override
    public int hashCode() {
        return clauses.hashCode() + (everything ? 1 : 0);
    }

    @Override
    public String toString() {
        if (clauses.isEmpty()) {
            return String.valueOf(everything);
        }
        return String.join(
                " or ",
                clauses.stream()
                        .map(each -> each.column + " " + each.function.id + " " + each.value)
                        .toList());
    }
}
