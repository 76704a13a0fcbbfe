/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.revalidate;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.upcall.ChangeLog;
import io.opsswitch.vswitchd.upcall.ChangeLog.Changes;
import io.opsswitch.vswitchd.upcall.DatapathLog;
import io.opsswitch.vswitchd.upcall.FlowId;
import io.opsswitch.vswitchd.upcall.FlowLimit;
import io.opsswitch.vswitchd.upcall.FlowTable;
import io.opsswitch.vswitchd.upcall.InstalledFlow;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Looks after the flows of one datapath. One {@link #pass} takes their counters, removes those that were idle for too
 * long, and translates anew those that a change may concern.
 *
 * <p>Passes run one at a time, on whatever thread asks for one.
 */
public final class Revalidator {
    private final Datapath datapath;
    private final Supplier<SwitchSnapshot> snapshots;
    private final Translator translator;
    private final FlowTable flows;
    private final FlowLimit limit;
    private final ChangeLog changeLog;
    private final LongSupplier clock;
    private final LongAdder hits = new LongAdder();
    private long passes;

    /** Create a revalidator. */
    public Revalidator(
            Datapath datapath,
            Supplier<SwitchSnapshot> snapshots,
            Translator translator,
            FlowTable flows,
            FlowLimit limit,
            ChangeLog changeLog,
            LongSupplier clock) {
        this.datapath = datapath;
        this.snapshots = snapshots;
        this.translator = translator;
        this.flows = flows;
        this.limit = limit;
        this.changeLog = changeLog;
        this.clock = clock;
    }

    /** Return how many packets took a flow, as far as their counters have been taken. */
    public long hits() {
        return hits.sum();
    }

    /**
     * Look at all flows once. On return no flow is left that was installed before the call and contradicts the
     * configuration as of the call.
     */
    public synchronized void pass() {
        long start = System.nanoTime();
        SwitchSnapshot snapshot = snapshots.get();
        for (OfBridge bridge : snapshot.bridges()) {
            bridge.macTable().expire();
        }
        Changes changes = changeLog.take();
        long number = ++passes;
        for (FlowEntry entry : datapath.dumpFlows()) {
            DatapathLog.dumped(datapath, entry, clock.getAsLong());
            FlowId id = FlowId.of(entry.key(), entry.mask());
            if (datapath.isLasting() && !flows.has(id)) {
                adopt(id, entry, snapshot, changes.to());
            }
            flows.update(id, flow -> {
                if (flow == null || !revalidate(id, flow, entry, snapshot, changes)) {
                    return false;
                }
                flow.setLastPass(number);
                return true;
            });
        }
        long now = clock.getAsLong();
        // What is left was installed during the dump, or taken out by the datapath together with its port.
        flows.removeIf(flow -> flow.lastPass() != number && !isFresh(flow, snapshot, changes, now));
        translator.recirculations().expire(now);
        translator.sendPending();
        limit.adapt(flows.size(), (System.nanoTime() - start) / 1_000_000);
    }

    /**
     * Take over a flow of a former run, or of somebody else, if what the configuration decides about its packets depends
     * on no more than the flow matches. Of a packet that was looked up again nobody knows what it waited for.
     */
    private void adopt(FlowId id, FlowEntry entry, SwitchSnapshot snapshot, long sequence) {
        if (entry.key().get(FlowField.RECIRC_ID) != 0) {
            return;
        }
        Translation translation = translator.translate(snapshot, entry.key(), false);
        if (translation.error() != null || !fits(translation, id)) {
            flows.release(translation);
            return;
        }
        flows.adopt(id, entry, translation, snapshot.generation(), sequence, clock.getAsLong());
    }

    /** Return whether a decision is right for all packets of a flow. */
    private boolean fits(Translation translation, FlowId id) {
        if (!datapath.abilities().hasMasks()) {
            return true;
        }
        return !needsMore(translation.mask(), datapath.isLasting() ? implied(id.mask()) : id.mask());
    }

    /** Return a mask with what every flow of a kernel matches, whether its mask says so or not. */
    private static FlowKey implied(FlowKey mask) {
        FlowKey whole = mask.copy();
        whole.matchAll(FlowField.RECIRC_ID).matchAll(FlowField.IN_PORT).matchAll(FlowField.PACKET_TYPE);
        whole.set(FlowField.VLAN_TCI, whole.get(FlowField.VLAN_TCI) | FlowField.VLAN_PRESENT);
        return whole.set(FlowField.INNER_VLAN_TCI, whole.get(FlowField.INNER_VLAN_TCI) | FlowField.VLAN_PRESENT);
    }

    /** Return when no flow contradicts what has changed before the call; look at the flows only if something has. */
    public synchronized void catchUp() {
        if (changeLog.isPending()) {
            pass();
        }
    }

    /** Take the counters of all flows and remove them. */
    public synchronized void purge() {
        for (FlowEntry entry : datapath.dumpFlows()) {
            flows.update(FlowId.of(entry.key(), entry.mask()), flow -> {
                if (flow != null) {
                    hits.add(flow.credit(entry.packets(), entry.bytes(), entry.usedMillis()));
                }
                return false;
            });
        }
        // What was installed during the dump.
        flows.clear();
    }

    private static boolean isFresh(InstalledFlow flow, SwitchSnapshot snapshot, Changes changes, long now) {
        return flow.generation() >= snapshot.generation()
                && !changes.concern(flow.sequence(), flow.tags())
                && now - flow.lastActive() < 1000;
    }

    /** Return whether a decision looks at bits that a flow does not match; one that looks at fewer is right for all of it. */
    private static boolean needsMore(FlowKey looked, FlowKey matched) {
        for (int word = 0; word < FlowKey.WORDS; word++) {
            if ((looked.word(word) & ~matched.word(word)) != 0) {
                return true;
            }
        }
        return false;
    }

    /** Return whether the flow stays. */
    private boolean revalidate(
            FlowId id, InstalledFlow flow, FlowEntry entry, SwitchSnapshot snapshot, Changes changes) {
        if (flow.generation() > snapshot.generation()) {
            // Installed after this look began; the next one has the snapshot that it was made by.
            return true;
        }
        boolean reconfigured = flow.generation() != snapshot.generation();
        if (!reconfigured) {
            hits.add(flow.credit(entry.packets(), entry.bytes(), entry.usedMillis()));
        }
        if (clock.getAsLong() - Math.max(flow.lastActive(), entry.usedMillis()) > limit.maxIdle(flows.size())) {
            return false;
        }
        if (!reconfigured && !changes.concern(flow.sequence(), flow.tags())) {
            flow.unconcerned(changes.to());
            return true;
        }
        Translation translation = translator.translate(snapshot, flow.key(), false);
        if (translation.isPassing() || !fits(translation, id)) {
            flows.release(translation);
            return false;
        }
        if (!translation.flowActions().equals(flow.actions())) {
            flows.replaceActions(id, flow, translation);
        }
        flows.release(flow.validated(translation, snapshot.generation(), changes.to()));
        if (reconfigured) {
            // What the packets did under the old configuration is no more wanted: its ports may be gone.
            hits.add(flow.credit(entry.packets(), entry.bytes(), entry.usedMillis()));
        }
        return true;
    }
}
