/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link UpdateEncoder} writes, of all versions: {@code <table-updates>} and {@code <table-updates2>}. */
public final class TableUpdates {

    private TableUpdates() {}

    /** Takes the tables of updates. */
    @FunctionalInterface
    public interface TableSink {
        /** Take the rows of a table, for {@link #forEachRow}. */
        void table(String name, Json rows) throws OvsdbException;
    }

    /** Takes the rows of a table. */
    @FunctionalInterface
    public interface RowSink {
        /** Take what is told of a row. */
        void row(RowUpdate update) throws OvsdbException;
    }

    /**
     * Hand on what is told of each table.
     *
     * @throws OvsdbException if it is not what a server sends
     */
    public static void forEachTable(Json updates, TableSink sink) throws OvsdbException {
        for (Map.Entry<String, Json> member : object(updates).members().entrySet()) {
            sink.table(member.getKey(), member.getValue());
        }
    }

    /**
     * Hand on what is told of each row of a table.
     *
     * @param table null if there is none of this name, or nobody has asked for it
     * @throws OvsdbException if there is no table, or it is not what a server sends
     */
    public static void forEachRow(@Nullable TableSchema table, String name, Json rows, RowSink sink)
            throws OvsdbException {
        if (table == null) {
            throw OvsdbException.of("unknown table", "unknown table %s", name);
        }
        for (Map.Entry<String, Json> row : object(rows).members().entrySet()) {
            UUID uuid = Atoms.parseUuid(row.getKey());
            if (uuid == null) {
                throw OvsdbException.at(rows, "bad row UUID", "<table-update> names must be UUIDs");
            }
            sink.row(new RowUpdate(table, uuid, object(row.getValue())));
        }
    }

    static Json.Obj object(Json json) throws OvsdbException {
        if (json instanceof Json.Obj object) {
            return object;
        }
        throw OvsdbException.syntax(json, "<table-updates> is not an object");
    }
}
