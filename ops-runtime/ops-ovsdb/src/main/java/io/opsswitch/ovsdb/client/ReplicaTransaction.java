/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A transaction being put together. Values are Java objects: {@code String}, {@code Long}, {@code Integer}, {@code
 * Double}, {@code Boolean}, {@code UUID}, a {@code Collection} of these for a set (empty for an empty optional column)
 * or a {@code Map} of these. Columns and tables that the server's schema lacks are left out without a word, so that the
 * same code works on a pruned schema. Not safe for use by several threads.
 */
public interface ReplicaTransaction {

    /** Insert a row. The returned UUID is the new row's own, and can be used as a reference in the same transaction. */
    UUID insert(String table, Map<String, ?> columns);

    /** Insert a row with a UUID that the caller has chosen at random. */
    ReplicaTransaction insert(String table, UUID uuid, Map<String, ?> columns);

    /** Update columns of a row; those whose value would not change are left out. */
    ReplicaTransaction update(String table, UUID row, Map<String, ?> columns);

    /** Delete a row. */
    ReplicaTransaction delete(String table, UUID row);

    /** Add an element to a set column, or pairs (a {@code Map}) to a map column. */
    ReplicaTransaction mutateInsert(String table, UUID row, String column, Object value);

    /** Remove elements (one, or a {@code Collection}) from a set column, or the pairs with these keys from a map column. */
    ReplicaTransaction mutateDelete(String table, UUID row, String column, Object elements);

    /** Fail the transaction unless a column still has the value of the replica from which it was read. */
    ReplicaTransaction verify(String table, UUID row, String column);

    /** Add a comment to the transaction's record in the journal. */
    ReplicaTransaction comment(String text);

    /** Return whether nothing has been asked for, so that a commit would be a waste. */
    boolean isEmpty();

    /**
     * Send the transaction. The future completes after the replica shows the change; it fails with {@link
     * OvsdbClientException} when the server refuses it or the connection is lost.
     */
    CompletableFuture<Void> commit();
}
