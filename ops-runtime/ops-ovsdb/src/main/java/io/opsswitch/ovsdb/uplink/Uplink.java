/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.Remote;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A JSON-RPC connection to one of several servers that is made again whenever it ends: the servers in turn, with a
 * growing pause after each round. A passive remote waits for the server to connect instead.
 *
 * <p>Owned by one thread, the executor's, on which all of it happens.
 */
public final class Uplink {

    private static final Vlog VLOG = Vlog.module("reconnect");

    private final ScheduledExecutorService executor;
    private final Connector connector;
    private final List<Remote> remotes;
    private final UplinkListener listener;
    private final Backoff backoff;
    private final Map<Json, ReplyHandler> requests = new HashMap<>();
    private UplinkOptions options;
    private int next;
    private long nextId;
    private @Nullable Channel attempt;
    private @Nullable UplinkChannel channel;
    private long connectedAtNanos;
    private boolean closed;

    /**
     * Create without connecting yet.
     *
     * @param shuffle whether to try the servers in random order, so that many clients spread among them
     */
    public Uplink(
            ScheduledExecutorService executor,
            Connector connector,
            List<Remote> remotes,
            boolean shuffle,
            UplinkOptions options,
            UplinkListener listener) {
        this.executor = executor;
        this.connector = connector;
        this.remotes = new ArrayList<>(remotes);
        this.options = options;
        this.listener = listener;
        this.backoff = new Backoff(options.minBackoffMs(), options.maxBackoffMs(), remotes.size());
        if (shuffle) {
            Collections.shuffle(this.remotes);
        }
    }

    /** Start to connect. */
    public void start() {
        executor.execute(this::connect);
    }

    /** Return how the connection is kept. */
    public UplinkOptions options() {
        return options;
    }

    /** Take new options, for the connection that there is as well. */
    public void options(UplinkOptions changed) {
        if (!changed.equals(options)) {
            options = changed;
            backoff.limit(changed.maxBackoffMs());
            if (channel != null) {
                channel.probe(probeMs());
            }
        }
    }

    /** Return after how many milliseconds of silence the present server is probed; 0 for never. */
    int probeMs() {
        return options.probeMs(remote().isUnix());
    }

    /** Return the name of the server that is connected, or is to be. */
    public String name() {
        return remote().text();
    }

    private Remote remote() {
        return remotes.get(next % remotes.size());
    }

    /** Return whether a server is connected. */
    public boolean isConnected() {
        return channel != null;
    }

    /**
     * Send a request. The handler never hears if the connection ends before the reply, or has ended already: messages
     * that came before the end are still handled after it, and what they lead to is moot.
     */
    public void request(String method, Json.Arr params, ReplyHandler handler) {
        UplinkChannel current = channel;
        if (current != null) {
            Json id = Json.of(nextId++);
            requests.put(id, handler);
            current.send(new JsonRpcMessage.Request(method, params, id));
        }
    }

    /**
     * Give this server up for another one, or for itself later.
     *
     * @param atOnce whether to try each server without a pause: for one that was useful until now
     */
    public void reconnect(boolean atOnce) {
        if (atOnce) {
            backoff.free(remotes.size());
        }
        if (channel != null) {
            channel.close();
        }
    }

    private void connect() {
        if (closed) {
            return;
        }
        Remote remote = remote();
        boolean loud = !backoff.atLimit();
        if (loud) {
            VLOG.info("%s: %s...", remote.text(), remote.isPassive() ? "listening" : "connecting");
        }
        UplinkChannel made = new UplinkChannel(this, remote.text());
        try {
            if (remote.isPassive()) {
                listen(remote, loud);
            } else {
                ChannelFuture connecting = connector.connect(
                        remote, options.dscp(), filled -> filled.pipeline().addLast(made));
                attempt = connecting.channel();
                attempt.closeFuture().addListener(future -> ended(remote, made, connecting.cause(), loud));
            }
        } catch (IllegalArgumentException e) {
            failed(remote, String.valueOf(e.getMessage()), loud);
        }
    }

