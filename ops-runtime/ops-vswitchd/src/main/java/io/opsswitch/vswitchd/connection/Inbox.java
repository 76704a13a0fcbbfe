/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.opsswitch.openflow.OpenFlowException;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Messages on their way from a connection's event loop to the bridge's thread, which takes some at a time, so that each
 * connection has its turn. While the peer does not read what it was sent, it waits. Filled by the event loop, emptied by
 * the bridge's thread.
 */
final class Inbox {

    /** How many messages are handled before others have their turn. */
    private static final int TURN = 50;
    /** Stands for the end of the connection. */
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final ControllerConnection connection;
    private final ControllerConnection.Handler handler;
    private final Executor bridge;
    private final Runnable emptied;
    private final Queue<ByteBuffer> messages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicBoolean isParked = new AtomicBoolean();

    /**
     * Create one.
     *
     * @param emptied called in the bridge's thread when it is not full any more
     */
    Inbox(ControllerConnection connection, ControllerConnection.Handler handler, Executor bridge, Runnable emptied) {
        this.connection = connection;
        this.handler = handler;
        this.bridge = bridge;
        this.emptied = emptied;
    }

    /** Return whether so many wait that no more should be read. */
    boolean isFull() {
        return size.get() >= 2 * TURN;
    }

    void add(ByteBuffer message) {
        messages.add(message);
        if (size.getAndIncrement() == 0) {
            submit(this::turn);
        }
    }

    void connected() {
        submit(() -> attempt(() -> handler.connected(connection)));
    }

    /** Tell the end, after all that came before it. */
    void disconnected() {
        add(END);
    }

    /** Go on if the peer has read, or is gone. */
    void unpark() {
        if (!connection.isStuck() && isParked.compareAndSet(true, false)) {
            submit(this::turn);
        }
    }

    private void turn() {
        int handled = 0;
        while (handled < TURN && !connection.isStuck()) {
            ByteBuffer message = messages.poll();
            if (message == null) {
                break;
            }
            handled++;
            attempt(() -> {
                if (message == END) {
                    handler.disconnected(connection);
                } else {
                    handle(message);
                }
            });
        }
        boolean wasFull = isFull();
        if (size.addAndGet(-handled) > 0) {
            isParked.set(true);
            unpark();
        }
        if (wasFull && !isFull()) {
            emptied.run();
        }
    }

    private void handle(ByteBuffer message) {
        try {
            handler.received(connection, message.duplicate());
        } catch (OpenFlowException e) {
            MessageLog.VLOG.dbg("%s: %s", connection.name(), e.getMessage());
            connection.sendError(e.error(), message);
        }
    }

    /** Let a fault of the bridge end this connection, and do no harm to others: nobody knows what it has left half done. */
    private void attempt(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            MessageLog.VLOG.err("%s: connection dropped, the switch failed to handle it: %s", connection.name(), e);
            connection.close();
        }
    }

    private void submit(Runnable task) {
        try {
            bridge.execute(task);
        } catch (RejectedExecutionException e) {
            MessageLog.VLOG.dbg("%s: the bridge is gone", connection.name());
        }
    }
}
