/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One connection of a client: get_schema, then monitor_cond (or monitor, of a server that does not know that), then
 * updates, transactions and the lock. Changes that arrive together are published together. Owned by the client's thread.
 */
final class ClientSession extends ChannelInboundHandlerAdapter {

    private static final Vlog VLOG = Vlog.module("ovsdb_client");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(6, 3);
    private static final Json MONITOR_ID = Json.of("replica");
    private static final Json PROBE_ID = Json.of("echo");

    /** Takes the reply to a request. */
    private interface ReplyHandler {
        void handle(JsonRpcMessage reply) throws OvsdbException;
    }

    private final ReconnectingClient client;
    private final String database;
    private final Map<String, Set<String>> tables;
    private final JsonFramer framer = new JsonFramer(JsonFramer.DEFAULT_LIMIT);
    private final Map<Json, ReplyHandler> requests = new HashMap<>();
    private final Map<Json, CompletableFuture<Void>> transactions = new HashMap<>();
    private @Nullable ReplicaBuilder replica;
    private @Nullable ChannelHandlerContext context;
    private boolean ready;
    private boolean probed;
    private long nextId;

    ClientSession(ReconnectingClient client, String database, Map<String, Set<String>> tables) {
        this.client = client;
        this.database = database;
        this.tables = tables;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        context = ctx;
        request("get_schema", Json.array(Json.of(database)), this::schemaReceived);
    }

    private void request(String method, Json.Arr params, ReplyHandler handler) {
        Json id = Json.of(nextId++);
        requests.put(id, handler);
        send(new JsonRpcMessage.Request(method, params, id));
    }

    private void send(JsonRpcMessage message) {
        if (context != null) {
            context.writeAndFlush(Unpooled.wrappedBuffer(JsonWriter.toBytes(message.toJson())));
        }
    }

    private static Json result(JsonRpcMessage reply, String method) throws OvsdbException {
        if (reply instanceof JsonRpcMessage.Reply ok) {
            return ok.result();
        }
        Json error = reply instanceof JsonRpcMessage.Failure failure ? failure.error() : Json.NULL;
        throw OvsdbException.of("request failed", "%s", method + ": " + error);
    }

    private void schemaReceived(JsonRpcMessage reply) throws OvsdbException {
        ReplicaBuilder builder = new ReplicaBuilder(DatabaseSchema.parse(result(reply, "get_schema")), tables);
        replica = builder;
        Json.Arr params = Json.array(Json.of(database), MONITOR_ID, builder.requests());
        request("monitor_cond", params, monitored -> {
            if (monitored instanceof JsonRpcMessage.Failure failure
                    && "unknown method".equals(failure.error().asString())) {
                request("monitor", params, this::dumpReceived);
            } else {
                dumpReceived(monitored);
            }
        });
    }

    private void dumpReceived(JsonRpcMessage reply) throws OvsdbException {
        ReplicaBuilder builder = replica;
        if (builder != null) {
            builder.apply(result(reply, "monitor"));
            ready = true;
            client.ready(this);
            publish(true);
        }
    }

    private void publish(boolean always) {
        ReplicaView view = ready && replica != null ? replica.take(always) : null;
        if (view != null) {
            client.publish(view);
        }
    }

    void lock(String name) {
        request("lock", Json.array(Json.of(name)), reply -> {
            Json result = result(reply, "lock");
            client.setLockHeld(result instanceof Json.Obj object && Json.TRUE.equals(object.get("locked")));
        });
    }

    void transact(List<Json> operations, CompletableFuture<Void> future) {
        List<Json> params = new ArrayList<>(operations.size() + 1);
        params.add(Json.of(database));
        params.addAll(operations);
        transactions.put(Json.of(nextId), future);
        request("transact", new Json.Arr(params), ClientSession::ignore);
    }

    /** The reply of a transaction goes to its future, see {@link #replyReceived}. */
    private static void ignore(JsonRpcMessage reply) {}

    void failAll(OvsdbClientException error) {
        List<CompletableFuture<Void>> futures = List.copyOf(transactions.values());
        transactions.clear();
        futures.forEach(future -> future.completeExceptionally(error));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            probed = false;
            framer.feed(bytes.nioBuffer());
        } finally {
            bytes.release();
        }
        try {
            for (Json json = framer.next(); json != null; json = framer.next()) {
                handle(JsonRpcMessage.parse(json));
            }
        } catch (JsonException | OvsdbException e) {
            VLOG.log(LIMIT, LogLevel.WARN, "%s: disconnecting: %s", database, e.getMessage());
            ctx.close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        publish(false);
    }

    private void handle(JsonRpcMessage message) throws OvsdbException {
        if (message instanceof JsonRpcMessage.Request request) {
            send(
                    request.method().equals("echo")
                            ? new JsonRpcMessage.Reply(request.params(), request.id())
                            : new JsonRpcMessage.Failure(Json.of("unknown method"), request.id()));
        } else if (message instanceof JsonRpcMessage.Notification notification) {
            notified(notification);
        } else if (message instanceof JsonRpcMessage.Reply reply) {
            replyReceived(reply.id(), reply);
        } else if (message instanceof JsonRpcMessage.Failure failure) {
            replyReceived(failure.id(), failure);
        }
    }

    private void notified(JsonRpcMessage.Notification notification) throws OvsdbException {
        List<Json> params = notification.params().elements();
        switch (notification.method()) {
            case "update", "update2" -> {
                if (replica != null && params.size() == 2) {
                    replica.apply(params.get(1));
                }
            }
            case "locked" -> client.setLockHeld(true);
            case "stolen" -> client.setLockHeld(false);
            default -> VLOG.dbg("%s: unexpected notification %s", database, notification.method());
        }
    }

    private void replyReceived(Json id, JsonRpcMessage reply) throws OvsdbException {
        ReplyHandler handler = requests.remove(id);
        CompletableFuture<Void> future = transactions.remove(id);
        if (future != null) {
            // The update came before the reply: whoever waits shall find it in the replica.
            publish(false);
            finish(reply, future);
        } else if (handler != null) {
            handler.handle(reply);
        } else if (!id.equals(PROBE_ID)) {
            VLOG.dbg("%s: unexpected reply %s", database, id);
        }
    }

    private static void finish(JsonRpcMessage reply, CompletableFuture<Void> future) {
        Json error = reply instanceof JsonRpcMessage.Failure failure ? failure.error() : null;
        if (reply instanceof JsonRpcMessage.Reply ok && ok.result() instanceof Json.Arr results) {
            for (Json result : results.elements()) {
                if (error == null && result instanceof Json.Obj object && object.get("error") != null) {
                    error = object;
                }
            }
        }
        if (error == null) {
            future.complete(null);
        } else {
            future.completeExceptionally(new OvsdbClientException(text(error)));
        }
    }

    private static String text(Json error) {
        if (error instanceof Json.Obj object) {
            Json tag = object.get("error");
            Json details = object.get("details");
            return (tag == null ? "error" : tag.asString()) + (details == null ? "" : ": " + details.asString());
        }
        return String.valueOf(error.asString());
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            if (probed) {
                VLOG.log(LIMIT, LogLevel.WARN, "%s: no response to inactivity probe, disconnecting", database);
                ctx.close();
            } else {
                probed = true;
                send(new JsonRpcMessage.Request("echo", Json.array(), PROBE_ID));
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        VLOG.log(LIMIT, LogLevel.INFO, "%s: connection lost: %s", database, cause.getMessage());
        ctx.close();
    }
}
