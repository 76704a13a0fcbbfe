/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.RowChange;
import io.opsswitch.ovsdb.history.TransactionHistory;
import io.opsswitch.ovsdb.monitor.MonitorSpec.TableSpec;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * All monitors of one database. Each commit is encoded once for each distinct monitor, however many clients have it;
 * they share the bytes. A client which reconnects soon is told only what it has missed, from the database's history.
 * Owned by the engine's thread.
 */
public final class MonitorHub implements Database.CommitListener {

    private static final class Group {
        final MonitorSpec spec;
        final List<Subscription> members = new ArrayList<>();
        SoftReference<byte[]> dump = new SoftReference<>(null);

        Group(MonitorSpec spec) {
            this.spec = spec;
        }
    }

    private final Database database;
    private final Map<String, Group> groups = new LinkedHashMap<>();
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
        Subscription subscription = new Subscription(sink, id, spec, database.transactionId());
        groups.computeIfAbsent(spec.key(), key -> new Group(spec)).members.add(subscription);
        return subscription;
    }

    /** Stop to tell a client. */
    public void unsubscribe(Subscription subscription) {
        Group group = groups.get(subscription.spec().key());
        if (group != null && group.members.remove(subscription) && group.members.isEmpty()) {
            groups.remove(subscription.spec().key());
        }
    }

    /** Return all rows as a client must see them first; encoded once for all that ask between two commits. */
    public byte[] dump(Subscription subscription) {
        Group group = groups.get(subscription.spec().key());
        byte[] bytes = group == null ? null : group.dump.get();
        if (bytes == null) {
            bytes = UpdateEncoder.initial(subscription.spec(), database);
            if (group != null) {
                group.dump = new SoftReference<>(bytes);
            }
        }
        return bytes;
    }

    /** Return what has changed since a transaction as an update; null if that is too long ago or unknown. */
    public byte @Nullable [] since(UUID transactionId, MonitorSpec spec) {
        List<ChangeSet> later = history.since(transactionId, spec.wantsVersions());
        if (later == null) {
            return null;
        }
        Map<String, Map<UUID, RowChange>> merged = new LinkedHashMap<>();
        for (ChangeSet changes : later) {
            Subscription.merge(merged, changes, spec);
        }
        byte[] body = Subscription.encode(spec, merged);
        return body == null ? "{}".getBytes(StandardCharsets.US_ASCII) : body;
    }

    /** Return the rows that enter or leave when a client changes its conditions; null if there are none. */
    public byte @Nullable [] conditionChange(MonitorSpec before, MonitorSpec after) {
        UpdateEncoder encoder = new UpdateEncoder(after, 512);
        for (TableSpec table : after.tables().values()) {
            TableSpec old = before.tables().get(table.schema().name());
            if (old != null && old != table) {
                encoder.conditionChange(old, table, database.rows(table.schema().name()));
            }
        }
        return encoder.isEmpty() ? null : encoder.finish();
    }

    /** Send an update to one client. */
    public void send(Subscription subscription, byte[] body) {
        subscription.send(body, database.transactionId());
    }

    /** Return the number of monitors. */
    public int size() {
        return groups.values().stream().mapToInt(group -> group.members.size()).sum();
    }

    /** Return the number of distinct monitors: each is encoded once, however many clients have it. */
    public int distinct() {
        return groups.size();
    }

    @Override
    public void committed(Database source, ChangeSet changes) {
        for (Group group : groups.values()) {
            group.dump = new SoftReference<>(null);
            if (touches(group.spec, changes)) {
                publish(group, changes);
            }
        }
    }

    private static boolean touches(MonitorSpec spec, ChangeSet changes) {
        for (String table : changes.tables().keySet()) {
            if (spec.tables().containsKey(table)) {
                return true;
            }
        }
        return false;
    }

    private static void publish(Group group, ChangeSet changes) {
        UpdateEncoder encoder = null;
        byte[] body = null;
        for (Subscription member : group.members) {
            if (member.behind()) {
                member.defer(changes);
                continue;
            }
            if (encoder == null) {
                encoder = new UpdateEncoder(group.spec, 512);
                for (Map.Entry<String, ChangeSet.Changes> table :
                        changes.tables().entrySet()) {
                    encoder.table(
                            table.getKey(), sink -> table.getValue().rows().forEach(sink), false);
                }
                body = encoder.isEmpty() ? null : encoder.finish();
            }
            if (body != null) {
                member.send(body, changes.transactionId());
            }
        }
    }
}
