/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
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
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One connection of an {@link Uplink}: cuts and logs messages, answers and sends probes. Owned by the engine's thread. */
final class UplinkChannel extends ChannelInboundHandlerAdapter {

    private static final Vlog RECONNECT = Vlog.module("reconnect");
    private static final Vlog JSONRPC = Vlog.module("jsonrpc");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(5, 5);
    private static final String PROBE_HANDLER = "probe";
    private static final Json PROBE_ID = Json.of("echo");

    private final Uplink uplink;
    private final String peer;
    private final JsonFramer framer = new JsonFramer(JsonFramer.DEFAULT_LIMIT);
    private @Nullable ChannelHandlerContext context;
    private boolean probed;
    private @Nullable String error;

    UplinkChannel(Uplink uplink, String peer) {
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
        context = ctx;
        probe(uplink.options().probeMs());
    }

    /** Watch for silence of so many milliseconds, 0 for not at all. */
    void probe(int ms) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        if (ctx.pipeline().get(PROBE_HANDLER) != null) {
            ctx.pipeline().remove(PROBE_HANDLER);
        }
        probed = false;
        if (ms > 0) {
            ctx.pipeline().addBefore(ctx.name(), PROBE_HANDLER, new IdleStateHandler(ms, 0, 0, TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        uplink.opened(this);
    }

    void send(JsonRpcMessage message) {
        ChannelHandlerContext ctx = context;
        if (ctx != null) {
            JsonRpcLog.sent(peer, message);
            ctx.writeAndFlush(Unpooled.wrappedBuffer(JsonWriter.toBytes(message.toJson())), ctx.voidPromise());
        }
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
            for (Json json = framer.next(); json != null && ctx.channel().isActive(); json = framer.next()) {
                handle(JsonRpcMessage.parse(json));
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
        if (!id.equals(PROBE_ID)) {
            uplink.replied(id, reply);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof IdleStateEvent) {
            if (probed) {
                double seconds = uplink.options().probeMs() / 1000.0;
                RECONNECT.err("%s: no response to inactivity probe after %s seconds, disconnecting", peer, seconds);
                ctx.close();
            } else {
                probed = true;
                RECONNECT.dbg(
                        "%s: idle %d ms, sending inactivity probe",
                        peer, uplink.options().probeMs());
                send(new JsonRpcMessage.Request("echo", Json.array(), PROBE_ID));
            }
        }
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

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        context = null;
    }

    void close() {
        if (context != null) {
            context.close();
        }
    }
}
