/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.follow;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.monitor.MonitorVersion;
import io.opsswitch.ovsdb.uplink.Connector;
import io.opsswitch.ovsdb.uplink.RemoteList;
import io.opsswitch.ovsdb.uplink.ReplyHandler;
import io.opsswitch.ovsdb.uplink.Uplink;
import io.opsswitch.ovsdb.uplink.UplinkListener;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/**
 * Follows a database of another server: what a client with a replica and a relay have in common.
 *
 * <p>On each connection it asks {@code _Server} (ovsdb-server(5)) whether the server is of use; one that is of no use is
 * left for the next. Then it asks for the schema and monitors what its target wants with "monitor_cond_since" from the
 * newest state that it has brought, so that after a lost connection only what was missed comes. Servers that know
 * neither {@code _Server} nor that method are followed with "monitor_cond" or "monitor". When the server offers another
 * database of this name (a conversion), it begins anew on the same connection.
 *
 * <p>Each beginning has a number, which is part of its monitors' names: what comes late for an earlier one is ignored.
 *
 * <p>Owned by one thread, the executor's, on which all of it happens.
 */
public final class DatabaseFeed implements UplinkListener {

    /** Stands for a state without a name. */
    public static final UUID NONE = new UUID(0, 0);

    private static final Vlog VLOG = Vlog.module("ovsdb_cs");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(5, 5);

    private final String name;
    private final ScheduledExecutorService executor;
    private final Connector connector;
    private final boolean changeAware;
    private final boolean shuffle;
    private final boolean leaderOnly;
    private final FeedTarget target;
    private String remotes;
    private Uplink uplink;
    private int beginning;
    private Json serverMonitor = Json.NULL;
    private Json dataMonitor = Json.NULL;
    private @Nullable ServerCopy server;
    private @Nullable String requestedSchema;
    private @Nullable DatabaseSchema schema;
    private MonitorVersion version = MonitorVersion.V3;
    private boolean following;
    private UUID state = NONE;
    private long leastIndex;

    /**
     * Create without connecting yet.
     *
     * @param name the database's name
     * @param remotes connection methods separated by commas
     * @throws IllegalArgumentException if the remotes cannot be understood; the message is for the user
     */
    public DatabaseFeed(
            String name,
            ScheduledExecutorService executor,
            Connector connector,
            String remotes,
            FeedOptions options,
            FeedTarget target) {
        this.name = name;
        this.executor = executor;
        this.connector = connector;
        this.remotes = remotes;
        this.changeAware = options.changeAware();
        this.leaderOnly = options.leaderOnly();
        this.shuffle = options.shuffle();
        this.target = target;
        this.uplink = uplink(remotes, options.uplink());
    }

    private Uplink uplink(String servers, UplinkOptions options) {
        return new Uplink(executor, connector, RemoteList.parse(servers), shuffle, options, this);
    }

    /** Start to connect. */
    public void start() {
        uplink.start();
    }

    /** Follow the database at other servers from now on, or at the same with other options. */
    public void source(String servers, UplinkOptions options) {
        if (servers.equals(remotes)) {
            uplink.options(options);
            return;
        }
        Uplink other = uplink(servers, options);
        uplink.close();
        remotes = servers;
        uplink = other;
        disconnected();
        other.start();
    }

    /** Return the connection, for requests of one's own. */
    public Uplink uplink() {
        return uplink;
    }

    /** Return whether the database is followed now. */
    public boolean isFollowing() {
        return following;
    }

    /** Return the form in which the database is followed. */
    public MonitorVersion version() {
        return version;
    }

    /** Return what names the monitor, in requests that change it. */
    public Json monitorId() {
        return dataMonitor;
    }

    /** Return whether the server has others execute what writes. */
    public boolean isRelayed() {
        ServerCopy copy = server;
        return copy != null && copy.model(name, cluster()).equals("relay");
    }

    private @Nullable UUID cluster() {
        return RemoteList.cluster(remotes);
    }

