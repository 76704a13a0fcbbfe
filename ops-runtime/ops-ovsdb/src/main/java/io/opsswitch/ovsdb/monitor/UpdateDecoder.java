/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.ColumnType;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.DatumParser;
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
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@link UpdateEncoder} writes, of all versions, as the change of a database that is a copy. The column
 * {@code _version} is left out: each server makes its own.
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
        decode(copy, updates, (table, uuid, row) -> change(change, table, uuid, row));
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
        decode(copy, contents, (table, uuid, row) -> {
            Json json = first(row, "new", "initial", "insert");
            if (json == null) {
                throw OvsdbException.syntax(row, "contents of row %s expected", uuid);
            }
            kept.computeIfAbsent(table.name(), name -> new HashSet<>()).add(uuid);
            Map<ColumnSchema, Datum> values = values(table, json, false);
            if (change.has(table.name(), uuid)) {
                for (int i = TableSchema.VERSION_COLUMN + 1; i < table.width(); i++) {
                    ColumnSchema column = table.column(i);
                    values.putIfAbsent(column, column.type().defaultDatum());
                }
                change.update(table.name(), uuid, values, false);
            } else {
                change.insert(table.name(), uuid, values);
            }
        });
        for (TableSchema table : copy.schema().tables()) {
            if (tables.test(table.name())) {
                change.deleteOthers(table.name(), kept.getOrDefault(table.name(), Set.of()));
            }
        }
        return change;
    }

    /** Takes the rows of an update. */
    private interface RowSink {
        void row(TableSchema table, UUID uuid, Json.Obj row) throws OvsdbException;
    }

    private static void decode(Database copy, Json updates, RowSink sink) throws OvsdbException {
        for (Map.Entry<String, Json> member : object(updates).members().entrySet()) {
            TableSchema table = copy.schema().table(member.getKey());
            if (table == null) {
                throw OvsdbException.of("unknown table", "unknown table %s", member.getKey());
            }
            for (Map.Entry<String, Json> row :
                    object(member.getValue()).members().entrySet()) {
                UUID uuid = Atoms.parseUuid(row.getKey());
                if (uuid == null) {
                    throw OvsdbException.at(member.getValue(), "bad row UUID", "<table-update> names must be UUIDs");
                }
                sink.row(table, uuid, object(row.getValue()));
            }
        }
    }

    private static void change(DirectChange change, TableSchema table, UUID uuid, Json.Obj row) throws OvsdbException {
        Json difference = row.get("modify");
        Json whole = first(row, "new", "insert", "initial");
        if (difference != null) {
            change.update(table.name(), uuid, values(table, difference, true), true);
        } else if (whole == null) {
            change.delete(table.name(), uuid);
        } else if (row.get("old") != null) {
            change.update(table.name(), uuid, values(table, whole, false), false);
        } else if (change.has(table.name(), uuid)) {
            throw OvsdbException.syntax(row, "update inserts row %s that is there already", uuid);
        } else {
            change.insert(table.name(), uuid, values(table, whole, false));
        }
    }

    private static Map<ColumnSchema, Datum> values(TableSchema table, Json json, boolean difference)
            throws OvsdbException {
        Map<ColumnSchema, Datum> values = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : object(json).members().entrySet()) {
            ColumnSchema column = table.column(member.getKey());
            if (column == null) {
                throw OvsdbException.at(
                        json, "unknown column", "No column %s in table %s.", member.getKey(), table.name());
            }
            if (column.index() > TableSchema.VERSION_COLUMN) {
                ColumnType type = difference ? column.type().withCount(0, ColumnType.UNLIMITED) : column.type();
                values.put(column, DatumParser.parse(member.getValue(), type, null));
            }
        }
        return values;
    }

    private static Json.Obj object(Json json) throws OvsdbException {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw OvsdbException.syntax(json, "<table-updates> is not an object");
    }

    private static @Nullable Json first(Json.Obj row, String... names) {
        for (String name : names) {
            Json member = row.get(name);
            if (member != null) {
                return member;
            }
        }
        return null;
    }
}
