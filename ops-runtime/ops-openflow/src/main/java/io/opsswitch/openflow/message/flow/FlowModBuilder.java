/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import java.util.List;

/** A change of flows that is being put together; what is not said is as if a message did not say it. */
public final class FlowModBuilder {

    private static final int DEFAULT_PRIORITY = 0x8000;

    private final FlowCommand command;
    private final int table;
    private final Match match;
    private int priority = DEFAULT_PRIORITY;
    private long cookie;
    private long cookieMask;
    private long newCookie;
    private boolean modifyCookie;
    private int idleTimeout;
    private int hardTimeout;
    private int importance;
    private int outPort = OfPorts.NONE;
    private int outGroup = FlowMod.ANY_GROUP;
    private int flags;
    private List<OfpAct> actions = List.of();

    FlowModBuilder(FlowCommand command, int table, Match match) {
        this.command = command;
        this.table = table;
        this.match = match;
    }

    /** Set the priority; above 65535 for flows of the switch that nobody sees. */
    public FlowModBuilder priority(int value) {
        priority = value;
        return this;
    }

    /** Set the cookie of flows that are added; with {@link FlowMod#NO_COOKIE} a change that finds no flow adds none. */
    public FlowModBuilder cookie(long value) {
        newCookie = value;
        return this;
    }

    /** Have flows that are changed get the cookie too, as OpenFlow 1.0 has it. */
    public FlowModBuilder changesCookie(boolean value) {
        modifyCookie = value;
        return this;
    }

    /** Change or delete only flows whose cookie has these bits. */
    public FlowModBuilder onlyCookie(long value, long mask) {
        cookie = value & mask;
        cookieMask = mask;
        return this;
    }

    /** Set after how many seconds without a packet the flow ends, and after how many in any case; 0 is never. */
    public FlowModBuilder timeouts(int idleSeconds, int hardSeconds) {
        idleTimeout = idleSeconds;
        hardTimeout = hardSeconds;
        return this;
    }

    /** Set how important the flow is: less important ones make room first. */
    public FlowModBuilder importance(int value) {
        importance = value;
        return this;
    }

    /** Delete only flows that output to a port, unless it is {@link OfPorts#NONE}. */
    public FlowModBuilder outPort(int value) {
        outPort = value;
        return this;
    }

    /** Delete only flows that use a group, unless it is {@link FlowMod#ANY_GROUP}. */
    public FlowModBuilder outGroup(int value) {
        outGroup = value;
        return this;
    }

    /** Add a flag of {@link FlowFlags}. */
    public FlowModBuilder flag(int flag) {
        flags |= flag;
        return this;
    }

    /** Set what flows do. */
    public FlowModBuilder actions(List<OfpAct> value) {
        actions = value;
        return this;
    }

    /** Return the change. */
    public FlowMod build() {
        return new FlowMod(
                command,
                table,
                match,
                priority,
                cookie,
                cookieMask,
                newCookie,
                modifyCookie,
                idleTimeout,
                hardTimeout,
                importance,
                FlowMod.NO_BUFFER,
                outPort,
                outGroup,
                flags,
                actions);
    }
}
