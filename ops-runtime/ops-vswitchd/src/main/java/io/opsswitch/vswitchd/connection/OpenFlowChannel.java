/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfHeader;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.control.ErrorMessage;
import io.opsswitch.openflow.message.control.Hello;
import io.opsswitch.openflow.message.wire.RawBytes;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.ovsdb.uplink.Connector;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One end of a channel of OpenFlow: says hello and waits for the other's, answers echos, asks after silence, and stops
 * reading while the bridge or the peer does not keep up. Owned by the channel's event loop.
 */
final class OpenFlowChannel extends ChannelInboundHandlerAdapter {

    private static final int LENGTH_AT = 2;
    private static final int LENGTH_BYTES = 2;

    private final String name;
    private final ChannelOwner owner;
    private final ControllerConnection.Handler handler;
    private final ClockTimers timers;
    private @Nullable ControllerConnection connection;
    private @Nullable Inbox inbox;
    private boolean probed;
    private long heardAt;
    private ClockTimers.@Nullable Timer probe;
    private @Nullable String error;

    OpenFlowChannel(String name, ChannelOwner owner, ControllerConnection.Handler handler, ClockTimers timers) {
        this.name = name;
        this.owner = owner;
        this.handler = handler;
        this.timers = timers;
    }

    /** Add it and what cuts bytes into messages to a channel. */
    void addTo(Channel channel) {
        channel.config()
                .setWriteBufferWaterMark(
                        new WriteBufferWaterMark(ControllerConnection.LOW_WATER, ControllerConnection.HIGH_WATER));
        // Answers to many messages in a row go out together.
        channel.pipeline()
                .addLast(new FlushConsolidationHandler(
                        FlushConsolidationHandler.DEFAULT_EXPLICIT_FLUSH_AFTER_FLUSHES, true))
                .addLast(new LengthFieldBasedFrameDecoder(
                        OfHeader.LONGEST, LENGTH_AT, LENGTH_BYTES, -LENGTH_AT - LENGTH_BYTES, 0));
        channel.pipeline().addLast(this);
    }

    /** Return why the channel ended, if not by its peer's will. */
    @Nullable
    String error() {
        return error;
    }

    @Nullable
    ControllerConnection connection() {
        return connection;
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        int probeMs = owner.settings().probeMs();
        if (probeMs > 0) {
            heardAt = timers.now();
            probe = timers.schedule(probeMs, () -> listen(ctx, probeMs));
        }
        Hello hello = Hello.of(owner.settings().versions());
        OpenFlowVersion highest = Objects.requireNonNull(hello.highest(hello.versions()));
        write(ctx, Messages.encode(OfMessage.of(MessageKind.HELLO, highest, 1, hello)));
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        ByteBuffer copy;
        try {
            copy = ByteBuffer.wrap(ByteBufUtil.getBytes(bytes));
        } finally {
            bytes.release();
        }
        if (error != null) {
            return;
        }
        if (probed) {
            probed = false;
            timers.answered(this);
        }
        heardAt = timers.now();
        if (copy.remaining() < OfHeader.LENGTH) {
            tooShort(ctx, copy.remaining());
            return;
        }
        MessageLog.received(name, copy);
        if (connection == null) {
            negotiate(ctx, copy);
        } else {
            accept(ctx, connection, copy);
        }
    }

    private void negotiate(ChannelHandlerContext ctx, ByteBuffer message) {
        OfHeader header = OfHeader.peek(message);
        if (header.type() != OfHeader.HELLO) {
            MessageLog.VLOG.log(
                    MessageLog.BAD,
                    LogLevel.WARN,
                    "%s: received message while expecting hello: %s",
                    name,
                    MessageLog.text(message));
            drop(ctx, "Protocol error");
            return;
        }
        WireReader body = new WireReader(message);
        body.skip(OfHeader.LENGTH);
        Hello peer = Hello.decode(header.version(), body);
        if (!peer.understood()) {
            MessageLog.VLOG.log(MessageLog.BAD, LogLevel.WARN, "%s: unknown data in hello", name);
        }
        int ours = Hello.bits(owner.settings().versions());
        OpenFlowVersion version = peer.highest(ours);
        if (version == null) {
            refuse(ctx, ours, peer.versions());
            return;
        }
        MessageLog.VLOG.dbg(
                "%s: negotiated OpenFlow version 0x%02x (we support %s, peer supports %s)",
                name, version.number(), VersionText.of(ours), VersionText.of(peer.versions()));
        ControllerConnection made = new ControllerConnection(ctx.channel(), name, version);
        connection = made;
        inbox = new Inbox(made, handler, timers.loop(), () -> adjustReading(ctx));
        inbox.connected();
        owner.established(made);
    }

