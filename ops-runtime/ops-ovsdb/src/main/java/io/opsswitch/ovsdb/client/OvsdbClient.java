/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A connection to one database of an OVSDB server, or of one of several: keeps a replica of the monitored tables,
 * reconnects with backoff and resynchronises by itself. Made with {@code OvsdbClients}. Safe for use by several threads.
 */
public interface OvsdbClient extends AutoCloseable {

    /** Return the newest replica; null until the first dump has arrived. */
    @Nullable
    Replica replica();

    /** Return whether a server is connected and the replica follows it. */
    boolean isConnected();

    /** Start a transaction on the newest replica. */
    ReplicaTransaction transaction();

    /**
     * Make and send a transaction, and again on a newer replica when what it verified has changed meanwhile or there is no
     * server yet, until it is committed or cannot be.
     *
     * @param body puts a transaction together, from the replica of that transaction alone; called once for each attempt,
     *     on the client's own thread: return soon, and wait for nothing. To do nothing, or to abort, ends it
     * @return completes on the client's thread with what has become of the last attempt, never {@link
     *     TransactionStatus#TRY_AGAIN} but when the client is closed; fails with what the body throws. To cancel it ends
     *     the attempts
     */
    CompletableFuture<TransactionResult> transact(Consumer<ReplicaTransaction> body);

    /**
     * Do what {@link #transact(Consumer)} does and wait for it. When the time is up the result is {@link
     * TransactionStatus#TRY_AGAIN}, or {@link TransactionStatus#UNKNOWN} if an attempt has no reply yet.
     *
     * @throws IllegalStateException on the client's own thread, which would wait for itself
     * @throws InterruptedException if the thread is interrupted; attempts end then
     */
    TransactionResult transact(Consumer<ReplicaTransaction> body, Duration limit) throws InterruptedException;

    /**
     * Change which rows of tables the replica holds; of other tables it stays as it is. Conditions are kept over
     * reconnects.
     *
     * @return completes on the client's thread when the replica shows it; fails with {@link OvsdbClientException} if the
     *     server refuses it, cannot do it, or the client is closed
     * @throws IllegalArgumentException if a table is not monitored, or a value does not fit its column
     */
    CompletableFuture<Void> setConditions(Map<String, RowCondition> conditions);

    /**
     * Ask for a lock of this name in the place of any other, now and after each reconnect; the listener hears when it is
     * held. From then on transactions are only executed while it is held.
     */
    void lock(String name);

    /** Give up the lock, and do not ask for it any more. */
    void unlock();

    /** Return whether the lock is held now. */
    boolean lockHeld();

    /** Return whether the server has said that another client has the lock that was asked for. */
    boolean lockContended();

    /** Disconnect for good. What has no reply yet ends as {@link TransactionStatus#UNKNOWN}. */
    @Override
    void close();
}
