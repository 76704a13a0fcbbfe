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

    private final Actions actions;
    private final SlotCounters statistics;

    /**
     * Create a flow.
     *
     * @param actions what this datapath can do
     * @param slots number of slots of its statistics
     * @param replaced the flow in whose place it comes, whose statistics it carries on, if any
     * @throws IllegalArgumentException if there is an action that the userspace datapath cannot do
     */
    public Flow(FlowKey key, FlowKey mask, Actions actions, int slots, @Nullable Flow replaced) {
        super(key, mask);
        SupportedActions.require(actions);
        this.actions = actions;
        this.statistics = replaced == null ? new SlotCounters(slots, 3) : replaced.statistics;
    }

    Actions actions() {
        return actions;
    }

    void count(int slot, int bytes, long nowMillis) {
        statistics.add(slot, PACKETS, 1);
        statistics.add(slot, BYTES, bytes);
        statistics.set(slot, USED, nowMillis);
    }

    /** Return the flow with its statistics now. */
    public FlowEntry entry() {
        return new FlowEntry(
                key(), mask(), actions, statistics.sum(PACKETS), statistics.sum(BYTES), statistics.max(USED));
    }
}
