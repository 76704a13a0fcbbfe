/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.netty.channel.Channel;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.uplink.Backoff;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A remote in use: its channel (none between two attempts to connect), the sessions that came of it, and what its status
 * says. Owned by the engine's thread.
 */
final class OpenRemote {

    private static final int PROBE_MS = 5000;
    private static final long NEVER = Long.MIN_VALUE;

    final Remote remote;
    final Set<Session> sessions = new LinkedHashSet<>();
    private RemoteOptions options;
    private @Nullable Channel channel;
    private final Backoff backoff = new Backoff(Backoff.MIN_MS, RemoteOptions.DEFAULT.maxBackoffMs(), 1);
    private boolean connecting;
    private long connectedAt = NEVER;
    private long disconnectedAt = NEVER;
    private @Nullable String lastError;

    OpenRemote(Remote remote, RemoteOptions options) {
        this.remote = remote;
        this.options = options;
    }

    RemoteOptions options() {
        return options;
    }

    /** Take new options, for the connections that there are as well. */
    void options(RemoteOptions changed) {
        if (!changed.equals(options)) {
            options = changed;
            sessions.forEach(Session::probeChanged);
        }
    }

    int probeMs() {
        int asked = options.inactivityProbeMs();
        return asked >= 0 ? asked : remote.isUnix() ? 0 : PROBE_MS;
    }

    @Nullable
    Channel channel() {
        return channel;
    }

    void listening(Channel listener) {
        channel = listener;
    }

    void connecting(Channel attempt) {
        channel = attempt;
        connecting = true;
    }

    void connected() {
        connecting = false;
        backoff.succeeded();
        connectedAt = System.nanoTime();
        lastError = null;
    }

    void failed(String reason) {
        lastError = reason;
    }

    /** Note the end of a connection or attempt; returns how long to wait before the next. */
    int disconnected() {
        if (!connecting) {
            disconnectedAt = System.nanoTime();
        }
        connecting = false;
        backoff.limit(options.maxBackoffMs());
        return backoff.next();
    }

    @Nullable
    InetSocketAddress boundAddress() {
        return channel != null && channel.localAddress() instanceof InetSocketAddress address ? address : null;
    }

    boolean isConnected() {
        return !sessions.isEmpty();
    }

    /** Return the pairs of the column {@code status} as ovs-vswitchd.conf.db(5) has them for managers. */
    Map<String, String> status(LockTable locks) {
        Map<String, String> status = new TreeMap<>();
        if (remote.isPassive()) {
            InetSocketAddress bound = boundAddress();
            if (bound != null) {
                status.put("bound_port", Integer.toString(bound.getPort()));
            }
            if (sessions.size() > 1) {
                status.put("n_connections", Integer.toString(sessions.size()));
            }
            return status;
        }
        status.put("state", isConnected() ? "ACTIVE" : connecting ? "CONNECTING" : "BACKOFF");
        putSeconds(status, "sec_since_connect", connectedAt);
        putSeconds(status, "sec_since_disconnect", disconnectedAt);
        if (lastError != null) {
            status.put("last_error", lastError);
        }
        sessions.forEach(session -> session.locks()
                .forEach(lock -> status.merge(lockState(locks, session, lock), lock, (a, b) -> a + " " + b)));
        return status;
    }

    private static String lockState(LockTable locks, Session session, String lock) {
        return locks.isOwner(session, lock)
                ? "locks_held"
                : locks.isQueued(session, lock) ? "locks_waiting" : "locks_lost";
    }

    private static void putSeconds(Map<String, String> status, String key, long since) {
        if (since != NEVER) {
            status.put(key, Long.toString((System.nanoTime() - since) / 1_000_000_000));
        }
    }
}
