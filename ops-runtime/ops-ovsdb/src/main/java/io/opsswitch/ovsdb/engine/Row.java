/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.TableSchema;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One version of a row. Immutable, and so shared between the table, change sets, snapshots and monitors. */
public final class Row {

    /** {@code _uuid} and {@code _version} have fields of their own. */
    private static final int FIRST = TableSchema.VERSION_COLUMN + 1;

    private final UUID uuid;
    private final UUID version;
    private final Datum[] fields;

    Row(UUID uuid, UUID version, Datum[] fields) {
        this.uuid = uuid;
        this.version = version;
        this.fields = fields;
    }

    /** Return the row's UUID. */
    public UUID uuid() {
        return uuid;
    }

    /** Return the value of the column at this place. */
    public Datum datum(int column) {
        return switch (column) {
            case TableSchema.UUID_COLUMN -> Datum.of(uuid);
            case TableSchema.VERSION_COLUMN -> Datum.of(version);
            default -> fields[column - FIRST];
        };
    }

    /** Return the number of atoms of all columns, as {@code memory/show} counts them: a pair of a map is two. */
    long atoms() {
        long atoms = FIRST;
        for (Datum field : fields) {
            atoms += field.hasValues() ? 2L * field.size() : field.size();
        }
        return atoms;
    }

    /** Return a row that is in no database; columns that are not given have their defaults. */
    public static Row of(TableSchema table, UUID uuid, Map<ColumnSchema, Datum> values) {
        Row row = defaults(table, uuid);
        values.forEach((column, datum) -> row.fields[column.index() - FIRST] = datum);
        return row;
    }

    /** Return whether a column has the same value in another version; versions count as equal. */
    boolean sameDatum(Row other, int column) {
        return column < FIRST || fields[column - FIRST].equals(other.fields[column - FIRST]);
    }

    /** Return whether all columns but {@code _version} are equal. */
    boolean sameData(Row other) {
        for (int i = 0; i < fields.length; i++) {
            if (fields[i] != other.fields[i] && !fields[i].equals(other.fields[i])) {
                return false;
            }
        }
        return true;
    }

    /** Return this with another value in one column. */
    Row with(int column, Datum datum) {
        Datum[] copy = fields.clone();
        copy[column - FIRST] = datum;
        return new Row(uuid, version, copy);
    }

    /** Collects new values of columns of a row. */
    static final class Edit {
        private final Row base;
        private Datum @Nullable [] fields;

        Edit(Row base) {
            this.base = base;
        }

        void set(int column, Datum datum) {
            if (fields == null) {
                fields = base.fields.clone();
            }
            fields[column - FIRST] = datum;
        }

        /** Return the row with them. */
        Row row() {
            return fields == null ? base : new Row(base.uuid, base.version, fields);
        }
    }

    /** Return this as a new version. */
    Row withVersion(UUID newVersion) {
        return new Row(uuid, newVersion, fields);
    }

    /** Return a row with every column at its default. */
    static Row defaults(TableSchema table, UUID uuid) {
        Datum[] fields = new Datum[table.width() - FIRST];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = table.column(i + FIRST).type().defaultDatum();
        }
        return new Row(uuid, uuid, fields);
    }
}
