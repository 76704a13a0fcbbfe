/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.Body;
import java.util.List;

/**
 * Adds, changes or deletes flows.
 *
 * @param command which of these
 * @param table the table, {@link #ALL_TABLES} for all or for the switch to choose. In OpenFlow 1.0 it stands in the upper
 *     half of the command and counts only if the extension for that is on: else see {@link #withoutTable}
 * @param match which packets the flow is for, or which flows are meant
 * @param priority of flows that match a packet the one with the highest counts
 * @param cookie flows whose cookie is another one are not meant
 * @param cookieMask which bits of that cookie count, 0 for none
 * @param newCookie the cookie of a flow that is added, and of one that is changed if {@code modifyCookie}; all ones if not
 *     told
 * @param modifyCookie whether flows that are changed take the new cookie
 * @param idleTimeout after how many seconds without packet the flow goes, 0 for never
 * @param hardTimeout after how many seconds the flow goes, 0 for never
 * @param importance of flows that have to go the one with the lowest goes first; from OpenFlow 1.4 on
 * @param bufferId the packet to send through the tables then, all ones for none
 * @param outPort flows that do not send packets to this port are not deleted; {@link io.opsswitch.openflow.OfPorts#NONE}
 *     for any
 * @param outGroup flows that do not send packets to this group are not deleted; all ones for any
 * @param flags those of {@link FlowFlags}
 * @param actions what the flow does
 */
public record FlowMod(
        FlowCommand command,
        int table,
        Match match,
        int priority,
        long cookie,
        long cookieMask,
        long newCookie,
        boolean modifyCookie,
        int idleTimeout,
        int hardTimeout,
        int importance,
        int bufferId,
        int outPort,
        int outGroup,
        int flags,
        List<OfpAct> actions)
        implements Body {

    /** All tables. */
    public static final int ALL_TABLES = 255;
    /** A cookie that is not told. */
    public static final long NO_COOKIE = -1;
    /** No packet. */
    public static final int NO_BUFFER = -1;
    /** Any group. */
    public static final int ANY_GROUP = -1;

    /** Begin a change of a table, {@link #ALL_TABLES} for all. */
    public static FlowModBuilder of(FlowCommand command, int table, Match match) {
        return new FlowModBuilder(command, table, match);
    }

    /** Return whether it has a flag of {@link FlowFlags}. */
    public boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** Return this with other actions. */
    public FlowMod withActions(List<OfpAct> others) {
        return copy(table, others);
    }

    /** Return this for a switch whose extension for tables in OpenFlow 1.0 is off: for any table. */
    public FlowMod withoutTable() {
        return copy(ALL_TABLES, actions);
    }

    private FlowMod copy(int newTable, List<OfpAct> newActions) {
        return new FlowMod(
                command,
                newTable,
                match,
                priority,
                cookie,
                cookieMask,
                newCookie,
                modifyCookie,
                idleTimeout,
                hardTimeout,
                importance,
                bufferId,
                outPort,
                outGroup,
                flags,
                newActions);
    }
}
