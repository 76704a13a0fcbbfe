/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.replication;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.monitor.UpdateDecoder;
import io.opsswitch.ovsdb.uplink.Connector;
import io.opsswitch.ovsdb.uplink.RemoteList;
import io.opsswitch.ovsdb.uplink.ReplyHandler;
import io.opsswitch.ovsdb.uplink.Uplink;
import io.opsswitch.ovsdb.uplink.UplinkListener;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Keeps a database equal to that of the active server (ovsdb(7), "Active-Backup Database Service Model"), by the methods
 * of RFC 7047: get_server_id, list_dbs, get_schema, monitor.
 *
 * <p>The contents that a connection starts with become the database's in one transaction, which changes only what
 * differs: at no moment, whatever fails, is the backup empty; and what the database's clients are told, and the journal
 * grows by, is the difference. What cannot be applied later (it was missed, or the disk is full) is mended by connecting
 * anew. What can never work ends replication: another schema, no such database, the server itself.
 *
 * <p>Owned by the engine's thread.
 */
public final class Replication implements UplinkListener {

    private static final Vlog VLOG = Vlog.module("replication");
    private static final Vlog ERRORS = Vlog.module("ovsdb_error");

    private enum State {
        CONNECTING,
        REPLICATING,
        FAILED
    }

    private final String name;
    private final ReplicationTarget target;
    private final Set<String> excluded;
    private final UUID serverId;
    private final String source;
    private final Uplink uplink;
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private State state = State.CONNECTING;

    /**
     * Create without connecting yet.
     *
     * @param source connection methods of the active server
     * @param excluded the tables that stay as they are
     * @param serverId this server's own id
     * @throws IllegalArgumentException if the source cannot be understood; the message is for the user
     */
    public Replication(
            String name,
            ReplicationTarget target,
            ScheduledExecutorService engine,
            Connector connector,
            String source,
            Set<String> excluded,
            UplinkOptions options,
            UUID serverId) {
        this.name = name;
        this.target = target;
        this.excluded = new TreeSet<>(excluded);
        this.serverId = serverId;
        this.source = source;
        this.uplink = new Uplink(engine, connector, RemoteList.parse(source), false, options, this);
    }

    /** Start to connect. */
    public void start() {
        uplink.start();
    }

    /** Return the active server as it was given. */
    public String source() {
        return source;
    }

    /** Take other options for the connection. */
    public void options(UplinkOptions options) {
        uplink.options(options);
    }

    /** Return what completes when the active server is followed, or turns out not to be there or of no use. */
    public CompletableFuture<Void> settled() {
        return settled;
    }

    /** Stop for good. */
    public void close() {
        uplink.close();
        settled.complete(null);
    }

    /** Return what {@code ovsdb-server/sync-status} says of it. */
    public String status() {
        return switch (state) {
            case CONNECTING -> "connecting: " + source;
            case REPLICATING -> "replicating: " + source + "\n" + (excluded.isEmpty() ? "" : "exclude: " + excluded());
            case FAILED -> "Replication to (" + source + ") failed";
        };
    }

    private String excluded() {
        return String.join(
                ",", excluded.stream().map(table -> name + ":" + table).toList());
    }

    @Override
    public void connected() {
        state = State.CONNECTING;
        VLOG.dbg("%s: send server ID request.", name);
        ask("get_server_id", Json.array(), this::serverIdCame);
    }

    @Override
    public void waiting() {
        settled.complete(null);
    }

    @Override
    public void disconnected() {
        settled.complete(null);
        // Until the next connection the status stays what it was, and so do the contents.
    }

    private interface ResultHandler {
        void handle(Json result) throws OvsdbException;
    }

    private void ask(String method, Json.Arr params, ResultHandler handler) {
        ReplyHandler taker = reply -> {
            if (state == State.FAILED) {
                return;
            }
            if (reply instanceof JsonRpcMessage.Reply success) {
                handler.handle(success.result());
            } else {
                Json error = reply instanceof JsonRpcMessage.Failure failure ? failure.error() : Json.NULL;
                fail(OvsdbException.of(method + " failed", "%s: %s", name, error));
            }
        };
        uplink.request(method, params, taker);
    }