    private void refuse(ChannelHandlerContext ctx, int ours, int theirs) {
        MessageLog.VLOG.log(
                MessageLog.BAD,
                LogLevel.WARN,
                "%s: version negotiation failed (we support %s, peer supports %s)",
                name,
                VersionText.of(ours),
                VersionText.of(theirs));
        String text = "We support " + VersionText.of(ours) + ", you support " + VersionText.of(theirs)
                + ", no common versions.";
        int highest = theirs == 0 ? 0 : 31 - Integer.numberOfLeadingZeros(theirs);
        OpenFlowVersion known = OpenFlowVersion.of(highest);
        OpenFlowVersion version = known == null ? OpenFlowVersion.OF10 : known;
        ErrorMessage refusal =
                ErrorMessage.of(OpenFlowError.OFPHFC_INCOMPATIBLE, version, text.getBytes(StandardCharsets.US_ASCII));
        write(ctx, Messages.encode(OfMessage.of(MessageKind.ERROR, version, 0, refusal)));
        drop(ctx, "Protocol error");
    }

    private void accept(ChannelHandlerContext ctx, ControllerConnection known, ByteBuffer message) {
        OfHeader header = OfHeader.peek(message);
        known.countReceived(message);
        if (header.type() == OfHeader.ECHO_REQUEST) {
            byte[] data = new byte[message.remaining() - OfHeader.LENGTH];
            message.get(OfHeader.LENGTH, data);
            known.send(OfMessage.of(MessageKind.ECHO_REPLY, known.version(), header.transaction(), new RawBytes(data)));
        } else if (header.type() == OfHeader.HELLO || header.type() == OfHeader.ECHO_REPLY) {
            return;
        } else if (header.type() != OfHeader.ERROR
                && header.version() != known.version().number()) {
            MessageLog.VLOG.log(
                    MessageLog.BAD,
                    LogLevel.ERR,
                    "%s: received OpenFlow version 0x%02x != expected %02x",
                    name,
                    header.version(),
                    known.version().number());
            known.sendError(OpenFlowError.OFPBRC_BAD_VERSION, message);
        } else {
            Objects.requireNonNull(inbox).add(message);
        }
        adjustReading(ctx);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (inbox != null) {
            inbox.turnOver();
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (inbox != null) {
            inbox.unpark();
        }
        adjustReading(ctx);
    }

    private void adjustReading(ChannelHandlerContext ctx) {
        boolean reads = ctx.channel().isWritable() && (inbox == null || !inbox.isFull());
        if (ctx.channel().config().isAutoRead() != reads) {
            ctx.channel().config().setAutoRead(reads);
        }
    }

    /** Look whether the peer has been silent for too long, and look again when that would be so next. */
    private void listen(ChannelHandlerContext ctx, int probeMs) {
        long silence = timers.now() - heardAt;
        if (silence >= probeMs) {
            heardAt = timers.now();
            silence = 0;
            askAfterSilence(ctx, probeMs);
        }
        probe = error == null ? timers.schedule(probeMs - silence, () -> listen(ctx, probeMs)) : null;
    }

    private void askAfterSilence(ChannelHandlerContext ctx, int probeMs) {
        if (inbox != null && inbox.isFull()) {
            return; // The silence is ours.
        }
        ControllerConnection known = connection;
        if (probed || known == null) {
            MessageLog.RCONN.err(
                    "%s: no response to inactivity probe after %d seconds, disconnecting", name, probeMs / 1000);
            drop(ctx, "Connection timed out");
        } else {
            probed = true;
            timers.asked(this);
            MessageLog.RCONN.dbg("%s: idle %d seconds, sending inactivity probe", name, probeMs / 1000);
            known.send(OfMessage.of(MessageKind.ECHO_REQUEST, known.version(), 0, RawBytes.NONE));
        }
    }

    /** End the channel, for a reason that the owner is told. */
    void drop(ChannelHandlerContext ctx, String reason) {
        if (error == null) {
            error = reason;
        }
        if (ctx.channel().isWritable()) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> ctx.close());
        } else {
            ctx.close();
        }
    }

    private void write(ChannelHandlerContext ctx, ByteBuffer message) {
        MessageLog.sent(name, message);
        ctx.writeAndFlush(Unpooled.wrappedBuffer(message));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (error == null && cause instanceof CorruptedFrameException) {
            tooShort(ctx, 0);
        } else if (error == null) {
            error = Connector.reason(cause);
        }
        ctx.close();
    }

    private void tooShort(ChannelHandlerContext ctx, int bytes) {
        MessageLog.VLOG.log(MessageLog.BAD, LogLevel.ERR, "%s: received too-short ofp_header (%d bytes)", name, bytes);
        drop(ctx, "Protocol error");
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        if (probe != null) {
            probe.cancel();
            probe = null;
        }
        timers.answered(this);
        if (inbox != null) {
            inbox.disconnected();
            inbox.unpark();
        }
        owner.ended(this);
    }
}
