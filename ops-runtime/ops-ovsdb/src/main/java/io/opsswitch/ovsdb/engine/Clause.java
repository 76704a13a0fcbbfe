/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.AtomicType;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import org.jspecify.annotations.Nullable;

/** One {@code [column, function, value]} of a condition (RFC 7047 section 5.1), or a bare boolean. Immutable. */
record Clause(ColumnSchema column, Function function, Datum argument) {

    enum Function {
        FALSE("false"),
        EQ("=="),
        INCLUDES("includes"),
        LE("<="),
        LT("<"),
        GE(">="),
        GT(">"),
        EXCLUDES("excludes"),
        NE("!="),
        TRUE("true");

        private final String id;

        Function(String id) {
            this.id = id;
        }

        private static Function parse(String name) throws OvsdbException {
            for (Function function : values()) {
                if (function.id.equals(name) && function != TRUE && function != FALSE) {
                    return function;
                }
            }
            throw OvsdbException.at(null, "unknown function", "No function named %s.", name);
        }

        private boolean isOrder() {
            return this == LT || this == LE || this == GT || this == GE;
        }
    }

    static Clause parse(TableSchema table, Json json, DatumParser.@Nullable NamedUuids names) throws OvsdbException {
        if (json instanceof Json.Bool bool) {
            Function constant = bool.value() ? Function.TRUE : Function.FALSE;
            return new Clause(table.column(TableSchema.UUID_COLUMN), constant, Datum.EMPTY);
        }
        String columnName = json instanceof Json.Arr array && array.size() == 3
                ? array.get(0).asString()
                : null;
        String functionName = json instanceof Json.Arr array && array.size() == 3
                ? array.get(1).asString()
                : null;
        if (columnName == null || functionName == null) {
            throw OvsdbException.syntax(json, "Parse error in condition.");
        }
        ColumnSchema column = table.column(columnName);
        if (column == null) {
            throw OvsdbException.at(json, "unknown column", "No column %s in table %s.", columnName, table.name());
        }
        Function function = Function.parse(functionName);
        ColumnType type = argumentType(column, function, json);
        return new Clause(column, function, DatumParser.parse(((Json.Arr) json).get(2), type, names));
    }

    private static ColumnType argumentType(ColumnSchema column, Function function, Json json) throws OvsdbException {
        ColumnType type = column.type();
        if (function.isOrder()) {
            boolean number =
                    type.key().type() == AtomicType.INTEGER || type.key().type() == AtomicType.REAL;
            if (!number || !type.isScalar() && !type.isOptionalScalar()) {
                throw OvsdbException.syntax(
                        json,
                        "Type mismatch: \"%s\" operator may not be applied to column %s of type %s.",
                        function.id,
                        column.name(),
                        type.toEnglish());
            }
            return type.withCount(1, type.max());
        }
        if (type.isScalar() || function == Function.EQ || function == Function.NE) {
            return type;
        }
        return type.withCount(0, function == Function.EXCLUDES ? ColumnType.UNLIMITED : type.max());
    }

    /** Return whether it holds for the rows with exactly the argument in a column that an index can have. */
    boolean isOneValue() {
        return column.index() > TableSchema.VERSION_COLUMN
                && (function == Function.EQ
                        || function == Function.INCLUDES && column.type().isScalar());
    }

    boolean matches(Row row) {
        if (function == Function.TRUE || function == Function.FALSE) {
            return function == Function.TRUE;
        }
        if (column.index() == TableSchema.UUID_COLUMN && argument.size() == 1) {
            boolean equal = row.uuid().equals(argument.key(0));
            return equal == (function == Function.EQ || function == Function.INCLUDES);
        }
        Datum field = row.datum(column.index());
        return switch (function) {
            case EQ -> field.equals(argument);
            case NE -> !field.equals(argument);
            case INCLUDES -> field.includesAll(argument);
            case EXCLUDES -> field.excludesAll(argument);
            default -> matchesOrder(field);
        };
    }

    private boolean matchesOrder(Datum field) {
        if (field.size() == 0) {
            return false;
        }
        int order = Atoms.compare(field.key(0), argument.key(0));
        return switch (function) {
            case LT -> order < 0;
            case LE -> order <= 0;
            case GE -> order >= 0;
            default -> order > 0;
        };
    }
}
