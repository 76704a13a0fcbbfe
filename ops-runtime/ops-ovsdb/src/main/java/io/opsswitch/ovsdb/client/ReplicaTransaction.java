/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A transaction being put together. Values are Java objects: {@code String}, {@code Long}, {@code Integer}, {@code
 * Double}, {@code Boolean}, {@code UUID}, a {@code Collection} of these for a set (empty for an empty optional column)
 * or a {@code Map} of these. Columns and tables that the server's schema lacks are left out without a word, so that the
 * same code works on a pruned schema. Not safe for use by several threads.
 */
public interface ReplicaTransaction {

    /** Return the replica that this is based on; null if there was none yet. */
    @Nullable
    Replica replica();

    /** Insert a row. The returned UUID is the new row's own, and can be used as a reference in the same transaction. */
    UUID insert(String table, Map<String, ?> columns);

    /** Insert a row with a UUID that the caller has chosen at random. */
    ReplicaTransaction insert(String table, UUID uuid, Map<String, ?> columns);

    /** Update columns of a row; those whose value would not change are left out. */
    ReplicaTransaction update(String table, UUID row, Map<String, ?> columns);

    /** Delete a row. */
    ReplicaTransaction delete(String table, UUID row);

    /**
     * Add an element, or a {@code Collection} of them, to a set column, or pairs (a {@code Map}) to a map column. Keys
     * that the map has keep their values.
     */
    ReplicaTransaction mutateInsert(String table, UUID row, String column, Object value);

    /** Remove elements (one, or a {@code Collection}) from a set column, or the pairs with these keys from a map column. */
    ReplicaTransaction mutateDelete(String table, UUID row, String column, Object elements);

    /** Set pairs of a map column, whether their keys are there or not. */
    default ReplicaTransaction mutatePut(String table, UUID row, String column, Map<?, ?> pairs) {
        return mutateDelete(table, row, column, pairs.keySet()).mutateInsert(table, row, column, pairs);
    }

    /**
     * Add one to an integer column. The future completes with the new value when the transaction is committed; it fails
     * with {@link OvsdbClientException} when that fails, and when the table or the column is not there.
     */
    CompletableFuture<Long> increment(String table, UUID row, String column);

    /** Fail the transaction unless a column still has the value of the replica from which it was read. */
    ReplicaTransaction verify(String table, UUID row, String column);

    /** Fail the transaction unless all monitored columns of a row still have the values of the replica. */
    ReplicaTransaction verify(String table, UUID row);

    /** Return a row of which each column that is read is verified as by {@link #verify}; null if there is none. */
    @Nullable
    ReplicaRow read(String table, UUID row);

    /** Add a comment to the transaction's record in the journal. */
    ReplicaTransaction comment(String text);

    /** Have the server reply only when the transaction is on its disk. */
    ReplicaTransaction durable();

    /** Give the transaction up: it will not be sent. */
    void abort();

    /** Return whether nothing has been asked for, so that a commit would be a waste. */
    boolean isEmpty();

    /**
     * Send the transaction. The future completes on the client's thread, after the replica shows the change, and tells
     * what has become of it; it never fails, unless it is cancelled, which changes nothing about the transaction.
     *
     * @throws IllegalStateException if it was sent before
     */
    CompletableFuture<TransactionResult> submit();

    /**
     * Send the transaction. The future completes after the replica shows the change; it fails with {@link
     * OvsdbClientException} when the server refuses it or the connection is lost.
     *
     * @throws IllegalStateException if it was sent before
     */
    default CompletableFuture<Void> commit() {
        return submit().thenCompose(result -> result.isSuccess()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new OvsdbClientException(result.status(), result.message())));
    }
}
