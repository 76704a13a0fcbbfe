/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.history.TransactionHistory;
import io.opsswitch.ovsdb.monitor.MonitorSpec.TableSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All monitors of one database. What is committed waits here until the server has done all that lies before it, and is
 * then told in one update: encoded once for each distinct monitor, however many clients have it, and merged by row where
 * several transactions came together. A client that commits is told before it gets its reply. A client which reconnects
 * soon is told only what it has missed, from the database's history.
 *
 * <p>Owned by the engine's thread.
 */
public final class MonitorHub implements Database.CommitListener {

    private final Database database;
    private final Map<String, MonitorGroup> groups = new LinkedHashMap<>();
    private final List<MonitorGroup> pending = new ArrayList<>();
    private final TransactionHistory history;

    /** Create the hub of a database and listen to it. */
    public MonitorHub(Database database) {
        this(database, new TransactionHistory(database));
    }

    /** Create the hub of a database whose history is given, and listen to it. */
    public MonitorHub(Database database, TransactionHistory history) {
        this.database = database;
        this.history = history;
        database.addListener(this);
    }

    /** Return the last transactions. */
    public TransactionHistory history() {
        return history;
    }

    /** Start to tell a client about changes after now. */
    public Subscription subscribe(Subscription.Sink sink, Json id, MonitorSpec spec) {
        MonitorGroup group = groups.computeIfAbsent(spec.key(), key -> new MonitorGroup(database, spec));
        Subscription subscription = new Subscription(sink, id, group);
        group.add(subscription);
        return subscription;
    }

    /** Stop to tell a client. */
    public void unsubscribe(Subscription subscription) {
        MonitorGroup group = subscription.group();
        if (group.remove(subscription) && group.size() == 0) {
            groups.remove(group.spec().key());
            pending.remove(group);
        }
    }

    /** Return all rows as a client must see them first; encoded once for all that ask between two commits. */
    public SharedBytes dump(Subscription subscription) {
        return subscription.group().dump();
    }

    /** Return what has changed since a transaction as an update; null if that is too long ago or unknown. */
    public @Nullable SharedBytes since(UUID transactionId, MonitorSpec spec) {
        List<ChangeSet> later = history.since(transactionId, spec.wantsVersions());
        if (later == null) {
            return null;
        }
        byte[] body = UpdateEncoder.encode(spec, later);
        return SharedBytes.of(body == null ? "{}".getBytes(StandardCharsets.US_ASCII) : body);
    }

    /** Tell one client which rows enter or leave with its new conditions. */
    public void conditionChange(MonitorSpec before, Subscription subscription) {
        MonitorSpec after = subscription.spec();
        UpdateEncoder encoder = new UpdateEncoder(after, 512);
        for (TableSpec table : after.tables().values()) {
            TableSpec old = before.tables().get(table.schema().name());
            if (old != null && old != table) {
                encoder.conditionChange(old, table, database.rows(table.schema().name()));
            }
        }
        if (!encoder.isEmpty()) {
            subscription.send(encoder.finish());
        }
    }

    /** Return the number of monitors. */
    public int size() {
        return groups.values().stream().mapToInt(MonitorGroup::size).sum();
    }

    /** Return the number of distinct monitors: each is encoded once, however many clients have it. */
    public int distinct() {
        return groups.size();
    }

    @Override
    public void committed(Database source, ChangeSet changes) {
        for (MonitorGroup group : groups.values()) {
            if (group.committed(changes)) {
                pending.add(group);
            }
        }
    }

    /** Return whether there is something to {@link #flush}. */
    public boolean isPending() {
        return !pending.isEmpty();
    }

    /** Tell all clients what was committed since the last time; slow ones later. */
    public void flush() {
        for (MonitorGroup group : pending) {
            group.flush();
        }
        pending.clear();
    }
}
