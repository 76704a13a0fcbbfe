/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The clients whose monitors are told the same, and what was committed and they have not all been told. Texts are made
 * once: those of an update from each place in what is pending, and the whole message as long as the clients' names for
 * the monitor are the same too. Owned by the engine's thread.
 */
final class MonitorGroup {

    private final Database database;
    private final MonitorSpec spec;
    private final Set<Subscription> members = new LinkedHashSet<>();
    private final List<ChangeSet> pending = new ArrayList<>();
    private @Nullable SharedBytes dump;

    /** The newest text, from where in what is pending and to which end, and for which beginning of the message. */
    private int encodedFrom = -1;

    private int encodedTo;
    private byte @Nullable [] encoded;
    private byte @Nullable [] messagePrefix;
    private @Nullable SharedBytes message;

    MonitorGroup(Database database, MonitorSpec spec) {
        this.database = database;
        this.spec = spec;
    }

    MonitorSpec spec() {
        return spec;
    }

    int size() {
        return members.size();
    }

    void add(Subscription member) {
        members.add(member);
    }

    boolean remove(Subscription member) {
        boolean there = members.remove(member);
        if (members.isEmpty()) {
            forgetDump();
            forgetText();
        }
        return there;
    }

    /** Return the number of transactions that some member has not been told. */
    int pending() {
        return pending.size();
    }

    UUID transactionId() {
        return database.transactionId();
    }

    SharedBytes dump() {
        SharedBytes known = dump;
        if (known == null) {
            known = SharedBytes.of(UpdateEncoder.initial(spec, database));
            dump = known;
        }
        return known.share();
    }

    private void forgetDump() {
        if (dump != null) {
            dump.release();
            dump = null;
        }
    }

    /** Take note of a change; returns whether it is the first one that is pending. */
    boolean committed(ChangeSet changes) {
        forgetDump();
        if (!touches(changes)) {
            return false;
        }
        pending.add(changes);
        return pending.size() == 1;
    }

    private boolean touches(ChangeSet changes) {
        for (String table : changes.tables().keySet()) {
            if (spec.tables().containsKey(table)) {
                return true;
            }
        }
        return false;
    }

    /** Return what is pending from a place on. */
    List<ChangeSet> pendingFrom(int from) {
        return pending.subList(from, pending.size());
    }

    /** Return the text of what is pending from a place on; null if a client sees nothing of it. */
    private byte @Nullable [] encode(int from) {
        if (from != encodedFrom || encodedTo != pending.size()) {
            forgetText();
            encoded = UpdateEncoder.encode(spec, pendingFrom(from));
            encodedFrom = from;
            encodedTo = pending.size();
        }
        return encoded;
    }

    /** Return the message with what is pending from a place on, to be sent or released; null if there is none. */
    @Nullable
    SharedBytes message(int from, byte[] prefix) {
        byte[] body = encode(from);
        if (body == null) {
            return null;
        }
        SharedBytes known = message;
        if (known == null || !Arrays.equals(prefix, messagePrefix)) {
            if (known != null) {
                known.release();
            }
            known = Subscription.message(spec, prefix, transactionId(), body);
            message = known;
            messagePrefix = prefix;
        }
        return known.share();
    }

    private void forgetText() {
        encodedFrom = -1;
        encoded = null;
        messagePrefix = null;
        if (message != null) {
            message.release();
            message = null;
        }
    }

    /** Tell all members what is pending, or put it aside for those that are slow. */
    void flush() {
        for (Subscription member : members) {
            member.flushOrDefer();
        }
        for (Subscription member : members) {
            member.caughtUp();
        }
        pending.clear();
        forgetText();
    }
}
