/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.DirectChange;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * Reads updates as the change of a database that is a copy. The column {@code _version} is left out: each server makes
 * its own.
 */
public final class UpdateDecoder {

    private UpdateDecoder() {}

    /**
     * Return the change that an update tells of.
     *
     * @throws OvsdbException if it does not fit the copy, which then is not what the source takes it for
     */
    public static DirectChange change(Database copy, Json updates) throws OvsdbException {
        DirectChange change = copy.change();
        forEachRow(copy, updates, row -> add(change, row));
        return change;
    }

    /**
     * Return the change that gives a copy the contents which the reply to a monitor request tells of, as few rows as
     * that takes.
     *
     * @param tables the tables that are copied; the others stay as they are
     */
    public static DirectChange replacement(Database copy, Json contents, Predicate<String> tables)
            throws OvsdbException {
        DirectChange change = copy.change();
        Map<String, Set<UUID>> kept = new LinkedHashMap<>();
        forEachRow(copy, contents, row -> {
            row.requireContents();
            String table = row.table().name();
            kept.computeIfAbsent(table, name -> new HashSet<>()).add(row.uuid());
            if (change.has(table, row.uuid())) {
                Map<ColumnSchema, Datum> values = values(row);
                for (int i = TableSchema.VERSION_COLUMN + 1; i < row.table().width(); i++) {
                    ColumnSchema column = row.table().column(i);
                    values.putIfAbsent(column, column.type().defaultDatum());
                }
                change.update(table, row.uuid(), values, false);
            } else {
                change.insert(table, row.uuid(), values(row));
            }
        });
        for (TableSchema table : copy.schema().tables()) {
            if (tables.test(table.name())) {
                change.deleteOthers(table.name(), kept.getOrDefault(table.name(), Set.of()));
            }
        }
        return change;
    }

    private static void forEachRow(Database copy, Json updates, TableUpdates.RowSink sink) throws OvsdbException {
        TableUpdates.forEachTable(
                updates, (name, rows) -> TableUpdates.forEachRow(copy.schema().table(name), name, rows, sink));
    }

    private static void add(DirectChange change, RowUpdate row) throws OvsdbException {
        String table = row.table().name();
        switch (row.kind()) {
            case DELETION -> change.delete(table, row.uuid());
            case DIFFERENCE -> change.update(table, row.uuid(), values(row), true);
            case CONTENTS -> {
                if (row.hasOld()) {
                    change.update(table, row.uuid(), values(row), false);
                } else if (change.has(table, row.uuid())) {
                    throw OvsdbException.syntax(
                            row.members(), "update inserts row %s that is there already", row.uuid());
                } else {
                    change.insert(table, row.uuid(), values(row));
                }
            }
            default -> throw new AssertionError(row.kind());
        }
    }

    private static Map<ColumnSchema, Datum> values(RowUpdate row) throws OvsdbException {
        Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
        row.forEachValue((column, value) -> {
            if (column.index() > TableSchema.VERSION_COLUMN) {
                values.put(column, value);
            }
        });
        return values;
    }
}
