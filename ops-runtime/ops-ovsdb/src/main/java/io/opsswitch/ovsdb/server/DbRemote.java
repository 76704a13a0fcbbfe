/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A remote {@code db:DB,TABLE,COLUMN}: the column's strings are connection methods, or its references lead to rows whose
 * column {@code target} is one. Followed as the database changes; the rows' status columns are not written yet. Owned by
 * the engine's thread.
 */
final class DbRemote {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 5);
    private static final String TARGET = "target";

    private final Remote remote;
    private final Database database;
    private final String table;
    private final ColumnSchema column;
    private final @Nullable String refTable;

    DbRemote(Remote remote, OvsdbServer server, Runnable changed) {
        this.remote = remote;
        String[] parts = remote.argument().split(",", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException(
                    "\"" + remote.text() + "\": remote must be of the form db:DB,TABLE,COLUMN");
        }
        ServedDatabase served = server.databases().get(parts[0]);
        if (served == null) {
            throw new IllegalArgumentException("\"" + remote.text() + "\": no database named " + parts[0]);
        }
        this.database = served.database();
        this.table = parts[1];
        TableSchema schema = database.schema().table(table);
        if (schema == null) {
            throw new IllegalArgumentException("\"" + remote.text() + "\": no table named " + table);
        }
        ColumnSchema found = schema.column(parts[2]);
        if (found == null) {
            throw new IllegalArgumentException("\"" + remote.text() + "\": no column named " + parts[2]);
        }
        this.column = found;
        this.refTable = column.type().key().refTable();
        TableSchema target = refTable == null ? null : database.schema().table(refTable);
        if (refTable != null && (target == null || target.column(TARGET) == null)) {
            throw new IllegalArgumentException(
                    "\"" + remote.text() + "\": table " + refTable + " has no column named " + TARGET);
        }
        VLOG.info(
                "%s: following the rows' targets; their other columns (probes, backoff, role) have no effect yet, and"
                        + " is_connected and status are not written",
                remote.text());
        database.addListener((source, changes) -> {
            if (changes.tables().containsKey(table)
                    || refTable != null && changes.tables().containsKey(refTable)) {
                changed.run();
            }
        });
    }

    /** Return what the rows say now; a row that cannot be understood is logged and left out. */
    List<Remote> targets() {
        List<Remote> targets = new ArrayList<>();
        for (Row row : database.rows(table)) {
            Datum datum = row.datum(column.index());
            for (int i = 0; i < datum.size(); i++) {
                addTarget(datum.key(i), targets);
            }
        }
        return targets;
    }

    private void addTarget(Object atom, List<Remote> targets) {
        String text = atom instanceof UUID uuid ? target(uuid) : atom.toString();
        if (text == null) {
            return;
        }
        try {
            Remote target = Remote.parse(text);
            if (target.kind() == Remote.Kind.DB) {
                throw new IllegalArgumentException(text + ": a row cannot name a db: remote");
            }
            targets.add(target);
        } catch (IllegalArgumentException e) {
            VLOG.log(LIMIT, LogLevel.WARN, "%s: %s", remote.text(), e.getMessage());
        }
    }

    private @Nullable String target(UUID uuid) {
        TableSchema schema = refTable == null ? null : database.schema().table(refTable);
        ColumnSchema target = schema == null ? null : schema.column(TARGET);
        Row row = schema == null ? null : database.row(schema.name(), uuid);
        Datum datum = row == null || target == null ? Datum.EMPTY : row.datum(target.index());
        return datum.size() == 0 ? null : datum.key(0).toString();
    }
}
