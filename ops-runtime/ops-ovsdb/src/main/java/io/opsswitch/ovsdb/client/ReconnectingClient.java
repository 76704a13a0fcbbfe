/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.timeout.IdleStateHandler;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.ovsdb.uplink.Backoff;
import io.opsswitch.ovsdb.uplink.Connector;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that keeps connecting, with a growing pause between attempts that fail. Each connection is one {@link
 * ClientSession}, which starts with nothing; so after a reconnect the replica is made anew.
 *
 * <p>All state is owned by the client's thread; what other threads read is volatile.
 */
final class ReconnectingClient implements OvsdbClient {

    private static final Vlog VLOG = Vlog.module("reconnect");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(6, 3);
    private static final int MIN_BACKOFF_MS = 100;
    private static final int MAX_BACKOFF_MS = 8000;
    private static final int PROBE_S = 5;
    private static final int HANDSHAKE_MS = 10_000;
    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "ovsdb-client");
        thread.setDaemon(true);
        return thread;
    };

    private final Remote remote;
    private final String database;
    private final Map<String, Set<String>> tables;
    private final ReplicaListener listener;
    private final MultiThreadIoEventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, THREADS, NioIoHandler.newFactory());
    private final Connector connector;
    private final Backoff backoff = new Backoff(MIN_BACKOFF_MS, MAX_BACKOFF_MS, 1);
    private volatile @Nullable ReplicaView replica;
    private volatile @Nullable ClientSession session;
    private volatile boolean lockHeld;
    private volatile @Nullable String lockName;
    private volatile boolean closed;

    ReconnectingClient(
            Remote remote,
            String database,
            Map<String, Set<String>> tables,
            ReplicaListener listener,
            TlsSettings settings) {
        this.remote = remote;
        this.database = database;
        this.tables = tables;
        this.listener = listener;
        this.connector = new Connector(loop, new Tls(() -> settings, HANDSHAKE_MS));
    }

    void start() {
        loop.next().execute(this::connect);
    }

    private void connect() {
        if (closed) {
            return;
        }
        ClientSession next = new ClientSession(this, database, tables);
        ChannelFuture connecting;
        try {
            connecting = connector.connect(remote, -1, channel -> {
                if (remote.isTls()) {
                    VLOG.info("%s: connected", remote.text());
                }
                fill(channel, next);
            });
        } catch (IllegalArgumentException e) {
            failed(String.valueOf(e.getMessage()));
            return;
        }
        connecting.addListener(future -> {
            if (future.isSuccess()) {
                if (!remote.isTls()) {
                    VLOG.info("%s: connected", remote.text());
                }
                connecting.channel().closeFuture().addListener(closing -> lost(next));
            } else {
                failed(String.valueOf(future.cause().getMessage()));
            }
        });
    }

    private void fill(Channel channel, ClientSession next) {
        if (!remote.isUnix()) {
            channel.pipeline().addLast(new IdleStateHandler(PROBE_S, 0, 0, TimeUnit.SECONDS));
        }
        channel.pipeline().addLast(next);
    }

    private void failed(String reason) {
        VLOG.log(LIMIT, LogLevel.INFO, "%s: connection attempt failed (%s)", remote.text(), reason);
        again();
    }

    private void again() {
        if (!closed) {
            loop.next().schedule(this::connect, backoff.next(), TimeUnit.MILLISECONDS);
        }
    }

    private void lost(ClientSession old) {
        old.failAll(new OvsdbClientException("the connection to " + remote.text() + " was lost"));
        boolean wasReady = session == old;
        session = null;
        setLockHeld(false);
        if (closed) {
            return;
        }
        VLOG.info("%s: connection closed", remote.text());
        if (wasReady) {
            guard(listener::disconnected);
        }
        again();
    }

    /** Called by a session when its first dump is complete. */
    void ready(ClientSession newSession) {
        backoff.succeeded();
        session = newSession;
        String name = lockName;
        if (name != null) {
            newSession.lock(name);
        }
    }

    void publish(ReplicaView view) {
        replica = view;
        guard(() -> listener.changed(view));
    }

    void setLockHeld(boolean held) {
        if (lockHeld != held) {
            lockHeld = held;
            guard(() -> listener.lockChanged(held));
        }
    }

    /** Keep a listener's failure from ending the connection. */
    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            VLOG.err("a listener of the replica failed: %s", e);
        }
    }

    @Override
    public @Nullable Replica replica() {
        return replica;
    }

    @Override
    public ReplicaTransaction transaction() {
        return new TransactionBuilder(replica, this::send);
    }

    private CompletableFuture<Void> send(List<Json> operations) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        if (closed) {
            result.completeExceptionally(new OvsdbClientException("the client is closed"));
            return result;
        }
        loop.next().execute(() -> {
            ClientSession current = session;
            if (current == null) {
                result.completeExceptionally(new OvsdbClientException("not connected to " + remote.text()));
            } else {
                current.transact(operations, result);
            }
        });
        return result;
    }

    @Override
    public void lock(String name) {
        lockName = name;
        loop.next().execute(() -> {
            ClientSession current = session;
            if (current != null) {
                current.lock(name);
            }
        });
    }

    @Override
    public boolean lockHeld() {
        return lockHeld;
    }

    @Override
    public void close() {
        closed = true;
        var stopping = loop.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        if (!loop.next().inEventLoop()) {
            stopping.syncUninterruptibly();
        }
    }
}
