/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.message.flow.FlowMod;

/**
 * Flows that packets of other flows add. Safe for use by several threads: takes the lock of the tables where it changes
 * something.
 */
public final class LearnedFlows {

    private LearnedFlows() {}

    /**
     * Add a flow, or have it begin its time anew if it is there.
     *
     * @param mod adds it, or changes what it does
     * @param limit how many flows with its cookie may be in its table; 0 for any number
     * @return whether it is there now: not if there are too many
     * @throws io.opsswitch.openflow.OpenFlowException if it cannot be added
     */
    public static boolean learn(FlowTables tables, FlowMod mod, int limit) {
        tables.lock().lock();
        try {
            FlowRule there =
                    tables.table(mod.table()).classifier().find(mod.match(), mod.priority(), FlowTables.LATEST);
            if (there != null
                    && there.hardTimeout() == 0
                    && there.cookie() == mod.newCookie()
                    && there.actions().equals(mod.actions())) {
                return true;
            }
            if (there == null && limit != 0 && count(tables, mod) >= Integer.toUnsignedLong(limit)) {
                return false;
            }
            tables.apply(mod, null);
            return true;
        } finally {
            tables.lock().unlock();
        }
    }

    /** Return whether the flow that a change would add is there. */
    public static boolean isThere(FlowTables tables, FlowMod mod) {
        tables.lock().lock();
        try {
            return tables.table(mod.table()).classifier().find(mod.match(), mod.priority(), FlowTables.LATEST) != null;
        } finally {
            tables.lock().unlock();
        }
    }

    /** Return whether a flow would be learned, or is there: {@link #learn} without doing it. */
    public static boolean mayLearn(FlowTables tables, FlowMod mod, int limit) {
        tables.lock().lock();
        try {
            return isThere(tables, mod) || count(tables, mod) < Integer.toUnsignedLong(limit);
        } finally {
            tables.lock().unlock();
        }
    }

    private static long count(FlowTables tables, FlowMod mod) {
        FlowCriteria all = FlowCriteria.all(mod.table());
        return tables.select(new FlowCriteria(
                        mod.table(), all.match(), mod.newCookie(), -1L, OfPorts.NONE, FlowMod.ANY_GROUP, false))
                .size();
    }
}
