/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.relay;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.DirectChange;
import io.opsswitch.ovsdb.monitor.UpdateDecoder;
import io.opsswitch.ovsdb.uplink.Connector;
import io.opsswitch.ovsdb.uplink.RemoteList;
import io.opsswitch.ovsdb.uplink.Uplink;
import io.opsswitch.ovsdb.uplink.UplinkListener;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a database of another server, its source, and forwards transactions to it (ovsdb(7), "Relay Service Model").
 *
 * <p>On each connection it asks {@code _Server} whether the source is of use and for the schema, then monitors all with
 * "monitor_cond_since" from the newest state that it has: the states have the source's names, so that clients can go
 * from one relay to another, and a relay that comes back is told only what it missed. When the source cannot tell that,
 * the copy is changed where it differs from the source's contents, so that clients never see it empty. Sources
 * that know neither {@code _Server} nor that method are followed with "monitor_cond" or "monitor".
 *
 * <p>Owned by the engine's thread.
 */
public final class Relay implements UplinkListener {

    private static final Vlog VLOG = Vlog.module("relay");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(5, 5);

    /** For so long a lost source counts as connected: most come back soon, and clients need not know. */
    private static final int GRACE_MS = 30_000;

    private static final UUID NONE = new UUID(0, 0);
    private static final Json.Arr SERVER_MONITOR = monitorId(ServerCopy.NAME);

    private final String name;
    private final RelayTarget target;
    private final ScheduledExecutorService engine;
    private final Connector connector;
    private final Json.Arr dataMonitor;
    private final ForwardQueue forwards = new ForwardQueue();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private String source;
    private Uplink uplink;
    private @Nullable ServerCopy server;
    private @Nullable DatabaseSchema newSchema;
    private boolean requested;
    private boolean monitoring;
    private boolean everConnected;
    private boolean sourceNamesStates;
    private long lostAtNanos;

    /**
     * Create without connecting yet.
     *
     * @param source connection methods separated by commas
     * @throws IllegalArgumentException if the source cannot be understood; the message is for the user
     */
    public Relay(
            String name,
            RelayTarget target,
            ScheduledExecutorService engine,
            Connector connector,
            String source,
            UplinkOptions options) {
        this.name = name;
        this.target = target;
        this.engine = engine;
        this.connector = connector;
        this.source = source;
        this.dataMonitor = monitorId(name);
        this.uplink = uplink(source, options);
    }

    private static Json.Arr monitorId(String database) {
        return Json.array(Json.of("monid"), Json.of(database));
    }

    private Uplink uplink(String remotes, UplinkOptions options) {
        return new Uplink(engine, connector, RemoteList.parse(remotes), true, options, this);
    }

    /** Start to connect. */
    public void start() {
        uplink.start();
    }

    /** Follow another source from now on, or the same with other options. */
    public void source(String remotes, UplinkOptions options) {
        if (remotes.equals(source)) {
            uplink.options(options);
            return;
        }
        Uplink other = uplink(remotes, options);
        uplink.close();
        source = remotes;
        uplink = other;
        disconnected();
        other.start();
    }

    /** Change after how long a silence the source is probed. */
    public void probe(int ms) {
        uplink.options(uplink.options().withProbe(ms));
    }

    /** Return what completes when the source is followed, or turns out not to be there or of no use now. */
    public CompletableFuture<Void> settled() {
        return settled;
    }

    /** Stop for good. Transactions that have no reply get none from here. */
    public void close() {
        uplink.close();
        settled.complete(null);
    }

    /** Return whether the source is followed, or was until a moment ago. */
    public boolean isConnected() {
        return monitoring || everConnected && System.nanoTime() - lostAtNanos < GRACE_MS * 1_000_000L;
    }

