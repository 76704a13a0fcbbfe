/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.monitor.SharedBytes;
import io.opsswitch.ovsdb.monitor.Subscription;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.uplink.JsonRpcHandler;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: reads messages, and holds what the client has asked for: monitors, locks, transactions.
 *
 * <p><b>Flow control.</b> While the client does not read what was sent, nothing more is read from it, and its monitors
 * merge changes instead of sending them. What a client can make the server hold is so bounded by the size of one
 * message and of the database.
 *
 * <p>Owned by the engine's thread, which is the connection's event loop.
 */
final class Session extends JsonRpcHandler implements Subscription.Sink {

    private static final Vlog VLOG = Vlog.module("ovsdb_jsonrpc_server");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(5, 5);
    private static final Coverage RECEIVED = Coverage.counter("jsonrpc_received");
    private static final Coverage SENT = Coverage.counter("jsonrpc_sent");

    /** A monitor and the database that it is on. */
    record Monitor(ServedDatabase database, Subscription subscription) {}

    private final OvsdbServer server;
    private final Methods methods;
    private final OpenRemote origin;
    private final String name;
    private final Map<Json, Monitor> monitors = new LinkedHashMap<>();
    private final Map<Json, PendingTransaction> transactions = new HashMap<>();
    private final Set<String> locks = new HashSet<>();
    private boolean dirty;
    private boolean processing;
    private boolean dbChangeAware;

    Session(OvsdbServer server, Methods methods, OpenRemote origin, String name, int messageLimit) {
        super(messageLimit);
        this.server = server;
        this.methods = methods;
        this.origin = origin;
        this.name = name;
    }

    Map<Json, Monitor> monitors() {
        return monitors;
    }

    Set<String> locks() {
        return locks;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        server.sessions().add(this);
        if (!origin.remote.isActive() || ctx.channel().isActive()) {
            origin.sessions.add(this);
        }
        probeChanged();
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        origin.sessions.add(this);
    }

    /** Watch for silence as the remote's options say now. */
    void probeChanged() {
        probe(origin.probeMs());
    }

    /** Return whether this client may neither write nor lock. */
    boolean isReadOnly() {
        return origin.options().readOnly();
    }

    /** Return how many bytes wait for the client to read them. */
    long backlog() {
        ChannelHandlerContext context = context();
        ChannelOutboundBuffer buffer =
                context == null ? null : context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }

    /** Return the role that the remote gives its clients; empty for none. */
    String role() {
        return origin.options().role();
    }

    /** Return who the client is by its certificate; null if it has shown none. */
    @Nullable
    String peerId() {
        ChannelHandlerContext context = context();
        return context == null ? null : Tls.peerName(context.channel());
    }

    /** Return whether the client has said that it watches {@code _Server}, and so need not be disconnected. */
    boolean isDbChangeAware() {
        return dbChangeAware;
    }

    void setDbChangeAware(boolean aware) {
        dbChangeAware = aware;
    }

    /**
     * Forget what the client wants of a database that goes: its monitors are cancelled, and its transactions. Only a
     * client that is aware of such changes is told; the others are disconnected soon.
     *
     * @param replaced whether there will be another one of its name: conversions then stay
     */
    void databaseGone(ServedDatabase database, boolean replaced) {
        for (Monitor monitor : List.copyOf(monitors.values())) {
            if (monitor.database() == database) {
                monitor.subscription().flush();
                Json id = monitor.subscription().id();
                database.hub().unsubscribe(monitor.subscription());
                monitors.remove(id);
                if (dbChangeAware) {
                    send(new JsonRpcMessage.Notification("monitor_canceled", Json.array(id)));
                }
            }
        }
        for (PendingTransaction transaction : List.copyOf(transactions.values())) {
            if (transaction.database == database
                    && !(replaced && transaction.conversion)
                    && database.remove(transaction)) {
                if (dbChangeAware) {
                    transaction.cancel();
                } else {
                    transaction.drop();
                    transactions.remove(transaction.id);
                }
            }
        }
    }

    /** Close the connection; what was sent before goes out first as far as the client takes it. */
    void disconnect(String reason) {
        ChannelHandlerContext context = context();
        if (context != null) {
            VLOG.info("%s: disconnecting (%s)", name, reason);
            context.flush();
            context.close();
        }
    }

