/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.AtomicType;
import io.opsswitch.ovsdb.BaseType;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumBuilder;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;

/** One {@code [column, mutator, value]} (RFC 7047 section 5.1). Immutable. */
record Mutation(ColumnSchema column, String mutator, Datum argument) {

    static Mutation parse(TableSchema table, Json json, DatumParser.NamedUuids names) throws OvsdbException {
        String columnName = json instanceof Json.Arr array && array.size() == 3
                ? array.get(0).asString()
                : null;
        String mutator = json instanceof Json.Arr array && array.size() == 3
                ? array.get(1).asString()
                : null;
        if (columnName == null || mutator == null) {
            throw OvsdbException.syntax(json, "Parse error in mutation.");
        }
        ColumnSchema column = table.column(columnName);
        if (column == null) {
            throw OvsdbException.at(json, "unknown column", "No column %s in table %s.", columnName, table.name());
        }
        if (!column.mutable()) {
            throw OvsdbException.at(
                    json,
                    "constraint violation",
                    "Cannot mutate immutable column %s in table %s.",
                    columnName,
                    table.name());
        }
        Json argument = ((Json.Arr) json).get(2);
        return new Mutation(
                column,
                mutator,
                switch (mutator) {
                    case "+=", "-=", "*=", "/=", "%=" -> scalarArgument(column, mutator, argument, json);
                    case "insert", "delete" -> setArgument(column, mutator, argument, json, names);
                    default -> throw OvsdbException.at(null, "unknown mutator", "No mutator named %s.", mutator);
                });
    }

    private static Datum scalarArgument(ColumnSchema column, String mutator, Json argument, Json json)
            throws OvsdbException {
        ColumnType type = column.type();
        AtomicType atom = type.key().type();
        boolean fits = atom == AtomicType.INTEGER || atom == AtomicType.REAL && !mutator.equals("%=");
        if (!fits || type.isMap()) {
            throw mismatch(column, mutator, json);
        }
        return DatumParser.parse(argument, ColumnType.scalar(atom), null);
    }

    private static Datum setArgument(
            ColumnSchema column, String mutator, Json argument, Json json, DatumParser.NamedUuids names)
            throws OvsdbException {
        ColumnType type = column.type();
        if (!type.isSet() && !type.isMap()) {
            throw mismatch(column, mutator, json);
        }
        if (mutator.equals("insert")) {
            return DatumParser.parse(argument, type.withCount(0, type.max()), names);
        }
        ColumnType any = type.withCount(0, ColumnType.UNLIMITED);
        try {
            return DatumParser.parse(argument, any, names);
        } catch (OvsdbException e) {
            if (!type.isMap()) {
                throw e;
            }
            // From a map keys can be deleted without saying their values.
            return DatumParser.parse(argument, new ColumnType(type.key(), null, 0, ColumnType.UNLIMITED), names);
        }
    }

    private static OvsdbException mismatch(ColumnSchema column, String mutator, Json json) {
        return OvsdbException.syntax(
                json,
                "Type mismatch: \"%s\" operator may not be applied to column %s of type %s.",
                mutator,
                column.name(),
                column.type().toEnglish());
    }

    Row apply(Row row) throws OvsdbException {
        Datum before = row.datum(column.index());
        Datum after = switch (mutator) {
            case "insert" -> checkCount(before.union(argument));
            case "delete" -> checkCount(before.subtract(argument));
            default -> calculate(before);
        };
        return after == before ? row : row.with(column.index(), after);
    }

    private Datum checkCount(Datum datum) throws OvsdbException {
        ColumnType type = column.type();
        if (datum.size() < type.min() || datum.size() > type.max()) {
            throw OvsdbException.of(
                    "constraint violation", "Attempted to store %d elements in %s.", datum.size(), type.toEnglish());
        }
        return datum;
    }

    private Datum calculate(Datum before) throws OvsdbException {
        BaseType base = column.type().key();
        DatumBuilder builder = new DatumBuilder(before.size(), false);
        for (int i = 0; i < before.size(); i++) {
            Object atom = before.key(i);
            Object result = atom instanceof Long x
                    ? (Object) integer(x, (Long) argument.key(0))
                    : (Object) real((Double) atom, (Double) argument.key(0));
            builder.add(result, null);
        }
        Datum after = builder.buildSorted();
        for (int i = 0; after != null && i < after.size(); i++) {
            base.check(after.key(i));
        }
        if (after == null) {
            throw OvsdbException.of("constraint violation", "Result of \"%s\" operation contains duplicates.", mutator);
        }
        return after;
    }

    private long integer(long x, long y) throws OvsdbException {
        try {
            return switch (mutator) {
                case "+=" -> Math.addExact(x, y);
                case "-=" -> Math.subtractExact(x, y);
                case "*=" -> Math.multiplyExact(x, y);
                case "/=" -> {
                    checkDivisor(y == 0);
                    yield y == -1 ? Math.negateExact(x) : x / y;
                }
                default -> {
                    checkDivisor(y == 0);
                    yield y == -1 ? Math.negateExact(x) * 0 : x % y;
                }
            };
        } catch (ArithmeticException e) {
            throw outOfRange();
        }
    }

    private double real(double x, double y) throws OvsdbException {
        double result = switch (mutator) {
            case "+=" -> x + y;
            case "-=" -> x - y;
            case "*=" -> x * y;
            default -> {
                checkDivisor(y == 0);
                yield x / y;
            }
        };
        if (Double.isNaN(result) || Double.isInfinite(result)) {
            throw outOfRange();
        }
        return result + 0.0; // never negative zero, which would not be equal to zero
    }

    private static void checkDivisor(boolean zero) throws OvsdbException {
        if (zero) {
            throw OvsdbException.of("domain error", "Division by zero.");
        }
    }

    private OvsdbException outOfRange() {
        return OvsdbException.of("range error", "Result of \"%s\" operation is out of range.", mutator);
    }
}
