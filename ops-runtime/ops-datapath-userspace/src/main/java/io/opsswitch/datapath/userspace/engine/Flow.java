/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.classifier.ClassifierEntry;
import org.jspecify.annotations.Nullable;

/** A megaflow with its statistics. */
public final class Flow extends ClassifierEntry {

    private static final int PACKETS = 0;
    private static final int BYTES = 1;
    private static final int USED = 2;

    /** What it was made for, bits outside the mask included: Open vSwitch's tools show those too. */
    private final FlowKey packet;

    private final Actions actions;
    private final long sequence;
    private final SlotCounters statistics;

    /**
     * Create a flow.
     *
     * @param key kept
     * @param actions what this datapath can do
     * @param sequence greater than that of flows that came before
     * @param replaced the flow in whose place it comes, whose statistics it carries on, if any
     * @throws IllegalArgumentException if there is an action that the userspace datapath cannot do
     */
    public Flow(FlowKey key, FlowKey mask, Actions actions, long sequence, @Nullable Flow replaced) {
        super(key, mask);
        SupportedActions.require(actions);
        this.packet = key;
        this.actions = actions;
        this.sequence = replaced == null ? sequence : replaced.sequence;
        this.statistics = replaced == null ? new SlotCounters(3) : replaced.statistics;
    }

    /** Return a number that orders flows by when they came. */
    public long sequence() {
        return sequence;
    }

    /** Return what it does with packets. */
    public Actions actions() {
        return actions;
    }

    void count(int slot, int bytes, long nowMillis) {
        statistics.add(slot, PACKETS, 1);
        statistics.add(slot, BYTES, bytes);
        statistics.set(slot, USED, nowMillis);
    }

    /** Note that it is there for a thread, though it may have had no packet of it yet. */
    public void offerTo(int slot) {
        statistics.take(slot);
    }

    /** Return whether it is there for a thread of the slots from one to another, that one not included. */
    public boolean isOfferedTo(int from, int to) {
        for (int slot = from; slot < to; slot++) {
            if (statistics.has(slot)) {
                return true;
            }
        }
        return false;
    }

    /** Return the flow with the statistics of the slots from one to another, that one not included. */
    public FlowEntry entry(int from, int to) {
        return new FlowEntry(
                packet,
                mask(),
                actions,
                statistics.sum(PACKETS, from, to),
                statistics.sum(BYTES, from, to),
                statistics.max(USED, from, to));
    }

    /** Return the flow with its statistics now. */
    public FlowEntry entry() {
        return entry(0, Integer.MAX_VALUE);
    }
}
