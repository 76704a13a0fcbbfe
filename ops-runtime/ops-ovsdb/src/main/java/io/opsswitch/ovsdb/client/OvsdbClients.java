/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.Remote;
import java.util.Map;
import java.util.Set;

/** Makes connections to OVSDB servers. */
public final class OvsdbClients {

    private OvsdbClients() {}

    /**
     * Connect to a database and keep a replica of it. Returns at once; the connection is made, and made again when it is
     * lost, in the background.
     *
     * @param remote {@code unix:PATH} or {@code tcp:IP[:PORT]}
     * @param database the database's name
     * @param tables the columns wanted of each table, all where the set is empty; what the server's schema lacks is left
     *     out
     * @param listener hears about the replica, on the client's own thread
     * @throws IllegalArgumentException if the remote cannot be understood
     */
    public static OvsdbClient connect(
            String remote, String database, Map<String, Set<String>> tables, ReplicaListener listener) {
        Remote parsed = Remote.parse(remote);
        if (parsed.kind() != Remote.Kind.UNIX && parsed.kind() != Remote.Kind.TCP) {
            throw new IllegalArgumentException(remote + ": a client connects to unix:PATH or tcp:IP[:PORT]");
        }
        ReconnectingClient client = new ReconnectingClient(parsed, database, Map.copyOf(tables), listener);
        client.start();
        return client;
    }
}
