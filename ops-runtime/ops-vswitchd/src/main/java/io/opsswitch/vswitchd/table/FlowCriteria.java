/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.flow.FlowMod;

/**
 * Which flows are meant.
 *
 * @param table the number of a table, or {@link FlowMod#ALL_TABLES}
 * @param match covers all that their matches do
 * @param cookieValue the bits that their cookies have
 * @param cookieMask which bits count
 * @param outPort they output to it, unless it is {@link OfPorts#NONE}
 * @param outGroup they use it, unless it is {@link FlowMod#ANY_GROUP}
 * @param isInternal whether hidden flows are meant too
 */
public record FlowCriteria(
        int table, Match match, long cookieValue, long cookieMask, int outPort, int outGroup, boolean isInternal) {

    /** Return what selects all flows of a table that controllers see. */
    public static FlowCriteria all(int table) {
        return new FlowCriteria(table, Match.ANY, 0, 0, OfPorts.NONE, FlowMod.ANY_GROUP, false);
    }

    static FlowCriteria of(FlowMod mod, boolean isInternal) {
        boolean deletes = mod.command().deletes();
        return new FlowCriteria(
                mod.table(),
                mod.match(),
                mod.cookie(),
                mod.cookieMask(),
                deletes ? mod.outPort() : OfPorts.NONE,
                deletes ? mod.outGroup() : FlowMod.ANY_GROUP,
                isInternal);
    }
}
