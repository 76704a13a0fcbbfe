/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.relay.Relay;
import io.opsswitch.ovsdb.relay.RelayTarget;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import org.jspecify.annotations.Nullable;

/** A database of this server that is the copy of another server's. Owned by the engine's thread. */
final class RelayedDatabase implements RelayTarget, ServedDatabase.Forwarder {

    private final OvsdbServer server;
    private final ServedDatabase served;
    private final Relay relay;

    RelayedDatabase(OvsdbServer server, String name, String source, UplinkOptions options) {
        this.server = server;
        this.served = new ServedDatabase(placeholder(name), null, server);
        this.relay = new Relay(name, this, server.engine(), server.connector(), source, options);
        served.setUnavailable();
        served.setStatus(DatabaseStatus.relay(false));
        served.setForwarder(this);
    }

    /** What stands for the database until its source has told the schema: nobody can see it. */
    private static Database placeholder(String name) {
        Json schema = Json.object()
                .with("name", Json.of(name))
                .with("version", Json.of("0.0.0"))
                .with("tables", Json.object());
        try {
            return new Database(DatabaseSchema.parse(schema));
        } catch (OvsdbException e) {
            throw new IllegalArgumentException(name + ": not the name of a database: " + e.getMessage(), e);
        }
    }

    ServedDatabase served() {
        return served;
    }

    Relay relay() {
        return relay;
    }

    @Override
    public @Nullable Database copy() {
        return served.isAvailable() ? served.database() : null;
    }

    @Override
    public void replace(Database copy, String reason) {
        server.databases().replace(served, copy, null, reason);
    }

    @Override
    public void connected(boolean connected) {
        served.setStatus(DatabaseStatus.relay(connected));
    }

    @Override
    public void forward(PendingTransaction transaction) {
        relay.forward(transaction, transaction.params, reply -> transaction.reply(own(reply, transaction.id)));
    }

    private static JsonRpcMessage own(JsonRpcMessage reply, Json id) {
        return reply instanceof JsonRpcMessage.Reply success
                ? new JsonRpcMessage.Reply(success.result(), id)
                : new JsonRpcMessage.Failure(((JsonRpcMessage.Failure) reply).error(), id);
    }

    @Override
    public boolean remove(PendingTransaction transaction) {
        return relay.cancel(transaction);
    }

    @Override
    public void close() {
        server.runOnEngine(() -> {
            relay.close();
            server.relays().forget(this);
        });
    }
}
