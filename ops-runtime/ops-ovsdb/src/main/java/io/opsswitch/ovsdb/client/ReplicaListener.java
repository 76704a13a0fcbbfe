/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

/** Hears about a client's replica. All methods are called on the client's own thread, one at a time: return soon. */
@FunctionalInterface
public interface ReplicaListener {

    /**
     * The replica is new or has changed: after the first dump, after each batch of updates, and after a reconnect, even
     * if nothing has changed meanwhile.
     */
    void changed(Replica replica);

    /**
     * The replica is new or has changed, see {@link #changed(Replica)}, which this calls unless it is overridden.
     *
     * @param change what differs from the last time; after a reconnect that is only what really does
     */
    default void changed(ReplicaChange change) {
        changed(change.after());
    }

    /** The connection was lost; the client goes on trying to reconnect. */
    default void disconnected() {}

    /** The lock asked for with {@link OvsdbClient#lock} was granted, or lost to another client. */
    default void lockChanged(boolean held) {}
}
