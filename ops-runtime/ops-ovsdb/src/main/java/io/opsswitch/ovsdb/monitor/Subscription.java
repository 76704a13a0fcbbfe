/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonWriter;
import io.opsswitch.ovsdb.engine.ChangeSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
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

        /** Send a message, and release it. */
        void send(SharedBytes message);
    }

    private static final byte[] NOTHING = "{}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = "]}".getBytes(StandardCharsets.US_ASCII);

    private final Sink sink;
    private final byte[] prefix;
    private final Json id;
    private final MonitorGroup group;
    private @Nullable MergedChanges deferred;

    /** How many of the group's pending transactions this client has been told. */
    private int told;

    Subscription(Sink sink, Json id, MonitorGroup group) {
        this.sink = sink;
        this.id = id;
        this.group = group;
        this.told = group.pending();
        this.prefix = new JsonWriter(false)
                .raw("{\"id\":null,\"method\":\"")
                .raw(group.spec().version().method())
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
        return group.spec();
    }

    MonitorGroup group() {
        return group;
    }

    /** Tell the client what it has not been told, or keep it until the client has read what it was sent before. */
    void flushOrDefer() {
        if (deferred == null && sink.ready()) {
            flush();
        } else {
            defer();
        }
    }

    private void defer() {
        List<ChangeSet> missed = group.pendingFrom(told);
        if (!missed.isEmpty()) {
            MergedChanges merged = deferred == null ? new MergedChanges(spec()) : deferred;
            missed.forEach(merged::add);
            deferred = merged.isEmpty() ? null : merged;
            told = group.pending();
        }
    }

    /** Note that the group has told all. */
    void caughtUp() {
        told = 0;
    }

    /** Tell the client now what it has not been told. */
    public void flush() {
        if (deferred != null) {
            defer();
        }
        MergedChanges merged = deferred;
        if (merged != null) {
            deferred = null;
            byte[] body = UpdateEncoder.encode(merged);
            if (body != null) {
                send(body);
            }
        } else if (told < group.pending()) {
            SharedBytes message = group.message(told, prefix);
            told = group.pending();
            if (message != null) {
                sink.send(message);
            }
        }
    }

    /**
     * Tell the client with an update of nothing which state it has come to. The reply to its request has said so, but
     * Python's IDL before Open vSwitch 3.3 takes it from updates only, and would resume from an older state the next time.
     */
    public void tellState() {
        send(NOTHING);
    }

    void send(byte[] body) {
        sink.send(message(spec(), prefix, group.transactionId(), body));
    }

    static SharedBytes message(MonitorSpec spec, byte[] prefix, UUID transactionId, byte[] body) {
        if (spec.version() == MonitorVersion.V3) {
            byte[] name = ("\"" + transactionId + "\",").getBytes(StandardCharsets.US_ASCII);
            return SharedBytes.of(prefix, name, body, END);
        }
        return SharedBytes.of(prefix, body, END);
    }
}