    /** Handle the messages that have come, until the client's output is backed up. */
    @Override
    protected void process(ChannelHandlerContext ctx) {
        if (processing) {
            return; // a flush inside the loop made the connection writable again
        }
        processing = true;
        try {
            while (ctx.channel().isActive()) {
                if (!ctx.channel().isWritable()) {
                    flush();
                    if (!ctx.channel().isWritable()) {
                        ctx.channel().config().setAutoRead(false);
                        return;
                    }
                }
                JsonRpcMessage message = next();
                if (message == null) {
                    ctx.channel().config().setAutoRead(true);
                    return;
                }
                handle(message);
            }
        } catch (JsonException e) {
            VLOG.log(LIMIT, LogLevel.WARN, "%s: received bad JSON-RPC message: %s", name, e.getMessage());
            ctx.close();
        } finally {
            processing = false;
        }
    }

    private void handle(JsonRpcMessage message) throws JsonException {
        RECEIVED.hit();
        if (message instanceof JsonRpcMessage.Request request) {
            JsonRpcMessage reply = methods.call(this, request);
            if (reply != null) {
                send(reply);
            }
        } else if (message instanceof JsonRpcMessage.Notification notification) {
            // Others are ignored: a notification cannot be refused.
            if (notification.method().equals("cancel") && notification.params().size() == 1) {
                cancel(notification.params().get(0));
            }
        } else if (!(message instanceof JsonRpcMessage.Reply reply && isProbe(reply.id()))) {
            throw new JsonException("unexpected reply");
        }
    }

    /** Start a transaction or a conversion; returns false if one of this id has no reply yet. */
    boolean transact(ServedDatabase database, Json id, Json.Arr params, boolean conversion) {
        if (transactions.containsKey(id)) {
            return false;
        }
        PendingTransaction transaction = new PendingTransaction(database, this, id, params, conversion);
        transactions.put(id, transaction);
        database.transact(transaction);
        return true;
    }

    void finish(PendingTransaction transaction, JsonRpcMessage reply) {
        transactions.remove(transaction.id);
        // The client must see the change itself before it hears that it was made.
        for (Monitor monitor : monitors.values()) {
            monitor.subscription().flush();
        }
        send(reply);
    }

    private void cancel(Json id) {
        PendingTransaction transaction = transactions.get(id);
        if (transaction != null && transaction.database.remove(transaction)) {
            transaction.cancel();
        }
    }

    void send(JsonRpcMessage message) {
        send(JsonWriter.toBytes(message.toJson()));
    }

    @Override
    public boolean ready() {
        ChannelHandlerContext context = context();
        return context != null && context.channel().isWritable();
    }

    /** Send bytes, which must not change any more. */
    void send(byte[] bytes) {
        ChannelHandlerContext context = context();
        if (context != null) {
            SENT.hit();
            write(context, Unpooled.wrappedBuffer(bytes));
        }
    }

    @Override
    public void send(SharedBytes message) {
        ChannelHandlerContext context = context();
        if (context != null) {
            SENT.hit();
            write(context, message.take());
        } else {
            message.release();
        }
    }

    private void write(ChannelHandlerContext ctx, ByteBuf bytes) {
        ctx.write(bytes, ctx.voidPromise());
        if (!dirty) {
            dirty = true;
            server.flushLater(this);
        }
    }

    /** Hand what was written to the operating system. */
    void flush() {
        dirty = false;
        ChannelHandlerContext context = context();
        if (context != null) {
            context.flush();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        server.flushAll();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (ctx.channel().isWritable()) {
            // Not from inside the flush that brought us here: composing more would nest without end.
            ctx.executor().execute(() -> {
                for (Monitor monitor : List.copyOf(monitors.values())) {
                    monitor.subscription().flush();
                }
                process(ctx);
                server.flushAll();
            });
        }
    }

    @Override
    protected boolean mayProbe(ChannelHandlerContext ctx) {
        return ctx.channel().config().isAutoRead();
    }

    @Override
    protected void sendProbe(JsonRpcMessage.Request probe) {
        send(probe);
        server.flushAll();
    }

    @Override
    protected void unanswered() {
        VLOG.log(LIMIT, LogLevel.INFO, "%s: no response to inactivity probe, disconnecting", name);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        super.channelInactive(ctx);
        server.sessions().remove(this);
        origin.sessions.remove(this);
        monitors.values().forEach(m -> m.database().hub().unsubscribe(m.subscription()));
        monitors.clear();
        transactions.values().forEach(transaction -> {
            transaction.drop();
            transaction.database.remove(transaction);
        });
        transactions.clear();
        locks.forEach(lock -> server.locks().unlock(this, lock));
        locks.clear();
        server.flushAll();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof java.io.IOException) {
            VLOG.dbg("%s: connection lost: %s", name, cause.getMessage());
        } else {
            VLOG.log(LIMIT, LogLevel.ERR, "%s: closing after an unexpected error: %s", name, cause);
        }
        ctx.close();
    }
}
