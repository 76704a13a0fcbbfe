/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.channel.EventLoop;
import io.opsswitch.openflow.OpenFlowException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;

/**
 * Hands the messages of a connection to the bridge, in the thread that reads them: at once if few come, some at a time if
 * many do, so that each connection has its turn. While the peer does not read what it was sent, they wait. Owned by the
 * event loop.
 */
final class Inbox {

    /** How many messages are handled before others have their turn. */
    private static final int TURN = 50;
    /** Stands for the end of the connection. */
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final ControllerConnection connection;
    private final ControllerConnection.Handler handler;
    private final EventLoop loop;
    private final Runnable emptied;
    private final Queue<ByteBuffer> waiting = new ArrayDeque<>();
    private int handledInTurn;
    private boolean isAwaitingTurn;
    private boolean isBroken;

    /**
     * Create one.
     *
     * @param emptied called when it is not full any more
     */
    Inbox(ControllerConnection connection, ControllerConnection.Handler handler, EventLoop loop, Runnable emptied) {
        this.connection = connection;
        this.handler = handler;
        this.loop = loop;
        this.emptied = emptied;
    }

    /** Return whether so many wait that no more should be read. */
    boolean isFull() {
        return waiting.size() >= 2 * TURN;
    }

    void connected() {
        attempt(() -> handler.connected(connection));
    }

    void add(ByteBuffer message) {
        if (waiting.isEmpty() && handledInTurn < TURN && !connection.isStuck()) {
            handledInTurn++;
            handle(message);
        } else {
            waiting.add(message);
            awaitTurn();
        }
    }

    /** Note that others have had their turn: all that was to be read for now has been. */
    void turnOver() {
        handledInTurn = 0;
    }

    /** Tell the end, after all that came before it. */
    void disconnected() {
        add(END);
    }

    /** Go on if the peer has read, or is gone. */
    void unpark() {
        awaitTurn();
    }

    private void awaitTurn() {
        if (!isAwaitingTurn && !waiting.isEmpty() && !connection.isStuck()) {
            try {
                loop.execute(this::turn);
                isAwaitingTurn = true;
            } catch (RejectedExecutionException e) {
                MessageLog.VLOG.dbg("%s: the switch is gone", connection.name());
            }
        }
    }

    private void turn() {
        isAwaitingTurn = false;
        boolean wasFull = isFull();
        for (int i = 0; i < TURN && !connection.isStuck(); i++) {
            ByteBuffer message = waiting.poll();
            if (message == null) {
                break;
            }
            handle(message);
        }
        awaitTurn();
        if (wasFull && !isFull()) {
            emptied.run();
        }
    }

    private void handle(ByteBuffer message) {
        attempt(() -> {
            if (message == END) {
                handler.disconnected(connection);
            } else if (!isBroken) {
                tell(message);
            }
        });
    }

    private void tell(ByteBuffer message) {
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
            isBroken = true;
            connection.close();
        }
    }
}
