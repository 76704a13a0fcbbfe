/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.jsonrpc.JsonRpcMessage.Request;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.monitor.MonitorHub;
import io.opsswitch.ovsdb.monitor.MonitorSpec;
import io.opsswitch.ovsdb.monitor.MonitorVersion;
import io.opsswitch.ovsdb.monitor.SharedBytes;
import io.opsswitch.ovsdb.monitor.Subscription;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The methods about monitors. Owned by the engine's thread. */
final class MonitorMethods {

    /** Start a monitor. The reply is sent here, since its text may be shared with other clients. */
    @Nullable
    JsonRpcMessage monitor(Session session, Request request, ServedDatabase database, MonitorVersion version)
            throws OvsdbException {
        Json.Arr params = request.params();
        if (params.size() != (version == MonitorVersion.V3 ? 4 : 3)) {
            throw OvsdbException.syntax(params, "invalid parameters");
        }
        if (!(params.get(2) instanceof Json.Obj requests)) {
            throw OvsdbException.syntax(params.get(2), "monitor-requests must be object");
        }
        Json id = params.get(1);
        if (session.monitors().containsKey(id)) {
            throw OvsdbException.syntax(id, "duplicate monitor ID");
        }
        UUID last = version == MonitorVersion.V3 ? lastTransaction(params.get(3)) : null;
        MonitorSpec spec = MonitorSpec.parse(version, database.database().schema(), requests);
        MonitorHub hub = database.hub();
        Subscription subscription = hub.subscribe(session, id, spec);
        session.monitors().put(id, new Session.Monitor(database, subscription));
        SharedBytes missed = last == null ? null : hub.since(last, spec);
        SharedBytes body = missed != null ? missed : hub.dump(subscription);
        JsonWriter start =
                new JsonWriter(false).raw("{\"id\":").value(request.id()).raw(",\"error\":null,\"result\":");
        if (version == MonitorVersion.V3) {
            start.raw(missed != null ? "[true,\"" : "[false,\"")
                    .raw(database.database().transactionId().toString())
                    .raw("\",");
        }
        session.send(start.toBytes());
        session.send(body);
        session.send(ascii(version == MonitorVersion.V3 ? "]}" : "}"));
        if (missed != null && !database.database().transactionId().equals(last)) {
            subscription.tellState();
        }
        return null;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static UUID lastTransaction(Json json) throws OvsdbException {
        if (json.asString() == null) {
            throw OvsdbException.syntax(json, "last-txn-id must be string");
        }
        UUID uuid = Atoms.parseUuid(json);
        if (uuid == null) {
            throw OvsdbException.syntax(json, "last-txn-id must be UUID format.");
        }
        return uuid;
    }

    /** Change the conditions of a monitor, and its id; what enters or leaves is told before the reply. */
    JsonRpcMessage change(Session session, Request request) throws OvsdbException {
        Json.Arr params = request.params();
        if (params.size() != 3) {
            throw OvsdbException.syntax(params, "invalid parameters");
        }
        Session.Monitor monitor = session.monitors().get(params.get(0));
        if (monitor == null) {
            throw OvsdbException.syntax(params.get(0), "unknown monitor session");
        }
        Json newId = params.get(1);
        if (!newId.equals(params.get(0)) && session.monitors().containsKey(newId)) {
            throw OvsdbException.syntax(newId, "duplicate monitor ID");
        }
        if (!(params.get(2) instanceof Json.Obj requests)) {
            throw OvsdbException.syntax(null, "monitor-cond-change-requests must be object");
        }
        MonitorSpec before = monitor.subscription().spec();
        MonitorHub hub = monitor.database().hub();
        MonitorSpec after = before.withConditions(monitor.database().database().schema(), requests);
        monitor.subscription().flush();
        hub.unsubscribe(monitor.subscription());
        session.monitors().remove(params.get(0));
        Subscription subscription = hub.subscribe(session, newId, after);
        session.monitors().put(newId, new Session.Monitor(monitor.database(), subscription));
        hub.conditionChange(before, subscription);
        return Methods.reply(request, Json.object());
    }

    JsonRpcMessage cancel(Session session, Request request) {
        if (request.params().size() != 1) {
            return new JsonRpcMessage.Failure(Json.of("invalid parameters"), request.id());
        }
        Session.Monitor monitor = session.monitors().remove(request.params().get(0));
        if (monitor == null) {
            return new JsonRpcMessage.Failure(Json.of("unknown monitor"), request.id());
        }
        monitor.database().hub().unsubscribe(monitor.subscription());
        return Methods.reply(request, Json.object());
    }
}