    private void fail(OvsdbException error) {
        ERRORS.err("unexpected ovsdb error: %s", error.getMessage());
        refuse();
    }

    private void refuse() {
        state = State.FAILED;
        settled.complete(null);
        target.failed();
    }

    private void serverIdCame(Json result) {
        UUID id = Atoms.parseUuid(result);
        if (id == null) {
            fail(OvsdbException.of("get_server_id failed", "%s: Server ID is not valid UUID", name));
        } else if (id.equals(serverId)) {
            fail(OvsdbException.of("Server ID check failed", "%s: Self replicating is not allowed", name));
        } else {
            ask("list_dbs", Json.array(), this::databasesCame);
        }
    }

    private void databasesCame(Json result) {
        if (!(result instanceof Json.Arr databases)) {
            fail(OvsdbException.of("list_dbs failed", "%s: list_dbs response is not array", name));
        } else if (!databases.elements().contains(Json.of(name))) {
            fail(OvsdbException.of("list_dbs failed", "%s: database name is not in the list", name));
        } else {
            VLOG.dbg("%s: send schema request.", name);
            ask("get_schema", Json.array(Json.of(name)), this::schemaCame);
        }
    }

    private void schemaCame(Json result) {
        DatabaseSchema active;
        try {
            active = DatabaseSchema.parse(result);
        } catch (OvsdbException e) {
            fail(e);
            return;
        }
        DatabaseSchema local = target.database().schema();
        if (!active.name().equals(name)) {
            VLOG.warn("%s: unexpected schema %s.", name, active.name());
            refuse();
            return;
        }
        if (!active.toJson().equals(local.toJson())) {
            VLOG.info("%s: Schema version mismatch, checking if %s can still be replicated or not.", name, name);
            String obstacle = SchemaFit.obstacle(local, active);
            if (obstacle != null) {
                VLOG.info("%s", obstacle);
                VLOG.info("%s cannot be replicated.", name);
                refuse();
                return;
            }
            VLOG.info("%s can be replicated.", name);
        }
        monitor(active);
    }

    private void monitor(DatabaseSchema active) {
        Json.Obj requests = Json.object();
        for (TableSchema table : active.tables()) {
            if (!excluded.contains(table.name())) {
                requests.with(table.name(), Json.array(Json.object()));
            }
        }
        VLOG.dbg("%s: send monitor request.", name);
        ask("monitor", Json.array(Json.of(name), Json.of(name), requests), this::contentsCame);
    }

    private void contentsCame(Json contents) throws OvsdbException {
        VLOG.info("%s: Monitor reply received. Resetting the database.", name);
        Database database = target.database();
        try {
            UpdateDecoder.replacement(database, contents, table -> !excluded.contains(table))
                    .commit();
        } catch (OvsdbException e) {
            if (isPassing(e)) {
                throw e;
            }
            fail(e);
            return;
        }
        VLOG.dbg("%s: Listening to monitor updates.", name);
        state = State.REPLICATING;
        settled.complete(null);
    }

    /** Return whether an error is one of this moment and this disk, so that a backup must not give up for it. */
    private static boolean isPassing(OvsdbException error) {
        return error.tag().equals("I/O error");
    }

    @Override
    public void notified(JsonRpcMessage.Notification notification) throws OvsdbException {
        Json.Arr params = notification.params();
        if (!notification.method().equals("update")
                || state != State.REPLICATING
                || params.size() != 2
                || params.get(0).asString() == null) {
            return;
        }
        if (!params.get(0).equals(Json.of(name))) {
            VLOG.warn(
                    "%s: received update for unexpected database %s",
                    name, params.get(0).asString());
            refuse();
            return;
        }
        UpdateDecoder.change(target.database(), params.get(1)).commit();
    }
}
