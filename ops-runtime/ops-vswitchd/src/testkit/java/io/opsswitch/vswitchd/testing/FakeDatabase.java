/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.OvsdbClientException;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.ovsdb.client.RowCondition;
import io.opsswitch.ovsdb.client.TransactionResult;
import io.opsswitch.ovsdb.client.TransactionStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An Open_vSwitch database in memory, with one client whose connection can be cut. Values are kept as sets or maps; a
 * column that was never written reads as empty. References are not followed: rows stay until they are deleted.
 */
public final class FakeDatabase implements AutoCloseable {
    private final ExecutorService clientThread = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "fake-client");
        thread.setDaemon(true);
        return thread;
    });
    private final Set<String> pruned = new HashSet<>();
    private Map<String, Map<UUID, Map<String, Object>>> tables = new TreeMap<>();
    private ReplicaListener listener;
    private volatile FakeReplica replica;
    private volatile boolean connected = true;
    private volatile boolean lockTaken;
    private volatile boolean lockWanted;
    private volatile int commits;

    /** Pretend that the schema lacks a column ({@code Table.column}) or a table. */
    public synchronized FakeDatabase prune(String name) {
        pruned.add(name);
        return this;
    }

    /** Let some other process hold the lock, or release it. */
    public void setLockTaken(boolean taken) {
        lockTaken = taken;
        notifyLock();
    }

    /** Cut the connection or let the client reconnect. */
    public void setConnected(boolean up) {
        connected = up;
        if (up) {
            clientThread.execute(() -> {
                listener.changed(refreshed());
            });
            notifyLock();
        } else {
            clientThread.execute(() -> listener.disconnected());
        }
    }

    /** Return how many transactions of the client have changed something. */
    public int commits() {
        return commits;
    }

    /** Return the client, which reports to this listener. */
    public OvsdbClient connect(Map<String, Set<String>> columns, ReplicaListener to) {
        listener = to;
        FakeReplica first = refreshed();
        clientThread.execute(() -> to.changed(first));
        return new Client();
    }

    /** Change the database as another client would. */
    public void transact(Consumer<FakeEdit> change) {
        synchronized (this) {
            FakeEdit edit = new FakeEdit(tables, this::exists);
            change.accept(edit);
            tables = edit.tables();
        }
        publish();
    }

    /** Return a value: a {@code Set} or a {@code Map}; empty set if it was never written. */
    public synchronized Object get(String table, UUID row, String column) {
        return tables.getOrDefault(table, Map.of()).getOrDefault(row, Map.of()).getOrDefault(column, Set.of());
    }

    /** Return the only element of a column, or null. */
    public Object one(String table, UUID row, String column) {
        Collection<?> values = (Collection<?>) get(table, row, column);
        return values.isEmpty() ? null : values.iterator().next();
    }

    /** Return the row of a table with this name, or null. */
    public synchronized UUID named(String table, String name) {
        for (Map.Entry<UUID, Map<String, Object>> row :
                tables.getOrDefault(table, Map.of()).entrySet()) {
            if (Set.of(name).equals(row.getValue().get("name"))) {
                return row.getKey();
            }
        }
        return null;
    }

    private boolean exists(String table, String column) {
        return !pruned.contains(table) && !pruned.contains(table + "." + column);
    }

    private synchronized FakeReplica refreshed() {
        replica = new FakeReplica(tables, this::exists);
        return replica;
    }

    private void publish() {
        clientThread.execute(() -> {
            if (connected && listener != null) {
                listener.changed(refreshed());
            }
        });
    }

    private void notifyLock() {
        clientThread.execute(() -> {
            if (listener != null && lockWanted && connected) {
                listener.lockChanged(!lockTaken);
            }
        });
    }

    @Override
    public void close() {
        clientThread.shutdownNow();
    }

    /**
     * Make the change of a transaction, if what it relies on holds.
     *
     * @return completes on the client's thread, after the client has seen the change, with why it was not made; empty if
     *     it was
     */
    CompletableFuture<String> commit(
            Predicate<Map<String, Map<UUID, Map<String, Object>>>> condition, Consumer<FakeEdit> change) {
        if (!connected) {
            return CompletableFuture.completedFuture("not connected");
        }
        synchronized (this) {
            if (!condition.test(tables)) {
                return CompletableFuture.completedFuture("timed out");
            }
            transact(change);
        }
        commits++;
        return CompletableFuture.supplyAsync(() -> "", clientThread);
    }

    private final class Client implements OvsdbClient {

        @Override
        public Replica replica() {
            return replica;
        }

        @Override
        public ReplicaTransaction transaction() {
            return new FakeTransaction(FakeDatabase.this, replica);
        }

        @Override
        public void lock(String name) {
            lockWanted = true;
            notifyLock();
        }

        @Override
        public boolean isConnected() {
            return connected;
        }

        @Override
        public CompletableFuture<TransactionResult> transact(Consumer<ReplicaTransaction> body) {
            CompletableFuture<TransactionResult> result = new CompletableFuture<>();
            clientThread.execute(() -> attempt(body, result));
            return result;
        }

        private void attempt(Consumer<ReplicaTransaction> body, CompletableFuture<TransactionResult> result) {
            ReplicaTransaction transaction = transaction();
            try {
                body.accept(transaction);
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
                return;
            }
            transaction.submit().thenAccept(outcome -> {
                if (outcome.status() == TransactionStatus.TRY_AGAIN && listener != null && !result.isDone()) {
                    CompletableFuture.delayedExecutor(10, TimeUnit.MILLISECONDS, clientThread)
                            .execute(() -> attempt(body, result));
                } else {
                    result.complete(outcome);
                }
            });
        }

        @Override
        public TransactionResult transact(Consumer<ReplicaTransaction> body, Duration limit)
                throws InterruptedException {
            try {
                return transact(body)
                        .completeOnTimeout(
                                new TransactionResult(TransactionStatus.TRY_AGAIN, "the time is up"),
                                limit.toMillis(),
                                TimeUnit.MILLISECONDS)
                        .get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }

        @Override
        public CompletableFuture<Void> setConditions(Map<String, RowCondition> conditions) {
            return CompletableFuture.failedFuture(
                    new OvsdbClientException("this server knows no conditions: clients see all rows"));
        }

        @Override
        public void unlock() {
            lockWanted = false;
        }

        @Override
        public boolean lockHeld() {
            return lockWanted && connected && !lockTaken;
        }

        @Override
        public boolean lockContended() {
            return lockWanted && connected && lockTaken;
        }

        @Override
        public void close() {
            listener = null;
        }
    }
}
