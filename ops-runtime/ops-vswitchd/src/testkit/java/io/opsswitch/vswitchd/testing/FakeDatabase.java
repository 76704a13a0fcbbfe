/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaListener;
import io.opsswitch.ovsdb.client.ReplicaRow;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.ovsdb.client.RowCondition;
import io.opsswitch.ovsdb.client.TransactionResult;
import io.opsswitch.ovsdb.client.TransactionStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

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
    private volatile Snapshot snapshot;
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
                synchronized (this) {
                    snapshot = new Snapshot();
                }
                listener.changed(snapshot);
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
        snapshot = new Snapshot();
        clientThread.execute(() -> to.changed(snapshot));
        return new Client();
    }

    /** Change the database as another client would. */
    public void transact(Consumer<Edit> change) {
        synchronized (this) {
            Edit edit = new Edit();
            change.accept(edit);
            tables = edit.tables;
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

    private void publish() {
        clientThread.execute(() -> {
            if (connected && listener != null) {
                synchronized (this) {
                    snapshot = new Snapshot();
                }
                listener.changed(snapshot);
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

    private boolean exists(String table, String column) {
        return !pruned.contains(table) && !pruned.contains(table + "." + column);
    }

    private static Object normal(Object value) {
        if (value instanceof Map<?, ?> map) {
            return new TreeMap<>(map);
        }
        Collection<?> values = value instanceof Collection<?> many ? many : List.of(value);
        Set<Object> set = new LinkedHashSet<>();
        for (Object each : values) {
            set.add(each instanceof Integer number ? (Object) number.longValue() : each);
        }
        return set;
    }

    /** A change being made. */
    public final class Edit {
        private final Map<String, Map<UUID, Map<String, Object>>> tables = new TreeMap<>();

        private Edit() {
            FakeDatabase.this.tables.forEach((table, rows) -> {
                Map<UUID, Map<String, Object>> copy = new HashMap<>();
                rows.forEach((uuid, columns) -> copy.put(uuid, new HashMap<>(columns)));
                tables.put(table, copy);
            });
        }

        /** Insert a row. */
        public UUID insert(String table, Map<String, ?> columns) {
            UUID uuid = UUID.randomUUID();
            return insert(table, uuid, columns);
        }

        UUID insert(String table, UUID uuid, Map<String, ?> columns) {
            tables.computeIfAbsent(table, name -> new HashMap<>()).put(uuid, new HashMap<>());
            set(table, uuid, columns);
            return uuid;
        }

        /** Set columns of a row; a row that is gone stays so. */
        public void set(String table, UUID row, Map<String, ?> columns) {
            Map<String, Object> there = tables.getOrDefault(table, Map.of()).get(row);
            if (there != null) {
                columns.forEach((column, value) -> {
                    if (exists(table, column)) {
                        there.put(column, normal(value));
                    }
                });
            }
        }

        /** Delete a row. */
        public void delete(String table, UUID row) {
            tables.getOrDefault(table, Map.of()).remove(row);
        }

        /** Return the elements of a set column. */
        public Set<Object> values(String table, UUID row, String column) {
            Object value = tables.get(table).get(row).getOrDefault(column, Set.of());
            return new LinkedHashSet<>((Collection<?>) value);
        }
    }

    private final class Client implements OvsdbClient {

        @Override
        public Replica replica() {
            return snapshot;
        }

        @Override
        public ReplicaTransaction transaction() {
            return new Transaction();
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
            ReplicaTransaction transaction = transaction();
            body.accept(transaction);
            return transaction.submit();
        }

        @Override
        public TransactionResult transact(Consumer<ReplicaTransaction> body, Duration limit) {
            return transact(body).join();
        }

        @Override
        public CompletableFuture<Void> setConditions(Map<String, RowCondition> conditions) {
            throw new UnsupportedOperationException("not needed by these tests");
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
        public void close() {
            listener = null;
        }
    }

    private final class Transaction implements ReplicaTransaction {
        private final List<Consumer<Edit>> steps = new ArrayList<>();
        private final List<BooleanSupplier> checks = new ArrayList<>();
        private final Snapshot seen = snapshot;

        @Override
        public Replica replica() {
            return seen;
        }

        @Override
        public UUID insert(String table, Map<String, ?> columns) {
            UUID uuid = UUID.randomUUID();
            insert(table, uuid, columns);
            return uuid;
        }

        @Override
        public ReplicaTransaction insert(String table, UUID uuid, Map<String, ?> columns) {
            steps.add(edit -> edit.insert(table, uuid, columns));
            return this;
        }

        @Override
        public ReplicaTransaction update(String table, UUID row, Map<String, ?> columns) {
            Map<String, Object> differing = new HashMap<>();
            columns.forEach((column, value) -> {
                if (exists(table, column) && !normal(value).equals(current(table, row, column))) {
                    differing.put(column, value);
                }
            });
            if (!differing.isEmpty()) {
                steps.add(edit -> edit.set(table, row, differing));
            }
            return this;
        }

        private Object current(String table, UUID row, String column) {
            Row there = (Row) seen.row(table, row);
            return there == null ? null : there.columns.get(column);
        }

        @Override
        public ReplicaTransaction delete(String table, UUID row) {
            steps.add(edit -> edit.delete(table, row));
            return this;
        }

        @Override
        public ReplicaTransaction mutateInsert(String table, UUID row, String column, Object value) {
            throw new UnsupportedOperationException("not needed by these tests");
        }

        @Override
        public ReplicaTransaction mutateDelete(String table, UUID row, String column, Object elements) {
            throw new UnsupportedOperationException("not needed by these tests");
        }

        @Override
        public ReplicaTransaction verify(String table, UUID row, String column) {
            Object expected = current(table, row, column);
            checks.add(() -> Objects.equals(
                    tables.getOrDefault(table, Map.of())
                            .getOrDefault(row, Map.of())
                            .get(column),
                    expected));
            return this;
        }

        @Override
        public ReplicaTransaction comment(String text) {
            return this;
        }

        @Override
        public ReplicaTransaction verify(String table, UUID row) {
            throw new UnsupportedOperationException("not needed by these tests");
        }

        @Override
        public ReplicaRow read(String table, UUID row) {
            throw new UnsupportedOperationException("not needed by these tests");
        }

        @Override
        public CompletableFuture<Long> increment(String table, UUID row, String column) {
            throw new UnsupportedOperationException("not needed by these tests");
        }

        @Override
        public ReplicaTransaction durable() {
            return this;
        }

        @Override
        public void abort() {
            throw new UnsupportedOperationException("not needed by these tests");
        }

        @Override
        public boolean isEmpty() {
            return steps.isEmpty();
        }

        @Override
        public CompletableFuture<TransactionResult> submit() {
            if (!connected) {
                return failed("not connected");
            }
            synchronized (FakeDatabase.this) {
                if (!checks.stream().allMatch(BooleanSupplier::getAsBoolean)) {
                    return failed("timed out");
                }
                transact(edit -> steps.forEach(step -> step.accept(edit)));
            }
            commits++;
            return CompletableFuture.supplyAsync(
                    () -> new TransactionResult(TransactionStatus.SUCCESS, ""), clientThread);
        }

        private static CompletableFuture<TransactionResult> failed(String reason) {
            return CompletableFuture.completedFuture(new TransactionResult(TransactionStatus.TRY_AGAIN, reason));
        }
    }

    private final class Snapshot implements Replica {
        private final Map<String, Map<UUID, ReplicaRow>> rows = new HashMap<>();

        Snapshot() {
            tables.forEach((table, all) -> {
                Map<UUID, ReplicaRow> copy = new HashMap<>();
                all.forEach((uuid, columns) -> copy.put(uuid, new Row(table, uuid, new HashMap<>(columns))));
                rows.put(table, copy);
            });
        }

        @Override
        public boolean hasTable(String table) {
            return !pruned.contains(table);
        }

        @Override
        public boolean hasColumn(String table, String column) {
            return exists(table, column);
        }

        @Override
        public Collection<ReplicaRow> rows(String table) {
            return rows.getOrDefault(table, Map.of()).values();
        }

        @Override
        public ReplicaRow row(String table, UUID uuid) {
            return rows.getOrDefault(table, Map.of()).get(uuid);
        }

        @Override
        public ReplicaRow find(String table, Map<String, ?> columns) {
            return rows(table).stream()
                    .filter(row -> columns.entrySet().stream()
                            .allMatch(each -> normal(each.getValue()).equals(((Row) row).columns.get(each.getKey()))))
                    .findFirst()
                    .orElse(null);
        }
    }

    private final class Row implements ReplicaRow {
        private final String table;
        private final UUID uuid;
        private final Map<String, Object> columns;

        Row(String table, UUID uuid, Map<String, Object> columns) {
            this.table = table;
            this.uuid = uuid;
            this.columns = columns;
        }

        @Override
        public UUID uuid() {
            return uuid;
        }

        @Override
        public boolean has(String column) {
            return exists(table, column);
        }

        private Object first(String column) {
            Set<?> values = set(column);
            return values.isEmpty() ? null : values.iterator().next();
        }

        private Set<?> set(String column) {
            return (Set<?>) columns.getOrDefault(column, Set.of());
        }

        @Override
        public String string(String column) {
            return one(column, String.class);
        }

        @Override
        public <T> T one(String column, Class<T> type) {
            return type.cast(first(column));
        }

        @Override
        public long integer(String column, long absent) {
            Long value = one(column, Long.class);
            return value == null ? absent : value;
        }

        @Override
        public boolean bool(String column, boolean absent) {
            Boolean value = one(column, Boolean.class);
            return value == null ? absent : value;
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> Set<T> set(String column, Class<T> type) {
            return (Set<T>) set(column);
        }

        @Override
        public Set<String> strings(String column) {
            return set(column, String.class);
        }

        @Override
        public Set<Long> integers(String column) {
            return set(column, Long.class);
        }

        @Override
        public Set<UUID> uuids(String column) {
            return set(column, UUID.class);
        }

        @Override
        public Map<String, String> map(String column) {
            return map(column, String.class, String.class);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <K, V> Map<K, V> map(String column, Class<K> keys, Class<V> values) {
            Object value = columns.getOrDefault(column, Map.of());
            return value instanceof Map ? (Map<K, V>) value : Map.of();
        }
    }
}
