/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.jsonrpc.JsonRpcMessage.Request;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.monitor.MonitorVersion;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The methods of RFC 7047 section 4 and of ovsdb-server(7). Owned by the engine's thread. */
final class Methods {

    private final OvsdbServer server;
    private final MonitorMethods monitors = new MonitorMethods();
    private final UUID serverId = UUID.randomUUID();
    private boolean conditionalMonitors = true;

    Methods(OvsdbServer server) {
        this.server = server;
    }

    UUID serverId() {
        return serverId;
    }

    /** Call a method; returns its reply, or null if that comes later. */
    @Nullable
    JsonRpcMessage call(Session session, Request request) {
        try {
            return switch (request.method()) {
                case "transact" -> transact(session, request, false);
                case "convert" -> transact(session, request, true);
                case "monitor" -> monitors.monitor(session, request, database(request), MonitorVersion.V1);
                case "monitor_cond", "monitor_cond_since" -> conditionalMonitor(session, request);
                case "monitor_cond_change" -> monitors.change(session, request);
                case "monitor_cancel" -> monitors.cancel(session, request);
                case "get_schema" ->
                    reply(request, database(request).database().schema().toJson());
                case "list_dbs" ->
                    reply(request, Json.strings(server.databases().byName().keySet()));
                case "get_server_id" -> reply(request, Json.of(serverId.toString()));
                case "lock", "steal" -> lock(session, request);
                case "unlock" -> unlock(session, request);
                case "set_db_change_aware" -> setDbChangeAware(session, request);
                case "echo" -> reply(request, request.params());
                default -> unknown(request);
            };
        } catch (OvsdbException e) {
            return new JsonRpcMessage.Failure(e.toJson(), request.id());
        }
    }

    private static JsonRpcMessage unknown(Request request) {
        return new JsonRpcMessage.Failure(Json.of("unknown method"), request.id());
    }

    void disableConditionalMonitors() {
        conditionalMonitors = false;
    }

    private @Nullable JsonRpcMessage conditionalMonitor(Session session, Request request) throws OvsdbException {
        MonitorVersion version = request.method().equals("monitor_cond") ? MonitorVersion.V2 : MonitorVersion.V3;
        return conditionalMonitors ? monitors.monitor(session, request, database(request), version) : unknown(request);
    }

    static JsonRpcMessage reply(Request request, Json result) {
        return new JsonRpcMessage.Reply(result, request.id());
    }

    private static OvsdbException syntax(Request request, String details) {
        return OvsdbException.syntax(request.params(), "%s", request.method() + ": " + details);
    }

    private ServedDatabase database(Request request) throws OvsdbException {
        String name =
                request.params().size() == 0 ? null : request.params().get(0).asString();
        if (name == null) {
            throw OvsdbException.syntax(
                    request.params(), "%s request params must begin with <db-name>", request.method());
        }
        ServedDatabase database = server.databases().byName().get(name);
        if (database == null) {
            throw OvsdbException.at(
                    request.params(),
                    "unknown database",
                    "%s request specifies unknown database %s",
                    request.method(),
                    name);
        }
        if (!database.isAvailable()) {
            throw OvsdbException.of(
                    "database not available",
                    "%s request specifies database %s which is not yet available because it has not completed joining"
                            + " its cluster",
                    request.method(),
                    name);
        }
        return database;
    }

    private @Nullable JsonRpcMessage transact(Session session, Request request, boolean conversion)
            throws OvsdbException {
        if (!session.transact(database(request), request.id(), request.params(), conversion)) {
            throw syntax(request, "duplicate request ID");
        }
        return null;
    }

    private static String lockName(Request request) throws OvsdbException {
        String name = request.params().size() == 1 ? request.params().get(0).asString() : null;
        if (name == null || !MemberParser.isId(name)) {
            throw OvsdbException.syntax(request.params(), "%s request params must be <id>", request.method());
        }
        return name;
    }

    private static JsonRpcMessage refuseLock(Request request) {
        return new JsonRpcMessage.Failure(
                Json.of("lock and unlock methods not allowed, DB server is read only."), request.id());
    }

    private JsonRpcMessage lock(Session session, Request request) throws OvsdbException {
        if (session.isReadOnly()) {
            return refuseLock(request);
        }
        String name = lockName(request);
        if (!session.locks().add(name)) {
            throw OvsdbException.syntax(request.params(), "must issue \"unlock\" before new \"%s\"", request.method());
        }
        boolean owned = true;
        if (request.method().equals("steal")) {
            server.locks().steal(session, name);
        } else {
            owned = server.locks().lock(session, name);
        }
        return reply(request, Json.object().with("locked", Json.of(owned)));
    }

    private JsonRpcMessage unlock(Session session, Request request) throws OvsdbException {
        if (session.isReadOnly()) {
            return refuseLock(request);
        }
        String name = lockName(request);
        if (!session.locks().remove(name)) {
            throw syntax(request, "\"unlock\" without \"lock\" or \"steal\"");
        }
        server.locks().unlock(session, name);
        return reply(request, Json.object());
    }

    private static JsonRpcMessage setDbChangeAware(Session session, Request request) throws OvsdbException {
        if (request.params().size() != 1 || !(request.params().get(0) instanceof Json.Bool aware)) {
            throw syntax(request, "true or false parameter expected");
        }
        session.setDbChangeAware(aware.equals(Json.TRUE));
        return reply(request, Json.object());
    }
}
