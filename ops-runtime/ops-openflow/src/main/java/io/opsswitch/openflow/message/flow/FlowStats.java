/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.MultipartBody;
import java.util.List;

/**
 * A flow and what it counted.
 *
 * @param table its table
 * @param match which packets it is for
 * @param priority its priority
 * @param cookie its cookie
 * @param age how long it has been there
 * @param idleTimeout after how many seconds without packet it goes, 0 for never
 * @param hardTimeout after how many seconds it goes, 0 for never
 * @param idleAge seconds since its last packet, -1 if not told; Nicira's form and OpenFlow 1.5 tell it
 * @param hardAge seconds since its last change, -1 if not told; Nicira's form tells it
 * @param importance its importance; from OpenFlow 1.4 on
 * @param flags those of {@link FlowFlags}; from OpenFlow 1.3 on
 * @param packets packets, all ones if unknown
 * @param bytes bytes, all ones if unknown
 * @param actions what it does
 */
public record FlowStats(
        int table,
        Match match,
        int priority,
        long cookie,
        Age age,
        int idleTimeout,
        int hardTimeout,
        int idleAge,
        int hardAge,
        int importance,
        int flags,
        long packets,
        long bytes,
        List<OfpAct> actions) {

    /**
     * Flows.
     *
     * @param entries the flows
     */
    public record Reply(List<FlowStats> entries) implements MultipartBody<FlowStats> {}
}
