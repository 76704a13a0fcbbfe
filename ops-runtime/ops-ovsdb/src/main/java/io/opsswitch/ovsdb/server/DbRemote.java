/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A remote {@code db:DB,TABLE,COLUMN}: the column's strings are connection methods, or its references lead to rows whose
 * column {@code target} is one and whose other columns are its options. Followed as the database changes; what becomes of
 * the connections is written to the rows' columns {@code is_connected} and {@code status}. Owned by the engine's thread.
 */
final class DbRemote {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 5);
    private static final String TARGET = "target";

    /** What a row asks for. */
    record Target(Remote remote, RemoteOptions options) {}

    private final Remote remote;
    private final DbColumn source;
    private final @Nullable TableSchema refTable;
    private final Database.CommitListener listener;

    DbRemote(Remote remote, OvsdbServer server, Runnable changed) {
        this.remote = remote;
        this.source = DbColumn.find(server, remote.text());
        String ref = source.column().type().key().refTable();
        this.refTable = ref == null ? null : source.served().database().schema().table(ref);
        if (ref != null && (refTable == null || refTable.column(TARGET) == null)) {
            throw new IllegalArgumentException(
                    "\"" + remote.text() + "\": table " + ref + " has no column named " + TARGET);
        }
        listener = (database, changes) -> {
            if (changes.tables().containsKey(source.table())
                    || ref != null && changes.tables().containsKey(ref)) {
                changed.run();
            }
        };
        source.served().addListener(listener);
    }

    /** Follow the database no more. */
    void close() {
        source.served().removeListener(listener);
    }

    /** Return what the rows say now; a row that cannot be understood is logged and left out. */
    List<Target> targets() {
        List<Target> targets = new ArrayList<>();
        for (Row row : source.served().database().rows(source.table())) {
            Datum datum = row.datum(source.column().index());
            for (int i = 0; i < datum.size(); i++) {
                Row manager = managerRow(datum.key(i));
                try {
                    if (manager != null) {
                        targets.add(target(manager));
                    } else if (datum.key(i) instanceof String text) {
                        targets.add(new Target(parse(text), RemoteOptions.DEFAULT));
                    }
                } catch (IllegalArgumentException e) {
                    VLOG.log(LIMIT, LogLevel.WARN, "%s: %s", remote.text(), e.getMessage());
                }
            }
        }
        return targets;
    }

    private static Remote parse(String text) {
        if (text.startsWith("pfd:")) {
            throw new IllegalArgumentException(
                    "pfd: remotes can only be specified on the command line; ignoring \"" + text + "\" from database");
        }
        Remote target = Remote.parse(text);
        if (target.kind() == Remote.Kind.DB) {
            throw new IllegalArgumentException(text + ": a row cannot name a db: remote");
        }
        return target;
    }

    private @Nullable Row managerRow(Object atom) {
        return refTable != null && atom instanceof UUID uuid
                ? source.served().database().row(refTable.name(), uuid)
                : null;
    }

    private Target target(Row row) {
        String text = first(row, TARGET, String.class);
        if (text == null) {
            throw new IllegalArgumentException("row " + row.uuid() + " has an empty column " + TARGET);
        }
        Remote target = parse(text);
        String role = first(row, "role", String.class);
        Long probe = first(row, "inactivity_probe", Long.class);
        Long backoff = first(row, "max_backoff", Long.class);
        Boolean readOnly = first(row, "read_only", Boolean.class);
        return new Target(
                target,
                new RemoteOptions(
                        probe == null ? -1 : clamp(probe),
                        backoff == null ? RemoteOptions.DEFAULT.maxBackoffMs() : clamp(backoff),
                        readOnly != null && readOnly,
                        dscp(row),
                        role == null ? "" : role));
    }

    private static int clamp(long milliseconds) {
        return (int) Math.max(0, Math.min(Integer.MAX_VALUE, milliseconds));
    }

    private int dscp(Row row) {
        ColumnSchema column = column("other_config");
        Datum datum = column == null ? Datum.EMPTY : row.datum(column.index());
        int found = datum.hasValues() ? datum.find("dscp") : -1;
        String text = found < 0 ? "" : datum.value(found).toString();
        return text.matches("[0-9]|[1-5][0-9]|6[0-3]") ? Integer.parseInt(text) : -1;
    }

    private @Nullable ColumnSchema column(String name) {
        return refTable == null ? null : refTable.column(name);
    }

    private <T> @Nullable T first(Row row, String name, Class<T> type) {
        ColumnSchema column = column(name);
        Datum datum = column == null ? Datum.EMPTY : row.datum(column.index());
        return datum.size() > 0 && type.isInstance(datum.key(0)) ? type.cast(datum.key(0)) : null;
    }

    /** Write to the rows how their remotes fare; nothing where that is as it was. */
    void writeStatus(Map<String, OpenRemote> open, LockTable locks) {
        if (refTable == null) {
            return;
        }
        List<Json> operations = new ArrayList<>();
        for (Row row : source.served().database().rows(source.table())) {
            Datum datum = row.datum(source.column().index());
            for (int i = 0; i < datum.size(); i++) {
                Row manager = managerRow(datum.key(i));
                Json.Obj changes = manager == null ? Json.object() : changes(manager, open, locks);
                if (manager != null && !changes.members().isEmpty()) {
                    Json uuid = Atoms.toJson(manager.uuid());
                    operations.add(Json.object()
                            .with("op", Json.of("update"))
                            .with("table", Json.of(refTable.name()))
                            .with("where", Json.array(Json.array(Json.of("_uuid"), Json.of("=="), uuid)))
                            .with("row", changes));
                }
            }
        }
        if (!operations.isEmpty()) {
            source.served().change("remote status", operations);
        }
    }

    private Json.Obj changes(Row row, Map<String, OpenRemote> open, LockTable locks) {
        String text = first(row, TARGET, String.class);
        OpenRemote target = text == null ? null : open.get(text);
        Json.Obj changes = Json.object();
        ColumnSchema connected = column("is_connected");
        Json isConnected = Json.of(target != null && target.isConnected());
        if (connected != null
                && !row.datum(connected.index()).toJson(connected.type()).equals(isConnected)) {
            changes = changes.with(connected.name(), isConnected);
        }
        ColumnSchema status = column("status");
        List<Json> pairs = new ArrayList<>();
        if (target != null) {
            target.status(locks).forEach((key, value) -> pairs.add(Json.array(Json.of(key), Json.of(value))));
        }
        Json map = Json.array(Json.of("map"), new Json.Arr(pairs));
        if (status != null && !row.datum(status.index()).toJson(status.type()).equals(map)) {
            changes = changes.with(status.name(), map);
        }
        return changes;
    }
}
