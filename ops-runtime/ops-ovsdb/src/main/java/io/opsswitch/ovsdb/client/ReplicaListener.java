/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

/** Hears about a client's replica. All methods are called on the client's own thread, one at a time: return soon. */
public interface ReplicaListener {

    /**
     * The replica is new or has changed: after the first dump, after each batch of updates, and after a reconnect, where
     * it may differ in any way from the last one.
     */
    void changed(Replica replica);

    /** The connection was lost; the client goes on trying to reconnect. */
    default void disconnected() {}

    /** The lock asked for with {@link OvsdbClient#lock} was granted, or lost to another client. */
    default void lockChanged(boolean held) {}
}
