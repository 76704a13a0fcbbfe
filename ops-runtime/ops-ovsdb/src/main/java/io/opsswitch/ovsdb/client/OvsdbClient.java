/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import org.jspecify.annotations.Nullable;

/**
 * A connection to one database of an OVSDB server: keeps a replica of the monitored tables, reconnects with backoff and
 * resynchronises by itself. Made with {@code OvsdbClients.connect}. Safe for use by several threads.
 */
public interface OvsdbClient extends AutoCloseable {

    /** Return the newest replica; null until the first dump has arrived. */
    @Nullable
    Replica replica();

    /** Start a transaction. */
    ReplicaTransaction transaction();

    /** Ask for a lock of this name, now and after each reconnect; the listener hears when it is held. */
    void lock(String name);

    /** Return whether the lock is held now. */
    boolean lockHeld();

    /** Disconnect for good. */
    @Override
    void close();
}
