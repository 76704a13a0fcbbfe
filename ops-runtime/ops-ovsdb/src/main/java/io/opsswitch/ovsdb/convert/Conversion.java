/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.convert;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.DirectChange;
import io.opsswitch.ovsdb.engine.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the rows of a database under another schema, in memory.
 *
 * <p>Tables and columns that the new schema lacks are left out, new ones have their defaults, and a column that both have
 * keeps its value if the new type can hold it. The rows then pass the checks of a transaction: what nothing refers to any
 * more is collected. Stateless and thread-safe; the source must not change meanwhile.
 */
public final class Conversion {

    private Conversion() {}

    /**
     * A database under its new schema, and what the old one had that is not in it.
     *
     * @param losses values other than the default that were left out or changed, in the order of the old schema
     */
    public record Result(Database database, List<Loss> losses) {
        public Result {
            losses = List.copyOf(losses);
        }
    }

    /** Return whether two schemas differ in anything, be it only the version: {@code needs-conversion}. */
    public static boolean isNeeded(DatabaseSchema from, DatabaseSchema to) {
        return !from.toJson().equals(to.toJson());
    }

    /**
     * Convert as {@code ovsdb-tool convert} does: what the new schema does not have goes silently, a value that does not
     * fit is an error.
     */
    public static Database strict(Database source, DatabaseSchema target) throws OvsdbException {
        return convert(
                source, target, (from, to, value) -> DatumParser.parse(value.toJson(from.type()), to.type(), null));
    }

    /**
     * Convert whatever can be converted, and tell what could not: a value that does not fit is cut down to the elements
     * that do, or to the default.
     *
     * @throws OvsdbException if the new schema refuses the rows as a whole: an index, a number of rows, or a reference
     *     that may not be missing
     */
    public static Result lenient(Database source, DatabaseSchema target) throws OvsdbException {
        Fit fit = new Fit(source);
        Database database = convert(source, target, (from, to, value) -> fit.into(to.type(), value, from.type()));
        return new Result(database, Losses.between(source, database));
    }

    /** Gives the new value of one column of one row; null for the default. */
    private interface ValueConverter {
        @Nullable
        Datum convert(ColumnSchema from, ColumnSchema to, Datum value) throws OvsdbException;
    }

    private static Database convert(Database source, DatabaseSchema target, ValueConverter converter)
            throws OvsdbException {
        Database database = new Database(target);
        DirectChange change = database.change();
        for (TableSchema from : source.schema().tables()) {
            TableSchema to = target.table(from.name());
            if (to == null) {
                continue;
            }
            List<ColumnSchema> shared = new ArrayList<>();
            from.columns().stream()
                    .filter(column -> column.index() > TableSchema.VERSION_COLUMN && to.column(column.name()) != null)
                    .forEach(shared::add);
            for (Row row : source.rows(from.name())) {
                Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
                for (ColumnSchema column : shared) {
                    ColumnSchema newColumn = to.column(column.name());
                    Datum old = row.datum(column.index());
                    if (newColumn == null
                            || old.equals(column.type().defaultDatum()) && isSameKind(column, newColumn)) {
                        continue;
                    }
                    Datum value =
                            column.type().equals(newColumn.type()) ? old : converter.convert(column, newColumn, old);
                    if (value != null) {
                        values.put(newColumn, value);
                    }
                }
                change.insert(to.name(), row.uuid(), values);
            }
        }
        change.apply();
        return database;
    }

    /** The default of one type stands for the default of another one if both look alike: defaults pass no constraint. */
    private static boolean isSameKind(ColumnSchema from, ColumnSchema to) {
        return from.type().defaultDatum().equals(to.type().defaultDatum());
    }
}
