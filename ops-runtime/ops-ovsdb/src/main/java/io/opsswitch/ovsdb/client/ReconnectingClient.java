/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.netty.channel.EventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.follow.DatabaseFeed;
import io.opsswitch.ovsdb.follow.FeedOptions;
import io.opsswitch.ovsdb.follow.FeedTarget;
import io.opsswitch.ovsdb.follow.MonitorRequests;
import io.opsswitch.ovsdb.monitor.MonitorVersion;
import io.opsswitch.ovsdb.tls.Tls;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.ovsdb.uplink.Connector;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The client: a feed keeps the connection and brings contents, which go into a store; from there a state is published
 * whenever what came in one go has been handled, and before anyone hears of a transaction's reply.
 *
 * <p>All state is owned by the client's thread; what other threads read is volatile.
 */
final class ReconnectingClient implements OvsdbClient, FeedTarget {

    private static final Vlog VLOG = Vlog.module("ovsdb_idl");
    private static final int HANDSHAKE_MS = 10_000;
    private static final String CLOSED = "the client is closed";
    private static final ThreadFactory THREADS = task -> {
        Thread thread = new Thread(task, "ovsdb-client");
        thread.setDaemon(true);
        return thread;
    };

    private final @Nullable Map<String, Set<String>> tables;
    private final ReplicaListener listener;
    private final MultiThreadIoEventLoopGroup group =
            new MultiThreadIoEventLoopGroup(1, THREADS, NioIoHandler.newFactory());
    private final EventLoop loop = (EventLoop) group.next();
    private final DatabaseFeed feed;
    private final ReplicaStore store;
    private final Conditions conditions = new Conditions();
    private final PendingTransactions pending;
    private final LockState lock;
    private final Map<Attempts, Runnable> awaitingReplica = new LinkedHashMap<>();
    private boolean followed;
    private volatile @Nullable ReplicaView replica;
    private volatile boolean connected;
    private volatile boolean closed;

    ReconnectingClient(
            String remotes,
            String database,
            @Nullable Map<String, Set<String>> tables,
            ReplicaListener listener,
            FeedOptions options,
            TlsSettings tls) {
        this.tables = tables == null ? null : Map.copyOf(tables);
        this.listener = listener;
        this.store = new ReplicaStore(this.tables);
        this.pending = new PendingTransactions(database);
        this.lock = new LockState(held -> guard(() -> listener.lockChanged(held)));
        Connector connector = new Connector(group, new Tls(() -> tls, HANDSHAKE_MS));
        this.feed = new DatabaseFeed(database, loop, connector, remotes, options, this);
    }

    void start(Map<String, RowCondition> initial) {
        checkMonitored(initial);
        Map<String, RowCondition> copy = Map.copyOf(initial);
        loop.execute(() -> {
            conditions.set(copy, new CompletableFuture<>());
            feed.start();
        });
    }

    // What the feed brings.

    @Override
    public Json.Obj requests(DatabaseSchema schema, MonitorVersion version, boolean resuming) throws OvsdbException {
        boolean resume = resuming && !conditions.isUnderWay();
        if (!resume) {
            feed.forgetState();
        }
        conditions.beginMonitor(resume);
        Json.Obj requests = Json.object();
        try {
            for (Map.Entry<String, TableRows> each : store.empty(schema).entrySet()) {
                TableSchema table = schema.table(each.getKey());
                Json.Obj request = MonitorRequests.columns(each.getValue().columns());
                Json where = table == null || version == MonitorVersion.V1 ? null : conditions.where(table);
                if (where != null) {
                    request.with("where", where);
                }
                requests.with(each.getKey(), Json.array(request));
            }
        } catch (IllegalArgumentException e) {
            conditions.close(new OvsdbClientException("bad condition: " + e.getMessage()));
            throw OvsdbException.of("bad condition", "%s", e.getMessage() + "");
        }
        return requests;
    }

    @Override
    public void replace(DatabaseSchema schema, UUID state, Json contents) throws OvsdbException {
        store.replace(schema, contents);
    }

    @Override
    public void update(UUID state, Json updates) throws OvsdbException {
        store.update(updates);
    }