    /** Ask for everything at the next beginning: what the target holds is not what the state's name says. */
    public void forgetState() {
        state = NONE;
    }

    /** Stop for good; the target hears nothing any more. */
    public void close() {
        uplink.close();
    }

    @Override
    public void connected() {
        begin();
    }

    @Override
    public void waiting() {
        target.waiting();
    }

    @Override
    public void disconnected() {
        reset();
        target.disconnected();
    }

    @Override
    public void batchEnded() {
        target.batchEnded();
    }

    private void reset() {
        boolean was = following;
        beginning++;
        server = null;
        requestedSchema = null;
        following = false;
        if (was) {
            target.lost();
        }
    }

    /** Send a request whose reply counts only until there is a new beginning. */
    private void ask(String method, Json.Arr params, ReplyHandler handler) {
        int mine = beginning;
        uplink.request(method, params, reply -> {
            if (mine == beginning) {
                handler.handle(reply);
            }
        });
    }

    private Json monitorName(String database) {
        return Json.array(Json.of("monid"), Json.of(database), Json.of(beginning));
    }

    private void begin() {
        reset();
        serverMonitor = monitorName(ServerCopy.NAME);
        dataMonitor = monitorName(name);
        ask("get_schema", Json.array(Json.of(ServerCopy.NAME)), reply -> {
            if (reply instanceof JsonRpcMessage.Reply found) {
                monitorServer(new ServerCopy(found.result()));
            } else {
                askForSchema(MonitorVersion.V2);
            }
        });
    }

    /** Begin anew on the same connection. */
    private void beginAgain(boolean serverGone, boolean dataGone) {
        if (!serverGone && server != null) {
            uplink.request("monitor_cancel", Json.array(serverMonitor), reply -> {});
        }
        if (!dataGone && requestedSchema != null) {
            uplink.request("monitor_cancel", Json.array(dataMonitor), reply -> {});
        }
        begin();
    }

    private void monitorServer(ServerCopy copy) {
        Json.Arr params = Json.array(Json.of(ServerCopy.NAME), serverMonitor, copy.monitorRequests());
        ask("monitor_cond", params, reply -> {
            if (reply instanceof JsonRpcMessage.Reply contents) {
                copy.reset(contents.result());
                server = copy;
                check(copy);
            } else {
                askForSchema(MonitorVersion.V2);
            }
        });
    }

    /** Leave a server that is of no use, and monitor one that is. */
    private void check(ServerCopy copy) {
        String problem = copy.problem(name, cluster(), leaderOnly, leastIndex);
        String text = copy.schema(name, cluster());
        if (problem != null || text == null) {
            VLOG.log(LIMIT, LogLevel.INFO, "%s: %s", uplink.name(), problem);
            uplink.reconnect(following);
            return;
        }
        leastIndex = Math.max(leastIndex, copy.index(name, cluster()));
        if (requestedSchema == null) {
            requestedSchema = text;
            if (changeAware) {
                uplink.request("set_db_change_aware", Json.array(Json.TRUE), reply -> {});
            }
            // Open vSwitch's server goes on to tell the old schema here after a conversion: it knows better when asked.
            askForSchema(MonitorVersion.V3);
        } else if (!requestedSchema.equals(text)) {
            beginAgain(false, false);
        }
    }

    private void askForSchema(MonitorVersion newest) {
        ask("get_schema", Json.array(Json.of(name)), reply -> {
            if (reply instanceof JsonRpcMessage.Reply found) {
                monitor(found.result(), newest);
            } else {
                useless(reply);
            }
        });
    }

    private void useless(JsonRpcMessage reply) {
        VLOG.log(LIMIT, LogLevel.INFO, "%s: %s", uplink.name(), reply.toJson());
        uplink.reconnect(false);
    }

    private void monitor(Json schemaJson, MonitorVersion newest) throws OvsdbException {
        DatabaseSchema found = DatabaseSchema.parse(schemaJson);
        DatabaseSchema before = schema;
        if (before == null || !before.toJson().equals(found.toJson())) {
            schema = found;
            state = NONE;
        }
        request(newest);
    }

