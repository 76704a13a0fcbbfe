/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.monitor;

import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.MultipartBody;
import java.util.List;

/** Tells who monitors flows of a change. */
public sealed interface FlowUpdate {

    /** What happened to a flow, in the order of the numbers of OpenFlow 1.4. */
    enum Event {
        /** It was there when the monitor came; told as added before OpenFlow 1.4. */
        INITIAL,
        /** It was added. */
        ADDED,
        /** It went. */
        REMOVED,
        /** It was changed. */
        MODIFIED
    }

    /**
     * A flow.
     *
     * @param event what happened
     * @param reason why it went, as in {@link io.opsswitch.openflow.message.flow.FlowRemoved}; else 0
     * @param priority its priority
     * @param idleTimeout after how many seconds without packet it goes
     * @param hardTimeout after how many seconds it goes
     * @param table its table
     * @param cookie its cookie
     * @param match which packets it is for
     * @param actions what it does, empty if that is not asked for
     */
    record Full(
            Event event,
            int reason,
            int priority,
            int idleTimeout,
            int hardTimeout,
            int table,
            long cookie,
            Match match,
            List<OfpAct> actions)
            implements FlowUpdate {}

    /**
     * A change that the controller itself made.
     *
     * @param transaction that of its message
     */
    record Abbreviated(int transaction) implements FlowUpdate {}

    /** Updates pause, as the controller does not read; from OpenFlow 1.4 on, before that a message of its own. */
    record Paused() implements FlowUpdate {}

    /** Updates go on. */
    record Resumed() implements FlowUpdate {}

    /**
     * Updates.
     *
     * @param entries the updates
     */
    record Reply(List<FlowUpdate> entries) implements MultipartBody<FlowUpdate> {}
}