    @Override
    public void following() {
        followed = true;
        if (feed.version() == MonitorVersion.V1) {
            conditions.refused(unconditional());
        } else {
            conditions.acknowledged();
        }
        lock.request(feed.uplink());
        publish(true);
        conditions.complete();
        changeConditions();
    }

    private static OvsdbClientException unconditional() {
        return new OvsdbClientException(
                "the server cannot tell some rows of a table alone: it knows neither monitor_cond nor later methods");
    }

    @Override
    public void lost() {
        connected = false;
    }

    @Override
    public void disconnected() {
        connected = false;
        publish(false);
        pending.lose(
                "the connection was lost before the server replied: the transaction may have been executed or not");
        lock.disconnected();
        if (followed) {
            followed = false;
            guard(listener::disconnected);
        }
    }

    @Override
    public void batchEnded() {
        publish(false);
    }

    @Override
    public void notified(JsonRpcMessage.Notification notification) {
        lock.notified(notification);
    }

    /** Show the newest contents: first to whoever asks, then to the listener, the first time even if nothing has changed. */
    private void publish(boolean first) {
        ReplicaView before = replica;
        ReplicaView next = store.take(before);
        replica = next == null ? before : next;
        if (first) {
            connected = true; // not before there is something to see, and not after the listener might transact
        }
        if (next == null || next == before && !first) {
            return;
        }
        ReplicaChange change = new ReplicaChange(before, next);
        guard(() -> listener.changed(change));
        List<Runnable> waiting = List.copyOf(awaitingReplica.values());
        awaitingReplica.clear();
        waiting.forEach(this::soon);
    }