    private void request(MonitorVersion form) throws OvsdbException {
        DatabaseSchema current = schema;
        if (current == null) {
            throw new IllegalStateException("a monitor without a schema");
        }
        boolean since = form == MonitorVersion.V3;
        Json.Obj requests = target.requests(current, form, since && !state.equals(NONE));
        // The target may have had second thoughts, see forgetState().
        Json.Arr params = since
                ? Json.array(Json.of(name), dataMonitor, requests, Json.of(state.toString()))
                : Json.array(Json.of(name), dataMonitor, requests);
        String method = switch (form) {
            case V1 -> "monitor";
            case V2 -> "monitor_cond";
            case V3 -> "monitor_cond_since";
        };
        ask(method, params, reply -> {
            if (reply instanceof JsonRpcMessage.Reply contents) {
                version = form;
                monitored(current, contents.result(), since);
            } else if (form == MonitorVersion.V1) {
                useless(reply);
            } else {
                state = NONE; // an older server, or one that does not want what we ask
                VLOG.dbg("%s: %s refused: %s", uplink.name(), method, reply.toJson());
                request(form == MonitorVersion.V3 ? MonitorVersion.V2 : MonitorVersion.V1);
            }
        });
    }

    private void monitored(DatabaseSchema current, Json result, boolean since) throws OvsdbException {
        if (!since) {
            bring(NONE, () -> target.replace(current, NONE, result));
        } else if (result instanceof Json.Arr parts && parts.size() == 3 && parts.get(0) instanceof Json.Bool found) {
            UUID id = stateId(parts.get(1));
            if (found.value() && !state.equals(NONE)) {
                bring(id, () -> target.update(id, parts.get(2)));
            } else {
                bring(id, () -> target.replace(current, id, parts.get(2)));
            }
        } else {
            throw OvsdbException.syntax(result, "bad monitor_cond_since reply format");
        }
        following = true;
        target.following();
    }

    /** Hands contents over. */
    private interface Bringing {
        void bring() throws OvsdbException;
    }

    /** Hand contents over; if they do not fit, what the target holds is not to be trusted, and all is brought anew. */
    private void bring(UUID id, Bringing bringing) throws OvsdbException {
        state = NONE;
        bringing.bring();
        state = id;
    }

    private static UUID stateId(Json json) throws OvsdbException {
        UUID id = Atoms.parseUuid(json);
        if (id == null) {
            throw OvsdbException.syntax(json, "Last-id is not in UUID format.");
        }
        return id;
    }

    @Override
    public void notified(JsonRpcMessage.Notification notification) throws OvsdbException {
        Json.Arr params = notification.params();
        Json id = params.size() == 0 ? Json.NULL : params.get(0);
        boolean ofServer = id.equals(serverMonitor);
        boolean ofData = id.equals(dataMonitor);
        switch (notification.method()) {
            case "update", "update2", "update3" -> {
                ServerCopy copy = server;
                if (ofServer && copy != null && params.size() == 2) {
                    copy.update(params.get(1));
                    check(copy);
                } else if (ofData) {
                    dataUpdate(notification.method(), params);
                }
            }
            case "monitor_canceled" -> {
                if (ofServer || ofData) {
                    beginAgain(ofServer, ofData);
                }
            }
            default -> target.notified(notification);
        }
    }

    private void dataUpdate(String method, Json.Arr params) throws OvsdbException {
        if (method.equals("update3") && params.size() == 3) {
            UUID id = stateId(params.get(1));
            bring(id, () -> target.update(id, params.get(2)));
        } else if (!method.equals("update3") && params.size() == 2) {
            bring(NONE, () -> target.update(NONE, params.get(1)));
        } else {
            throw OvsdbException.syntax(params, "%s has a wrong number of elements.", method);
        }
    }
}
