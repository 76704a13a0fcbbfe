/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.follow.FeedOptions;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.ovsdb.uplink.Backoff;
import io.opsswitch.ovsdb.uplink.RemoteList;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Describes a connection and what of the database is wanted. Not safe for use by several threads. */
public final class OvsdbClientBuilder {

    /** A server on the same machine is back soon, and few wait for it. */
    private static final int LOCAL_BACKOFF_MS = 100;

    private final String remotes;
    private final String database;
    private @Nullable Map<String, Set<String>> tables;
    private final Map<String, RowCondition> conditions = new LinkedHashMap<>();
    private boolean leaderOnly = true;
    private boolean changeAware = true;
    private boolean shuffle = true;
    private int probeMs = UplinkOptions.USUAL_PROBE;
    private int maxBackoffMs = UplinkOptions.DEFAULT_MAX_BACKOFF_MS;
    private TlsSettings tls = TlsSettings.NONE;

    OvsdbClientBuilder(String remotes, String database) {
        this.remotes = remotes;
        this.database = database;
    }

    /**
     * Monitor these tables and no others, in the place of any named before. What the server's schema lacks is left out.
     * Unless tables are named everything is monitored.
     *
     * @param columns the columns wanted of each table, all where the set is empty
     */
    public OvsdbClientBuilder tables(Map<String, Set<String>> columns) {
        tables = new LinkedHashMap<>(columns);
        return this;
    }

    /** Monitor a table besides those named before: these columns, or all if none is named. */
    public OvsdbClientBuilder table(String table, String... columns) {
        Map<String, Set<String>> all = tables == null ? new LinkedHashMap<>() : tables;
        all.put(table, Set.of(columns));
        tables = all;
        return this;
    }

    /** Hold only those rows of a table that meet a condition, see {@link OvsdbClient#setConditions}. */
    public OvsdbClientBuilder condition(String table, RowCondition condition) {
        conditions.put(table, condition);
        return this;
    }

    /**
     * Set whether only the leader of a cluster will do, so that what the replica shows is never old; a relay will not do
     * then. True if nothing is said. Databases that are not clustered are not affected.
     */
    public OvsdbClientBuilder leaderOnly(boolean only) {
        leaderOnly = only;
        return this;
    }

    /** Set whether the servers are tried in random order, so that many clients spread. True if nothing is said. */
    public OvsdbClientBuilder shuffle(boolean random) {
        shuffle = random;
        return this;
    }

    /**
     * Set after how long a silence the server is probed, and left after as long again; zero for never. Five seconds if
     * nothing is said, but never on {@code unix:}.
     */
    public OvsdbClientBuilder probeInterval(Duration interval) {
        probeMs = Math.toIntExact(interval.toMillis());
        return this;
    }

    /** Set the longest pause between two attempts to connect. Eight seconds if nothing is said. */
    public OvsdbClientBuilder maxBackoff(Duration pause) {
        maxBackoffMs = Math.max(1, Math.toIntExact(pause.toMillis()));
        return this;
    }

    /**
     * Set whether the server is told that we notice when the database is converted or comes and goes. Otherwise it
     * disconnects us then. True if nothing is said.
     */
    public OvsdbClientBuilder databaseChangeAware(boolean aware) {
        changeAware = aware;
        return this;
    }

    /** Use these keys and certificates for {@code ssl:}. The files are read again when they change. */
    public OvsdbClientBuilder tls(TlsSettings settings) {
        tls = settings;
        return this;
    }

    /** Connect as {@link #connect(ReplicaListener)} does, without hearing of changes. */
    public OvsdbClient connect() {
        return connect(replica -> {});
    }

    /**
     * Connect. Returns at once; the connection is made, and made again when it is lost, in the background, on one daemon
     * thread.
     *
     * @param listener hears about the replica, on the client's own thread
     * @throws IllegalArgumentException if the remotes or conditions make no sense; the message is for the user
     */
    public OvsdbClient connect(ReplicaListener listener) {
        List<Remote> servers = RemoteList.parse(remotes);
        for (Remote server : servers) {
            if (!server.isActive()) {
                throw new IllegalArgumentException(
                        server.text() + ": a client connects to unix:PATH, tcp:IP[:PORT] or ssl:HOST[:PORT]");
            }
            if (server.isTls() && (tls.privateKey() == null || tls.certificate() == null)) {
                throw new IllegalArgumentException(
                        server.text() + ": TLS needs a private key and a certificate; give the PEM files of both");
            }
        }
        boolean local = servers.stream().allMatch(Remote::isUnix);
        int minBackoffMs = local ? LOCAL_BACKOFF_MS : Backoff.MIN_MS;
        FeedOptions options = new FeedOptions(
                leaderOnly, changeAware, shuffle, new UplinkOptions(probeMs, minBackoffMs, maxBackoffMs, -1));
        ReconnectingClient client = new ReconnectingClient(remotes, database, tables, listener, options, tls);
        client.start(conditions);
        return client;
    }
}