    /** Keep a listener's failure from ending the connection. */
    private static void guard(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            VLOG.err("a listener of the replica failed: %s", e);
        }
    }

    // What users ask for.

    @Override
    public @Nullable Replica replica() {
        return replica;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public TransactionBuilder transaction() {
        return new TransactionBuilder(replica, this::send);
    }

    private CompletableFuture<TransactionResult> send(TransactionRequest request) {
        CompletableFuture<TransactionResult> result = new CompletableFuture<>();
        Runnable sending = () -> {
            String name = lock.name();
            if (!connected) {
                result.complete(new TransactionResult(
                        TransactionStatus.TRY_AGAIN,
                        "not connected to " + feed.uplink().name()));
            } else if (name != null && !lock.isHeld()) {
                result.complete(
                        new TransactionResult(TransactionStatus.NOT_LOCKED, "the lock " + name + " is not held"));
            } else {
                pending.send(request, feed, name, () -> publish(false), result);
            }
        };
        if (!onLoop(sending)) {
            result.complete(new TransactionResult(TransactionStatus.TRY_AGAIN, CLOSED));
        }
        return result;
    }

    /** Run something on the client's thread, at once if that is where we are; false if the client is closed. */
    private boolean onLoop(Runnable task) {
        if (closed) {
            return false;
        }
        if (loop.inEventLoop()) {
            task.run();
            return true;
        }
        return soon(task);
    }

    /** Run something on the client's thread after what it does now; false if the client is closed. */
    boolean soon(Runnable task) {
        try {
            loop.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            VLOG.dbg("too late: %s", CLOSED);
            return false;
        }
    }

    /** Run something on the client's thread, unless the client is closed by then. */
    void later(Runnable task, long delay, TimeUnit unit) {
        try {
            loop.schedule(task, delay, unit);
        } catch (RejectedExecutionException e) {
            VLOG.dbg("too late: %s", CLOSED);
        }
    }

    /** Run something when another replica has been published; null for not any more. */
    void awaitReplica(Attempts attempts, @Nullable Runnable task) {
        if (task == null) {
            awaitingReplica.remove(attempts);
        } else {
            awaitingReplica.put(attempts, task);
        }
    }

    @Override
    public CompletableFuture<TransactionResult> transact(Consumer<ReplicaTransaction> body) {
        return begin(body).result();
    }

    private Attempts begin(Consumer<ReplicaTransaction> body) {
        Attempts attempts = new Attempts(this, body);
        if (closed || !soon(attempts::run)) {
            attempts.giveUp(CLOSED);
        }
        return attempts;
    }

    @Override
    public TransactionResult transact(Consumer<ReplicaTransaction> body, Duration limit) throws InterruptedException {
        if (loop.inEventLoop()) {
            throw new IllegalStateException("the client's thread cannot wait for itself: use the form with a future");
        }
        Attempts attempts = begin(body);
        try {
            return attempts.result().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            if (!soon(() -> attempts.giveUp("the time was up"))) {
                attempts.giveUp(CLOSED);
            }
            return attempts.result().join();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            attempts.result().cancel(false);
            throw e;
        }
    }

    @Override
    public CompletableFuture<Void> setConditions(Map<String, RowCondition> changed) {
        checkMonitored(changed);
        checkValues(changed);
        Map<String, RowCondition> copy = Map.copyOf(changed);
        CompletableFuture<Void> result = new CompletableFuture<>();
        boolean taken = onLoop(() -> {
            conditions.set(copy, result);
            changeConditions();
        });
        if (!taken) {
            result.completeExceptionally(new OvsdbClientException(TransactionStatus.ABORTED, CLOSED));
        }
        return result;
    }

    private void checkMonitored(Map<String, RowCondition> changed) {
        for (String table : changed.keySet()) {
            if (tables != null && !tables.containsKey(table)) {
                throw new IllegalArgumentException(
                        "a condition of table " + table + ", which is not monitored: name it when you connect");
            }
        }
    }

    private void checkValues(Map<String, RowCondition> changed) {
        ReplicaView seen = replica;
        changed.forEach((name, condition) -> {
            TableSchema table = seen == null ? null : seen.schema().table(name);
            if (table != null) {
                condition.toJson(table);
            }
        });
    }

    private Json.@Nullable Obj nextConditions(DatabaseSchema schema) {
        try {
            return conditions.nextChange(schema);
        } catch (IllegalArgumentException e) {
            // Given before the schema was known, or fitting another schema than this.
            conditions.drop(new OvsdbClientException("bad condition: " + e.getMessage()));
            return null;
        }
    }

    /** Send changed conditions, unless a change is under way: they follow it. */
    private void changeConditions() {
        ReplicaView seen = replica;
        Json.Obj change = !connected || seen == null ? null : nextConditions(seen.schema());
        if (change == null) {
            return;
        } else if (feed.version() == MonitorVersion.V1) {
            conditions.refused(unconditional());
            return;
        }
        Json id = feed.monitorId();
        feed.uplink().request("monitor_cond_change", Json.array(id, id, change), reply -> {
            if (!id.equals(feed.monitorId())) {
                return; // of a monitor that is no more; the next one began with the newest conditions
            }
            if (reply instanceof JsonRpcMessage.Failure failure) {
                conditions.refused(new OvsdbClientException("monitor_cond_change: " + failure.error()));
            } else {
                conditions.acknowledged();
                publish(false);
                conditions.complete();
            }
            changeConditions();
        });
    }

    @Override
    public void lock(String name) {
        changeLock(name);
    }

    @Override
    public void unlock() {
        changeLock(null);
    }

    private void changeLock(@Nullable String name) {
        onLoop(() -> {
            lock.name(name);
            if (connected) {
                lock.request(feed.uplink());
            }
        });
    }

    @Override
    public boolean lockHeld() {
        return lock.isHeld();
    }

    @Override
    public boolean lockContended() {
        return lock.isContended();
    }

    @Override
    public void close() {
        boolean inside = loop.inEventLoop();
        if (!closed) {
            closed = true;
            if (inside) {
                end();
            } else {
                endAndWait();
            }
        }
        var stopping = group.shutdownGracefully(0, 2, TimeUnit.SECONDS);
        if (!inside) {
            stopping.syncUninterruptibly();
        }
    }

    /** End before the event loop does, which would take the end of the connection for the server's. */
    private void endAndWait() {
        try {
            loop.submit(this::end).awaitUninterruptibly();
        } catch (RejectedExecutionException e) {
            VLOG.dbg("the event loop has ended already");
        }
    }

    private void end() {
        connected = false;
        feed.close();
        pending.lose("the client was closed before the server replied: the transaction may have been executed or not");
        lock.disconnected();
        conditions.close(new OvsdbClientException(TransactionStatus.ABORTED, CLOSED));
        List<Runnable> waiting = List.copyOf(awaitingReplica.values());
        awaitingReplica.clear();
        waiting.forEach(Runnable::run);
    }
}
