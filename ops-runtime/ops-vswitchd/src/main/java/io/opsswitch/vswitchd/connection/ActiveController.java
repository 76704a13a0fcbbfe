/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoop;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.uplink.Backoff;
import io.opsswitch.ovsdb.uplink.Connector;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A controller to connect to: tries until it is closed, with pauses that grow from failure to failure. Any thread may call
 * it; its state is owned by the event loop.
 */
public final class ActiveController implements AutoCloseable {

    private static final Vlog VLOG = MessageLog.RCONN;
    private static final long NEVER = Long.MIN_VALUE;

    private final Remote remote;
    private final String name;
    private final ClockTimers timers;
    private final EventLoop aside;
    private final Connector connector;
    private final ControllerConnection.Handler handler;
    private final Backoff backoff;
    private volatile ConnectionSettings settings;
    private volatile ControllerStatus status = ControllerStatus.INITIAL;
    private @Nullable Channel channel;
    private @Nullable ControllerConnection connection;
    private int pauseMs;
    private long connectedAt = NEVER;
    private long disconnectedAt = NEVER;
    private @Nullable String lastError;
    private boolean timedOut;
    private boolean closed;

    /**
     * Create one and begin to connect.
     *
     * @param remote where to; an active one
     * @param name its name in logs
     */
    public ActiveController(
            Remote remote,
            String name,
            ConnectionSettings settings,
            ConnectionLoops loops,
            Tls tls,
            ControllerConnection.Handler handler) {
        if (!remote.isActive()) {
            throw new IllegalArgumentException(remote.text() + " is nothing to connect to");
        }
        this.remote = remote;
        this.name = name;
        this.settings = settings;
        this.timers = loops.timers();
        this.aside = loops.aside();
        this.connector = new Connector(timers.loop(), tls);
        this.handler = handler;
        this.backoff = new Backoff(Backoff.MIN_MS, Math.max(1, settings.maxBackoffMs()), 1);
        timers.loop().execute(this::connect);
    }

    /** Return how it is, for the database. */
    public ControllerStatus status() {
        return status;
    }

    /** Take other settings: other versions, or another probe, mean a new connection. */
    public void settings(ConnectionSettings changed) {
        timers.loop().execute(() -> {
            ConnectionSettings before = settings;
            settings = changed;
            backoff.limit(changed.maxBackoffMs());
            if (!before.versions().equals(changed.versions())
                    || before.probeMs() != changed.probeMs()
                    || before.dscp() != changed.dscp()) {
                reconnect();
            }
        });
    }

    /** End the connection that there is, and make another one. */
    public void reconnect() {
        timers.loop().execute(() -> {
            if (channel != null) {
                channel.close();
            }
        });
    }

    private void connect() {
        if (closed) {
            return;
        }
        boolean loud = !backoff.atLimit();
        if (loud) {
            VLOG.info("%s: connecting...", name);
        }
        timedOut = false;
        state(ControllerStatus.State.CONNECTING);
        // Nothing else shall wait for the answer of a name server.
        aside.execute(() -> {
            try {
                SocketAddress address = remote.address();
                timers.loop().execute(() -> connect(address, loud));
            } catch (IllegalArgumentException e) {
                timers.loop().execute(() -> failed(String.valueOf(e.getMessage()), loud));
            }
        });
    }

    private void connect(SocketAddress address, boolean loud) {
        if (closed) {
            return;
        }
        OpenFlowChannel made = new OpenFlowChannel(name, new Owner(), handler, timers);
        ChannelFuture connecting = connector.connect(remote, address, settings.dscp(), made::addTo);
        Channel attempt = connecting.channel();
        channel = attempt;
        timers.schedule(Math.max(1000, pauseMs), () -> timedOut(attempt, made, loud));
        attempt.closeFuture().addListener(end -> lost(made, connecting.cause(), loud));
    }

    private void timedOut(Channel attempt, OpenFlowChannel made, boolean loud) {
        if (channel == attempt && made.connection() == null) {
            if (loud) {
                VLOG.info("%s: connection timed out", name);
            }
            timedOut = true;
            attempt.close();
        }
    }

    private void established(ControllerConnection made) {
        VLOG.info("%s: connected", name);
        connection = made;
        connectedAt = timers.now();
        lastError = null;
        state(ControllerStatus.State.ACTIVE);
    }

    private void lost(OpenFlowChannel made, @Nullable Throwable cause, boolean loud) {
        if (connection != null && made.connection() == connection) {
            connection = null;
            disconnectedAt = timers.now();
            backoff.connected(disconnectedAt - connectedAt);
            lastError = made.error();
            if (closed) {
                return;
            }
            if (lastError == null) {
                VLOG.info("%s: connection closed by peer", name);
            } else {
                VLOG.log(LogLevel.WARN, "%s: connection dropped (%s)", name, lastError);
            }
            again();
        } else if (timedOut) {
            failed("Connection timed out", false);
        } else if (cause != null) {
            failed(Connector.reason(cause), loud);
        } else {
            failed(made.error() != null ? made.error() : "Connection reset by peer", loud);
        }
    }

    private void failed(String reason, boolean loud) {
        lastError = reason;
        if (loud && !closed) {
            VLOG.info("%s: connection failed (%s)", name, reason);
        }
        again();
    }

    private void again() {
        channel = null;
        if (closed) {
            return;
        }
        boolean wasAtLimit = backoff.atLimit();
        pauseMs = backoff.next();
        if (backoff.atLimit() && !wasAtLimit) {
            VLOG.info("%s: continuing to retry connections in the background but suppressing further logging", name);
        } else if (!wasAtLimit && pauseMs > Backoff.MIN_MS) {
            VLOG.info("%s: waiting %d seconds before reconnect", name, pauseMs / 1000);
        }
        state(ControllerStatus.State.BACKOFF);
        timers.schedule(pauseMs, this::connect);
    }

    private void state(ControllerStatus.State state) {
        if (state == ControllerStatus.State.CONNECTING) {
            timers.asked(this);
        } else {
            timers.answered(this);
        }
        status = new ControllerStatus(state, connectedAt, disconnectedAt, lastError);
    }

    /** End the connection for good; the handler is told of its end. */
    @Override
    public void close() {
        timers.loop().execute(() -> {
            closed = true;
            if (channel != null) {
                channel.close();
            }
            state(ControllerStatus.State.VOID);
        });
    }

    private final class Owner implements ChannelOwner {
        @Override
        public ConnectionSettings settings() {
            return settings;
        }

        @Override
        public void established(ControllerConnection made) {
            ActiveController.this.established(made);
        }

        @Override
        public void ended(OpenFlowChannel made) {
            // The end of the channel tells it, which comes for failed attempts, too.
        }
    }
}
