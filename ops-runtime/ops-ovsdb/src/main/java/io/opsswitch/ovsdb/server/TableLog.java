/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.engine.RowChange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The tables of a database whose changes are written to the log ({@code tlog-set}). Owned by the engine's thread. */
final class TableLog {

    private static final Vlog VLOG = Vlog.module("transaction");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(30, 60);

    private final ServedDatabase served;
    private final Set<String> tables = new HashSet<>();

    TableLog(ServedDatabase served) {
        this.served = served;
    }

    /** Return all tables and whether they are logged. */
    Map<String, Boolean> list() {
        Map<String, Boolean> all = new TreeMap<>();
        for (TableSchema table : served.database().schema().tables()) {
            all.put(table.name(), tables.contains(table.name()));
        }
        return all;
    }

    boolean set(String table, boolean logged) {
        if (served.database().schema().table(table) == null) {
            return false;
        }
        if (logged) {
            tables.add(table);
        } else {
            tables.remove(table);
        }
        return true;
    }

    void committed(ChangeSet changes) {
        if (tables.isEmpty() || !VLOG.enabled(LogLevel.INFO)) {
            return;
        }
        for (String name : tables) {
            ChangeSet.Changes table = changes.tables().get(name);
            if (table != null) {
                table.rows().forEach(change -> log(table.schema(), change));
            }
        }
    }

    private static void log(TableSchema table, RowChange change) {
        Row before = change.before();
        Row after = change.after();
        Row shown = after != null ? after : before;
        if (shown != null) {
            String operation = before == null ? "inserted" : after == null ? "deleted" : "updated";
            VLOG.log(LIMIT, LogLevel.INFO, "table:%s,op:%s,%s", table.name(), operation, text(table, shown));
        }
    }

    private static String text(TableSchema table, Row row) {
        List<String> columns = new ArrayList<>();
        for (ColumnSchema column : table.columns()) {
            columns.add(column.name() + ":" + row.datum(column.index()).toText(column.type()));
        }
        return String.join(",", columns);
    }
}
