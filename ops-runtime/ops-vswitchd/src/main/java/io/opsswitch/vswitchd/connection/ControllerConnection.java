/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection of OpenFlow whose version is negotiated. Any thread may send and close; what comes is handed to a {@link
 * Handler} in the bridge's thread.
 *
 * <p>A peer that does not read costs at most a bounded amount of memory and hurts nobody else: of what is sent unasked only
 * {@value #UNASKED_LIMIT} messages wait, further ones are dropped and counted; and while more than {@value #HIGH_WATER}
 * bytes wait nothing is read from it and nothing handled that it has asked for already.
 */
public final class ControllerConnection {

    /** How many messages that were not asked for may wait. */
    public static final int UNASKED_LIMIT = 100;

    static final int HIGH_WATER = 1 << 20;
    static final int LOW_WATER = 1 << 18;

    private static final Coverage SENT = Coverage.counter("rconn_sent");
    private static final Coverage QUEUED = Coverage.counter("rconn_queued");
    private static final Coverage OVERFLOW = Coverage.counter("rconn_overflow");

    private final Channel channel;
    private final String name;
    private final OpenFlowVersion version;
    private final AtomicInteger unaskedWaiting = new AtomicInteger();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final List<ControllerConnection> monitors = new CopyOnWriteArrayList<>();

    ControllerConnection(Channel channel, String name, OpenFlowVersion version) {
        this.channel = channel;
        this.name = name;
        this.version = version;
    }

    /**
     * What a bridge does with its connections. All calls are made in the bridge's thread, one after another, and for each
     * connection in the order connected, any number of messages, disconnected.
     */
    public interface Handler {

        /** Hear that a connection is there and its version negotiated. */
        void connected(ControllerConnection connection);

        /**
         * Handle a message of the negotiated version. Echos and hellos do not come here.
         *
         * @param message exactly one message, for the handler to keep
         * @throws io.opsswitch.openflow.OpenFlowException if it is not accepted: the peer is told the error
         */
        void received(ControllerConnection connection, ByteBuffer message);

        /** Hear that a connection has ended. */
        void disconnected(ControllerConnection connection);
    }

    /** Return the name for logs. */
    public String name() {
        return name;
    }

    /** Return the version that both sides speak. */
    public OpenFlowVersion version() {
        return version;
    }

    /** Return whether it has not ended. */
    public boolean isOpen() {
        return channel.isActive();
    }

    /** Return how many messages have been sent. */
    public long sent() {
        return sent.get();
    }

    /** Return how many messages have come. */
    public long received() {
        return received.get();
    }

    /** Return how many messages that were not asked for have been dropped because the peer does not read. */
    public long dropped() {
        return dropped.get();
    }

    /** Send a reply, in several parts if it is a list that needs them. */
    public void send(OfMessage message) {
        Messages.encodeParts(message).forEach(this::send);
    }

    /** Send a message that is encoded. */
    public void send(ByteBuffer message) {
        write(message, false);
    }

    /** Send a message that was not asked for, or drop it if too many wait; returns whether it was sent. */
    public boolean sendUnasked(ByteBuffer message) {
        if (unaskedWaiting.get() >= UNASKED_LIMIT || !channel.isWritable()) {
            dropped.incrementAndGet();
            OVERFLOW.hit();
            return false;
        }
        unaskedWaiting.incrementAndGet();
        write(message, true);
        return true;
    }

    /**
     * Send news that should not be lost, or drop them if the peer does not read; returns whether they were sent. Unlike
     * those of {@link #sendUnasked}, any number of them waits while there is room.
     */
    public boolean sendNews(ByteBuffer message) {
        if (!channel.isWritable()) {
            dropped.incrementAndGet();
            OVERFLOW.hit();
            return false;
        }
        write(message, false);
        return true;
    }

    /**
     * Send a message and hear when it does not wait any more.
     *
     * @param done called by the event loop's thread; must not block
     */
    public void send(ByteBuffer message, Runnable done) {
        write(message, false).addListener(end -> done.run());
    }

    /** Return whether the peer is there and does not read what waits for it. */
    boolean isStuck() {
        return channel.isActive() && !channel.isWritable();
    }

    private ChannelFuture write(ByteBuffer message, boolean unasked) {
        QUEUED.hit();
        sent.incrementAndGet();
        MessageLog.sent(name, message);
        monitors.forEach(monitor -> monitor.copy(message));
        return channel.writeAndFlush(Unpooled.wrappedBuffer(message.duplicate()))
                .addListener(done -> {
                    if (unasked) {
                        unaskedWaiting.decrementAndGet();
                    }
                    if (done.isSuccess()) {
                        SENT.hit();
                    }
                });
    }

    /** Tell the peer that a message of it was not accepted. */
    public void sendError(OpenFlowError error, ByteBuffer refused) {
        send(Messages.error(error, refused));
    }

    /** Copy all that is sent and received from now on to another connection, as long as that reads it. */
    public void addMonitor(ControllerConnection monitor) {
        monitors.add(monitor);
    }

    /** End the connection after all that waits is sent, or at once if the peer does not read. */
    public void close() {
        if (channel.isWritable()) {
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(done -> channel.close());
        } else {
            channel.close();
        }
    }

    void countReceived(ByteBuffer message) {
        received.incrementAndGet();
        monitors.forEach(monitor -> monitor.copy(message));
    }

    private void copy(ByteBuffer message) {
        if (channel.isActive()) {
            sendUnasked(message);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
