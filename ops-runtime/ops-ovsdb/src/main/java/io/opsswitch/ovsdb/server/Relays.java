/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.relay.Relay;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The databases of a server that are copies of other servers' (ovsdb(7), "Relay Service Model"). The public methods are
 * safe for use by several threads; they wait for the engine's thread, which owns all else.
 */
public final class Relays {

    /** How long a source may be silent unless something else is asked for. */
    public static final int DEFAULT_PROBE_MS = 5000;

    private final OvsdbServer server;
    private final Map<String, RelayedDatabase> relays = new TreeMap<>();

    Relays(OvsdbServer server) {
        this.server = server;
    }

    /**
     * Serve a copy of a database of other servers.
     *
     * @param source connection methods of the servers, separated by commas; one of them is used at a time
     * @throws OvsdbException if there is a database of that name
     * @throws IllegalArgumentException if the source cannot be understood; the message is for the user
     */
    public void add(String name, String source, UplinkOptions options) throws OvsdbException {
        boolean added = server.onEngine(() -> {
            RelayedDatabase made = new RelayedDatabase(server, name, source, options);
            if (!server.databases().add(made.served())) {
                return false;
            }
            relays.put(name, made);
            made.relay().start();
            return true;
        });
        if (!added) {
            throw OvsdbException.of("ovsdb error", "%s: duplicate database name", name);
        }
    }

    /** Change the source of a copy, or its options; returns false if there is no copy of that name. */
    public boolean change(String name, String source, UplinkOptions options) {
        return server.onEngine(() -> {
            Relay relay = relay(name);
            if (relay != null) {
                relay.source(source, options);
            }
            return relay != null;
        });
    }

    private @Nullable Relay relay(String name) {
        RelayedDatabase found = relays.get(name);
        return found == null ? null : found.relay();
    }

    /**
     * Return what completes when each copy is there, or its source has turned out not to be: with a source beside it, a
     * server that waits for this before it says that it is ready offers the database from the start.
     */
    public CompletableFuture<Void> settled() {
        return server.onEngine(() -> CompletableFuture.allOf(
                relays.values().stream().map(each -> each.relay().settled()).toArray(CompletableFuture<?>[]::new)));
    }

    /** Forget a copy that is no longer served. */
    void forget(RelayedDatabase gone) {
        relays.values().remove(gone);
    }

    /** Change after how long a silence sources are probed, for all copies; 0 for never. */
    public void probe(int ms) {
        server.runOnEngine(() -> {
            relays.values().forEach(each -> each.relay().probe(ms));
        });
    }
}
