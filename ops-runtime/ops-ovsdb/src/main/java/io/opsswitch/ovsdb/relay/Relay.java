/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.relay;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.DirectChange;
import io.opsswitch.ovsdb.follow.DatabaseFeed;
import io.opsswitch.ovsdb.follow.FeedOptions;
import io.opsswitch.ovsdb.follow.FeedTarget;
import io.opsswitch.ovsdb.follow.MonitorRequests;
import io.opsswitch.ovsdb.monitor.MonitorVersion;
import io.opsswitch.ovsdb.monitor.UpdateDecoder;
import io.opsswitch.ovsdb.uplink.Connector;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows a database of another server, its source, and forwards transactions to it (ovsdb(7), "Relay Service Model").
 *
 * <p>The states of its copy have the source's names, so that clients can go from one relay to another, and a relay that
 * comes back is told only what it missed. When the source cannot tell that, the copy is changed where it differs from
 * the source's contents, so that clients never see it empty.
 *
 * <p>Owned by the engine's thread.
 */
public final class Relay implements FeedTarget {

    /** For so long a lost source counts as connected: most come back soon, and clients need not know. */
    private static final int GRACE_MS = 30_000;

    private final String name;
    private final RelayTarget target;
    private final ScheduledExecutorService engine;
    private final ForwardQueue forwards = new ForwardQueue();
    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private final DatabaseFeed feed;
    private @Nullable DatabaseSchema schema;
    private boolean everConnected;
    private long lostAtNanos;

    /**
     * Create without connecting yet.
     *
     * @param source connection methods separated by commas
     * @throws IllegalArgumentException if the source cannot be understood; the message is for the user
     */
    public Relay(
            String name,
            RelayTarget target,
            ScheduledExecutorService engine,
            Connector connector,
            String source,
            UplinkOptions options) {
        this.name = name;
        this.target = target;
        this.engine = engine;
        this.feed =
                new DatabaseFeed(name, engine, connector, source, new FeedOptions(false, true, true, options), this);
    }

    /** Start to connect. */
    public void start() {
        feed.start();
    }

    /** Follow another source from now on, or the same with other options. */
    public void source(String remotes, UplinkOptions options) {
        feed.source(remotes, options);
    }

    /** Change after how long a silence the source is probed. */
    public void probe(int ms) {
        feed.uplink().options(feed.uplink().options().withProbe(ms));
    }

    /** Return what completes when the source is followed, or turns out not to be there or of no use now. */
    public CompletableFuture<Void> settled() {
        return settled;
    }

    /** Stop for good. Transactions that have no reply get none from here. */
    public void close() {
        feed.close();
        settled.complete(null);
    }

    /** Return whether the source is followed, or was until a moment ago. */
    public boolean isConnected() {
        return feed.isFollowing() || everConnected && System.nanoTime() - lostAtNanos < GRACE_MS * 1_000_000L;
    }

    /**
     * Have the source execute a transaction.
     *
     * @param key names it for {@link #cancel}
     * @param reply takes the source's reply, with the id of another request, or a failure "canceled"
     */
    public void forward(Object key, Json.Arr params, Consumer<JsonRpcMessage> reply) {
        forwards.add(key, params, reply);
        if (feed.isFollowing()) {
            forwards.send(feed.uplink());
        }
    }

    /** Forget a transaction; returns false if it is not under way. */
    public boolean cancel(Object key) {
        return forwards.remove(key);
    }

    @Override
    public void waiting() {
        settled.complete(null);
    }

    @Override
    public void lost() {
        lostAtNanos = System.nanoTime();
        engine.schedule(() -> target.connected(isConnected()), GRACE_MS + 1, TimeUnit.MILLISECONDS);
    }

    @Override
    public void disconnected() {
        settled.complete(null);
        forwards.cancelSent();
        target.connected(isConnected());
    }

    @Override
    public Json.Obj requests(DatabaseSchema source, MonitorVersion version, boolean resuming) {
        return MonitorRequests.everything(source);
    }

    @Override
    public void following() {
        everConnected = true;
        target.connected(true);
        forwards.send(feed.uplink());
        settled.complete(null);
    }

    @Override
    public void replace(DatabaseSchema source, UUID state, Json contents) throws OvsdbException {
        Database copy = target.copy();
        if (copy != null && source == schema) {
            apply(UpdateDecoder.replacement(copy, contents, table -> true), state);
            return;
        }
        Database made = new Database(source);
        apply(UpdateDecoder.replacement(made, contents, table -> true), state);
        schema = source;
        target.replace(
                made,
                copy == null ? "database " + name + " connected to storage" : "database " + name + " schema changed");
    }

    @Override
    public void update(UUID state, Json updates) throws OvsdbException {
        Database copy = target.copy();
        if (copy == null) {
            throw OvsdbException.syntax(updates, "changes of contents that were never told");
        }
        apply(UpdateDecoder.change(copy, updates), state);
    }

    /** Put a change into effect, under the source's name for the state if it has names. */
    private static void apply(DirectChange change, UUID state) throws OvsdbException {
        if (state.equals(DatabaseFeed.NONE)) {
            change.apply();
        } else {
            change.apply(state);
        }
    }
}
