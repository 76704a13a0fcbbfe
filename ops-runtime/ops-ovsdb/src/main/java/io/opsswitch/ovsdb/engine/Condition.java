/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A list of clauses. In operations all of them must hold, in monitors any one. Immutable. */
public final class Condition {

    /** Holds for every row. */
    public static final Condition TRUE = new Condition(List.of());

    private final List<Clause> clauses;

    private Condition(List<Clause> clauses) {
        this.clauses = clauses;
    }

    /** Parse a condition. */
    public static Condition parse(TableSchema table, Json.Arr json, DatumParser.@Nullable NamedUuids names)
            throws OvsdbException {
        if (json.size() == 0) {
            return TRUE;
        }
        List<Clause> clauses = new ArrayList<>(json.size());
        for (Json clause : json.elements()) {
            clauses.add(Clause.parse(table, clause, names));
        }
        return new Condition(clauses);
    }

    boolean isEmpty() {
        return clauses.isEmpty();
    }

    /** Return whether every clause holds. */
    public boolean matchesAll(Row row) {
        for (Clause clause : clauses) {
            if (!clause.matches(row)) {
                return false;
            }
        }
        return true;
    }

    /** Return whether any clause holds, or there is none. */
    public boolean matchesAny(Row row) {
        for (Clause clause : clauses) {
            if (clause.matches(row)) {
                return true;
            }
        }
        return clauses.isEmpty();
    }

    /** Return the only row that can match, or null if there is no such limit. */
    @Nullable
    UUID onlyRow() {
        for (Clause clause : clauses) {
            if (clause.column().index() == TableSchema.UUID_COLUMN
                    && (clause.function() == Clause.Function.EQ || clause.function() == Clause.Function.INCLUDES)
                    && clause.argument().size() == 1) {
                return (UUID) clause.argument().key(0);
            }
        }
        return null;
    }

    /** Return a column of which rows must have one certain value, or null. */
    @Nullable
    ColumnSchema searchedColumn() {
        for (Clause clause : clauses) {
            if (clause.isOneValue()) {
                return clause.column();
            }
        }
        return null;
    }

    /** Return the values that some columns must have, or null if the condition leaves one open. */
    Datum @Nullable [] key(List<ColumnSchema> columns) {
        Datum[] values = new Datum[columns.size()];
        for (int i = 0; i < values.length; i++) {
            Datum value = null;
            for (Clause clause : clauses) {
                if (clause.isOneValue()
                        && clause.column().index() == columns.get(i).index()) {
                    value = clause.argument();
                }
            }
            if (value == null) {
                return null;
            }
            values[i] = value;
        }
        return values;
    }
}
