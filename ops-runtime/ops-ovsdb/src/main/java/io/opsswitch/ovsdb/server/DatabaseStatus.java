/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the table {@code Database} of {@code _Server} says of a database beside its name and schema (ovsdb-server(5)).
 * Immutable.
 *
 * @param model {@code standalone}, {@code clustered} or {@code relay}
 * @param connected whether the database can be used now: a relay has its source, a member its cluster
 * @param leader whether this server may be asked for the newest state
 * @param cid the cluster, null where there is none
 * @param sid this server in the cluster, null where there is none
 * @param index the number of the newest entry of the cluster's log, null where there is none
 */
record DatabaseStatus(
        String model,
        boolean connected,
        boolean leader,
        @Nullable UUID cid,
        @Nullable UUID sid,
        @Nullable Long index) {

    /** A database in a file of its own. */
    static final DatabaseStatus STANDALONE = new DatabaseStatus("standalone", true, true, null, null, null);

    /** Return the status of a copy of another server's database. */
    static DatabaseStatus relay(boolean connected) {
        return new DatabaseStatus("relay", connected, false, null, null, null);
    }
}
