/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.common.jsonrpc.JsonRpcLog;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.OvsdbException;
import org.jspecify.annotations.Nullable;

/** One connection of an {@link Uplink}: logs messages, answers and sends probes. Owned by the uplink's thread. */
final class UplinkChannel extends JsonRpcHandler {

    private static final Vlog RECONNECT = Vlog.module("reconnect");
    private static final Vlog JSONRPC = Vlog.module("jsonrpc");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(5, 5);

    private final Uplink uplink;
    private final String peer;
    private @Nullable String error;

    UplinkChannel(Uplink uplink, String peer) {
        super(JsonFramer.DEFAULT_LIMIT);
        this.uplink = uplink;
        this.peer = peer;
    }

    /** Return why the connection ended, if it did not end in good order. */
    @Nullable
    String error() {
        return error;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        super.handlerAdded(ctx);
        probe(uplink.probeMs());
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        uplink.opened(this);
    }

    void send(JsonRpcMessage message) {
        ChannelHandlerContext ctx = context();
        if (ctx != null) {
            JsonRpcLog.sent(peer, message);
            ctx.writeAndFlush(Unpooled.wrappedBuffer(JsonWriter.toBytes(message.toJson())), ctx.voidPromise());
        }
    }

    @Override
    protected void process(ChannelHandlerContext ctx) {
        try {
            JsonRpcMessage message = next();
            while (message != null && ctx.channel().isActive()) {
                handle(message);
                message = next();
            }
        } catch (JsonException e) {
            JSONRPC.log(LIMIT, LogLevel.WARN, "%s: received bad JSON-RPC message: %s", peer, e.getMessage());
            fail(ctx, "Protocol error");
        } catch (OvsdbException e) {
            JSONRPC.log(LIMIT, LogLevel.WARN, "%s: %s", peer, e.getMessage());
            fail(ctx, "Protocol error");
        }
    }

    private void handle(JsonRpcMessage message) throws OvsdbException {
        JsonRpcLog.received(peer, message);
        if (message instanceof JsonRpcMessage.Request request) {
            send(
                    request.method().equals("echo")
                            ? new JsonRpcMessage.Reply(request.params(), request.id())
                            : new JsonRpcMessage.Failure(Json.of("unknown method"), request.id()));
        } else if (message instanceof JsonRpcMessage.Notification notification) {
            uplink.notified(notification);
        } else if (message instanceof JsonRpcMessage.Reply reply) {
            replied(reply.id(), reply);
        } else if (message instanceof JsonRpcMessage.Failure failure) {
            replied(failure.id(), failure);
        }
    }

    private void replied(Json id, JsonRpcMessage reply) throws OvsdbException {
        if (!isProbe(id)) {
            uplink.replied(id, reply);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        uplink.batchEnded(this);
    }

    @Override
    protected void sendProbe(JsonRpcMessage.Request probe) {
        RECONNECT.dbg("%s: idle %d ms, sending inactivity probe", peer, uplink.probeMs());
        send(probe);
    }

    @Override
    protected void unanswered() {
        double seconds = uplink.probeMs() / 1000.0;
        RECONNECT.err("%s: no response to inactivity probe after %s seconds, disconnecting", peer, seconds);
    }

    private void fail(ChannelHandlerContext ctx, String reason) {
        error = reason;
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (!(cause instanceof java.io.IOException)) {
            JSONRPC.log(LIMIT, LogLevel.ERR, "%s: closing after an unexpected error: %s", peer, cause);
        }
        fail(ctx, Connector.reason(cause));
    }
}
