/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.tls.TlsSettings;
import java.util.Map;
import java.util.Set;

/** Makes connections to OVSDB servers. */
public final class OvsdbClients {

    private OvsdbClients() {}

    /**
     * Start to describe a connection.
     *
     * @param remotes connection methods of the database's servers, separated by commas: {@code unix:PATH}, {@code
     *     tcp:IP[:PORT]} or {@code ssl:HOST[:PORT]}; a {@code cid:UUID} among them names the cluster
     * @param database the database's name
     */
    public static OvsdbClientBuilder builder(String remotes, String database) {
        return new OvsdbClientBuilder(remotes, database);
    }

    /** Connect as {@link #builder} does with nothing but these tables. */
    public static OvsdbClient connect(
            String remotes, String database, Map<String, Set<String>> tables, ReplicaListener listener) {
        return builder(remotes, database).tables(tables).connect(listener);
    }

    /** Connect as {@link #builder} does with nothing but these tables, and keys and certificates. */
    public static OvsdbClient connect(
            String remotes,
            String database,
            Map<String, Set<String>> tables,
            ReplicaListener listener,
            TlsSettings settings) {
        return builder(remotes, database).tables(tables).tls(settings).connect(listener);
    }
}
