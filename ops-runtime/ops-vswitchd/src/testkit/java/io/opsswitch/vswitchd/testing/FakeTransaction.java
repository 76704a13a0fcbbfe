/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.ovsdb.client.OvsdbClientException;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.ReplicaRow;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.ovsdb.client.TransactionResult;
import io.opsswitch.ovsdb.client.TransactionStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A transaction of the client of a {@link FakeDatabase}. */
final class FakeTransaction implements ReplicaTransaction {

    /** A column that must be as it was seen. */
    record Seen(String table, UUID row, String column, Object value) {}

    private record Increment(String table, UUID row, String column, CompletableFuture<Long> value) {}

    private final FakeDatabase database;
    private final FakeReplica seen;
    private final List<Consumer<FakeEdit>> steps = new ArrayList<>();
    private final List<Seen> relied = new ArrayList<>();
    private final List<Increment> increments = new ArrayList<>();
    private boolean aborted;
    private boolean sent;

    FakeTransaction(FakeDatabase database, FakeReplica seen) {
        this.database = database;
        this.seen = seen;
    }

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
            if (seen.hasColumn(table, column) && !FakeEdit.normal(value).equals(current(table, row, column))) {
                differing.put(column, value);
            }
        });
        if (!differing.isEmpty()) {
            steps.add(edit -> edit.set(table, row, differing));
        }
        return this;
    }

    private Object current(String table, UUID row, String column) {
        FakeRow there = seen.row(table, row);
        return there == null ? null : there.columns().get(column);
    }

    @Override
    public ReplicaTransaction delete(String table, UUID row) {
        steps.add(edit -> edit.delete(table, row));
        return this;
    }

    @Override
    public ReplicaTransaction mutateInsert(String table, UUID row, String column, Object value) {
        steps.add(edit -> edit.add(table, row, column, value));
        return this;
    }

    @Override
    public ReplicaTransaction mutateDelete(String table, UUID row, String column, Object elements) {
        steps.add(edit -> edit.remove(table, row, column, elements));
        return this;
    }

    @Override
    public CompletableFuture<Long> increment(String table, UUID row, String column) {
        if (!seen.hasColumn(table, column)) {
            return CompletableFuture.failedFuture(new OvsdbClientException("no column " + column + " in " + table));
        }
        Increment increment = new Increment(table, row, column, new CompletableFuture<>());
        increments.add(increment);
        steps.add(edit -> edit.set(table, row, Map.of(column, counted(edit, increment) + 1)));
        return increment.value;
    }

    private static long counted(FakeEdit edit, Increment of) {
        return edit.values(of.table, of.row, of.column).stream()
                .mapToLong(Long.class::cast)
                .findFirst()
                .orElse(0);
    }

    @Override
    public ReplicaTransaction verify(String table, UUID row, String column) {
        relied.add(new Seen(table, row, column, current(table, row, column)));
        return this;
    }

    @Override
    public ReplicaTransaction verify(String table, UUID row) {
        FakeRow there = seen.row(table, row);
        if (there != null) {
            there.columns().keySet().forEach(column -> verify(table, row, column));
        }
        return this;
    }

    @Override
    public ReplicaRow read(String table, UUID row) {
        FakeRow there = seen.row(table, row);
        return there == null ? null : there.reading(column -> verify(table, row, column));
    }

    @Override
    public ReplicaTransaction comment(String text) {
        return this;
    }

    @Override
    public ReplicaTransaction durable() {
        return this;
    }

    @Override
    public void abort() {
        aborted = true;
    }

    @Override
    public boolean isEmpty() {
        return steps.isEmpty();
    }

    @Override
    public CompletableFuture<TransactionResult> submit() {
        if (sent) {
            throw new IllegalStateException("this transaction was sent before: begin a new one");
        }
        sent = true;
        if (aborted || steps.isEmpty()) {
            return ended(aborted ? TransactionStatus.ABORTED : TransactionStatus.UNCHANGED, "");
        }
        return database.commit(this::holds, this::make)
                .thenCompose(refusal -> refusal.isEmpty()
                        ? ended(TransactionStatus.SUCCESS, "")
                        : ended(TransactionStatus.TRY_AGAIN, refusal));
    }

    private boolean holds(Map<String, Map<UUID, Map<String, Object>>> tables) {
        return relied.stream()
                .allMatch(each -> Objects.equals(
                        tables.getOrDefault(each.table, Map.of())
                                .getOrDefault(each.row, Map.of())
                                .get(each.column),
                        each.value));
    }

    private void make(FakeEdit edit) {
        steps.forEach(step -> step.accept(edit));
        increments.forEach(each -> each.value.complete(counted(edit, each)));
    }

    private CompletableFuture<TransactionResult> ended(TransactionStatus status, String reason) {
        increments.forEach(each -> each.value.completeExceptionally(new OvsdbClientException(status, reason)));
        return CompletableFuture.completedFuture(new TransactionResult(status, reason));
    }
}
