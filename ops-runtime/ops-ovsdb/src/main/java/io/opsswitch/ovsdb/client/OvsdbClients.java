/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.TlsSettings;
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
        return connect(remote, database, tables, listener, TlsSettings.NONE);
    }

    /**
     * Connect as {@link #connect(String, String, Map, ReplicaListener)} does, with keys and certificates for {@code
     * ssl:HOST[:PORT]}. The files are read again when they change.
     */
    public static OvsdbClient connect(
            String remote,
            String database,
            Map<String, Set<String>> tables,
            ReplicaListener listener,
            TlsSettings settings) {
        Remote parsed = Remote.parse(remote);
        if (!parsed.isActive()) {
            throw new IllegalArgumentException(
                    remote + ": a client connects to unix:PATH, tcp:IP[:PORT] or ssl:HOST[:PORT]");
        }
        if (parsed.isTls() && (settings.privateKey() == null || settings.certificate() == null)) {
            throw new IllegalArgumentException(
                    remote + ": TLS needs a private key and a certificate; give the PEM files of both");
        }
        ReconnectingClient client = new ReconnectingClient(parsed, database, Map.copyOf(tables), listener, settings);
        client.start();
        return client;
    }
}