    /**
     * Have the source execute a transaction.
     *
     * @param key names it for {@link #cancel}
     * @param reply takes the source's reply, with the id of another request, or a failure "canceled"
     */
    public void forward(Object key, Json.Arr params, Consumer<JsonRpcMessage> reply) {
        forwards.add(key, params, reply);
        if (monitoring) {
            forwards.send(uplink);
        }
    }

    /** Forget a transaction; returns false if it is not under way. */
    public boolean cancel(Object key) {
        return forwards.remove(key);
    }

    @Override
    public void connected() {
        askForServer();
    }

    @Override
    public void waiting() {
        settled.complete(null);
    }

    @Override
    public void disconnected() {
        settled.complete(null);
        if (monitoring) {
            lostAtNanos = System.nanoTime();
            engine.schedule(() -> target.connected(isConnected()), GRACE_MS + 1, TimeUnit.MILLISECONDS);
        }
        monitoring = false;
        requested = false;
        server = null;
        forwards.cancelSent();
        target.connected(isConnected());
    }

    private void askForServer() {
        requested = false;
        monitoring = false;
        server = null;
        uplink.request("get_schema", Json.array(Json.of(ServerCopy.NAME)), reply -> {
            if (reply instanceof JsonRpcMessage.Reply schema) {
                monitorServer(new ServerCopy(schema.result()));
            } else {
                askForSchema();
            }
        });
    }

    private void monitorServer(ServerCopy copy) {
        uplink.request(
                "monitor_cond", Json.array(Json.of(ServerCopy.NAME), SERVER_MONITOR, copy.monitorRequests()), reply -> {
                    if (reply instanceof JsonRpcMessage.Reply contents) {
                        copy.reset(contents.result());
                        server = copy;
                        check(copy);
                    } else {
                        askForSchema();
                    }
                });
    }

    /** Leave a source that is of no use, and monitor one that is. */
    private void check(ServerCopy copy) throws OvsdbException {
        String problem = copy.problem(name);
        String schema = copy.schema(name);
        if (problem != null || schema == null) {
            VLOG.log(LIMIT, LogLevel.INFO, "%s: %s", uplink.name(), problem);
            uplink.reconnect(monitoring);
        } else if (!requested) {
            requested = true;
            try {
                monitor(JsonParser.parse(schema), 3);
            } catch (JsonException e) {
                throw OvsdbException.syntax(null, "%s: schema of %s: %s", uplink.name(), name, e.getMessage() + "");
            }
            uplink.request("set_db_change_aware", Json.array(Json.TRUE), reply -> {});
        }
    }

    private void askForSchema() {
        uplink.request("get_schema", Json.array(Json.of(name)), reply -> {
            if (reply instanceof JsonRpcMessage.Reply schema) {
                monitor(schema.result(), 2);
            } else {
                VLOG.log(LIMIT, LogLevel.INFO, "%s: %s", uplink.name(), reply.toJson());
                uplink.reconnect(false);
            }
        });
    }

    private void monitor(Json schemaJson, int version) throws OvsdbException {
        DatabaseSchema schema = DatabaseSchema.parse(schemaJson);
        Database copy = target.copy();
        newSchema = copy != null && copy.schema().toJson().equals(schema.toJson()) ? null : schema;
        request(schema, version);
    }

    private void request(DatabaseSchema schema, int version) {
        String method = version == 3 ? "monitor_cond_since" : version == 2 ? "monitor_cond" : "monitor";
        Json.Obj requests = ServerCopy.monitorRequests(schema);
        Json.Arr params = version == 3
                ? Json.array(
                        Json.of(name),
                        dataMonitor,
                        requests,
                        Json.of(lastKnown().toString()))
                : Json.array(Json.of(name), dataMonitor, requests);
        uplink.request(method, params, reply -> {
            if (reply instanceof JsonRpcMessage.Reply contents) {
                monitored(contents.result(), version);
            } else if (version > 1) {
                request(schema, version - 1); // an older source
            } else {
                VLOG.log(LIMIT, LogLevel.INFO, "%s: %s", uplink.name(), reply.toJson());
                uplink.reconnect(false);
            }
        });
    }

