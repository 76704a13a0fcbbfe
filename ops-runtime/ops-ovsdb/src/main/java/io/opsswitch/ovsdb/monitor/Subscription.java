/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.RowChange;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One client's monitor. While the client is slow, changes are merged here by row instead of being sent, so that what it
 * costs is bounded by the size of the database and not by the number of transactions. Owned by the engine's thread.
 */
public final class Subscription {

    /** A client's connection. */
    public interface Sink {
        /** Return whether the client takes updates as fast as they come. */
        boolean ready();

        /** Send a message given in pieces, which are shared with other clients and must not be changed. */
        void send(byte[]... pieces);
    }

    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

    private final Sink sink;
    private final byte[] prefix;
    private final Json id;
    private final MonitorSpec spec;
    private @Nullable Map<String, Map<UUID, RowChange>> pending;
    private UUID lastTransaction;

    Subscription(Sink sink, Json id, MonitorSpec spec, UUID transactionId) {
        this.sink = sink;
        this.id = id;
        this.spec = spec;
        this.lastTransaction = transactionId;
        this.prefix = new JsonWriter(false)
                .raw("{\"id\":null,\"method\":\"")
                .raw(spec.version().method())
                .raw("\",\"params\":[")
                .value(id)
                .raw(',')
                .toBytes();
    }

    /** Return the client's name for it. */
    public Json id() {
        return id;
    }

    /** Return what the client wants to know. */
    public MonitorSpec spec() {
        return spec;
    }

    boolean behind() {
        return pending != null || !sink.ready();
    }

    void defer(ChangeSet changes) {
        Map<String, Map<UUID, RowChange>> merged = pending == null ? new LinkedHashMap<>() : pending;
        merge(merged, changes, spec);
        if (!merged.isEmpty()) {
            pending = merged;
        }
        lastTransaction = changes.transactionId();
    }

    /** Add a change set to changes merged by row, as far as a monitor looks at its tables. */
    static void merge(Map<String, Map<UUID, RowChange>> merged, ChangeSet changes, MonitorSpec spec) {
        changes.tables().forEach((name, table) -> {
            if (spec.tables().containsKey(name)) {
                Map<UUID, RowChange> rows = merged.computeIfAbsent(name, n -> new LinkedHashMap<>());
                for (RowChange change : table.rows()) {
                    rows.merge(change.uuid(), change, RowChange::then);
                }
            }
        });
    }

    /** Send what was held back. */
    public void flush() {
        Map<String, Map<UUID, RowChange>> merged = pending;
        pending = null;
        if (merged != null) {
            byte[] body = encode(spec, merged);
            if (body != null) {
                send(body, lastTransaction);
            }
        }
    }

    static byte @Nullable [] encode(MonitorSpec spec, Map<String, Map<UUID, RowChange>> merged) {
        UpdateEncoder encoder = new UpdateEncoder(spec, 512);
        merged.forEach((name, rows) -> encoder.table(name, sink -> rows.values().forEach(sink), false));
        return encoder.isEmpty() ? null : encoder.finish();
    }

    void send(byte[] body, UUID transactionId) {
        lastTransaction = transactionId;
        if (spec.version() == MonitorVersion.V3) {
            byte[] name = ("\"" + transactionId + "\",").getBytes(StandardCharsets.US_ASCII);
            sink.send(prefix, name, body, END);
        } else {
            sink.send(prefix, body, END);
        }
    }
}
