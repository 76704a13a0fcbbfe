/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.replication;

import io.opsswitch.ovsdb.engine.Database;

/** Whoever has a database that is a backup. Called on the engine's thread. */
public interface ReplicationTarget {

    /** Return the database. */
    Database database();

    /** The database cannot be replicated from that server, and trying again would not change that. */
    void failed();
}