    private void listen(Remote remote, boolean loud) {
        if (remote.isUnix()) {
            try {
                Files.deleteIfExists(remote.path());
            } catch (IOException e) {
                throw new IllegalArgumentException(Connector.reason(e), e);
            }
        }
        ChannelFuture listening = connector.listen(remote, options.dscp(), accepted -> {
            UplinkChannel made = new UplinkChannel(this, remote.text());
            if (channel != null) {
                VLOG.info("%s: new connection replacing active connection", remote.text());
                channel.close();
            }
            accepted.pipeline().addLast(made);
            accepted.closeFuture().addListener(future -> lost(remote, made));
        });
        attempt = listening.channel();
        listening.addListener(future -> {
            if (!future.isSuccess()) {
                failed(remote, Connector.reason(future.cause()), loud);
            } else if (!closed) {
                listener.waiting();
            }
        });
    }

    void opened(UplinkChannel made) {
        VLOG.info("%s: connected", name());
        channel = made;
        connectedAtNanos = System.nanoTime();
        listener.connected();
    }

    void notified(JsonRpcMessage.Notification notification) throws OvsdbException {
        listener.notified(notification);
    }

    void batchEnded(UplinkChannel from) {
        if (channel == from) {
            listener.batchEnded();
        }
    }

    void replied(Json id, JsonRpcMessage reply) throws OvsdbException {
        ReplyHandler handler = requests.remove(id);
        if (handler == null) {
            VLOG.dbg("%s: reply to no request of ours: %s", name(), id);
        } else {
            handler.handle(reply);
        }
    }

    private void ended(Remote remote, UplinkChannel made, @Nullable Throwable cause, boolean loud) {
        if (cause != null) {
            failed(remote, Connector.reason(cause), loud);
        } else if (lost(remote, made)) {
            backoff.connected((System.nanoTime() - connectedAtNanos) / 1_000_000);
            again(remote);
        } else {
            failed(remote, "Protocol error", loud);
        }
    }

    /** Note the end of a connection; returns false if it was never useful. */
    private boolean lost(Remote remote, UplinkChannel made) {
        if (channel != made) {
            return false;
        }
        channel = null;
        requests.clear();
        if (!closed) {
            String error = made.error();
            VLOG.info("%s: connection %s", remote.text(), error == null ? "closed by peer" : "dropped (" + error + ")");
            listener.disconnected();
        }
        return true;
    }

    private void failed(Remote remote, String reason, boolean loud) {
        if (loud && !closed) {
            VLOG.info("%s: connection attempt failed (%s)", remote.text(), reason);
        }
        if (!closed) {
            listener.waiting();
        }
        again(remote);
    }

    private void again(Remote remote) {
        attempt = null;
        next++;
        if (closed) {
            return;
        }
        boolean wasAtLimit = backoff.atLimit();
        int pauseMs = backoff.next();
        if (backoff.atLimit() && !wasAtLimit && pauseMs > 0) {
            VLOG.info("%s: continuing to reconnect in the background but suppressing further logging", remote.text());
        } else if (pauseMs > 0 && !wasAtLimit) {
            VLOG.info(
                    "%s: waiting %s seconds before reconnect",
                    name(), String.format(Locale.ROOT, "%.3f", pauseMs / 1000.0).replaceFirst("\\.?0+$", ""));
        }
        executor.schedule(this::connect, pauseMs, TimeUnit.MILLISECONDS);
    }

    private void deleteSocket() {
        try {
            if (remote().kind() == Remote.Kind.PUNIX) {
                Files.deleteIfExists(remote().path());
            }
        } catch (IOException e) {
            VLOG.warn("%s: could not remove the socket: %s", name(), e.getMessage());
        }
    }

    /** End the connection for good; the listener is not told. */
    public void close() {
        closed = true;
        UplinkChannel current = channel;
        channel = null;
        requests.clear();
        if (current != null) {
            current.close();
        }
        if (attempt != null) {
            attempt.close();
            deleteSocket();
        }
    }
}