    private UUID lastKnown() {
        Database copy = target.copy();
        return copy == null || newSchema != null || !sourceNamesStates ? NONE : copy.transactionId();
    }

    private void monitored(Json result, int version) throws OvsdbException {
        if (version < 3) {
            replace(NONE, result);
        } else if (result instanceof Json.Arr parts && parts.size() == 3 && parts.get(0) instanceof Json.Bool found) {
            UUID id = stateId(parts.get(1));
            if (found.value() && newSchema == null) {
                update(id, parts.get(2));
            } else {
                replace(id, parts.get(2));
            }
        } else {
            throw OvsdbException.syntax(result, "bad monitor_cond_since reply format");
        }
        monitoring = true;
        everConnected = true;
        target.connected(true);
        forwards.send(uplink);
        settled.complete(null);
    }

    private static UUID stateId(Json json) throws OvsdbException {
        UUID id = Atoms.parseUuid(json);
        if (id == null) {
            throw OvsdbException.syntax(json, "Last-id is not in UUID format.");
        }
        return id;
    }

    private void replace(UUID id, Json contents) throws OvsdbException {
        Database copy = target.copy();
        DatabaseSchema schema = newSchema;
        newSchema = null;
        if (schema == null && copy != null) {
            apply(UpdateDecoder.replacement(copy, contents, table -> true), id);
            return;
        }
        if (schema == null) {
            throw new IllegalStateException("contents without a schema");
        }
        Database made = new Database(schema);
        apply(UpdateDecoder.replacement(made, contents, table -> true), id);
        target.replace(
                made,
                copy == null ? "database " + name + " connected to storage" : "database " + name + " schema changed");
    }

    private void update(UUID id, Json updates) throws OvsdbException {
        Database copy = target.copy();
        if (copy == null) {
            throw OvsdbException.syntax(updates, "changes of contents that were never told");
        }
        try {
            apply(UpdateDecoder.change(copy, updates), id);
        } catch (OvsdbException e) {
            sourceNamesStates = false; // the copy is not what its name says: take all of it anew
            throw e;
        }
    }

    /** Put a change into effect, under the source's name for the state if it has names. */
    private void apply(DirectChange change, UUID id) throws OvsdbException {
        sourceNamesStates = !id.equals(NONE);
        if (sourceNamesStates) {
            change.apply(id);
        } else {
            change.apply();
        }
    }

    @Override
    public void notified(JsonRpcMessage.Notification notification) throws OvsdbException {
        Json.Arr params = notification.params();
        Json id = params.size() == 0 ? Json.NULL : params.get(0);
        boolean ofServer = id.equals(SERVER_MONITOR);
        if (!ofServer && !id.equals(dataMonitor)) {
            return;
        }
        switch (notification.method()) {
            case "update", "update2", "update3" -> {
                ServerCopy copy = server;
                if (ofServer && copy != null && params.size() == 2) {
                    copy.update(params.get(1));
                    check(copy);
                } else if (!ofServer) {
                    dataUpdate(notification.method(), params);
                }
            }
            case "monitor_canceled" -> {
                // Begin anew on the same connection, with the other monitor cancelled as well.
                if (ofServer ? requested : server != null) {
                    uplink.request("monitor_cancel", Json.array(ofServer ? dataMonitor : SERVER_MONITOR), reply -> {});
                }
                askForServer();
            }
            default -> VLOG.dbg("%s: unexpected notification %s", uplink.name(), notification.method());
        }
    }

    private void dataUpdate(String method, Json.Arr params) throws OvsdbException {
        if (method.equals("update3") && params.size() == 3) {
            update(stateId(params.get(1)), params.get(2));
        } else if (!method.equals("update3") && params.size() == 2) {
            update(NONE, params.get(1));
        } else {
            throw OvsdbException.syntax(params, "%s has a wrong number of elements.", method);
        }
    }
}
