/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.timeout.IdleState;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One end of a JSON-RPC connection, of a server as of a client: cuts what comes into messages and watches for silence,
 * which it asks about once before it gives up. Owned by the connection's event loop.
 */
public abstract class JsonRpcHandler extends ChannelInboundHandlerAdapter {

    private static final String PROBE_HANDLER = "probe";
    private static final Json PROBE_ID = Json.of("echo");

    private final JsonFramer framer;
    private @Nullable ChannelHandlerContext context;
    private boolean probed;

    /** Create for messages of at most so many bytes. */
    protected JsonRpcHandler(int messageLimit) {
        framer = new JsonFramer(messageLimit);
    }

    /** Return the connection; null before it is there and after its end. */
    protected final @Nullable ChannelHandlerContext context() {
        return context;
    }

    /** Return the next whole message; null if there is none yet. */
    protected final @Nullable JsonRpcMessage next() throws JsonException {
        Json json = framer.next();
        return json == null ? null : JsonRpcMessage.parse(json);
    }

    /** Handle the messages that have come. */
    protected abstract void process(ChannelHandlerContext ctx);

    /** Return whether silence may be asked about now: not if we ourselves do not read. */
    protected boolean mayProbe(ChannelHandlerContext ctx) {
        return true;
    }

    /** Send the question. */
    protected abstract void sendProbe(JsonRpcMessage.Request probe);

    /** Hear that the question had no answer for as long again; the connection is closed next. */
    protected abstract void unanswered();

    /** Return whether this is the id of a question about silence. */
    protected static boolean isProbe(Json id) {
        return id.equals(PROBE_ID);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** Watch for silence of so many milliseconds from now on, 0 for not at all. */
    public final void probe(int ms) {
        ChannelHandlerContext ctx = context;
        if (ctx == null) {
            return;
        }
        ChannelPipeline pipeline = ctx.pipeline();
        if (pipeline.get(PROBE_HANDLER) != null) {
            pipeline.remove(PROBE_HANDLER);
        }
        probed = false;
        if (ms > 0) {
            pipeline.addBefore(ctx.name(), PROBE_HANDLER, new IdleStateHandler(ms, 0, 0, TimeUnit.MILLISECONDS));
        }
    }

    @Override
    public final void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            probed = false;
            framer.feed(bytes.nioBuffer());
        } finally {
            bytes.release();
        }
        process(ctx);
    }

    @Override
    public final void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (!(event instanceof IdleStateEvent idle) || idle.state() != IdleState.READER_IDLE) {
            return;
        }
        if (probed) {
            unanswered();
            ctx.close();
        } else if (mayProbe(ctx)) {
            probed = true;
            sendProbe(new JsonRpcMessage.Request("echo", Json.array(), PROBE_ID));
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        context = null;
    }

    /** Close the connection. */
    public final void close() {
        if (context != null) {
            context.close();
        }
    }
}
