/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.ActionQueries;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.monitor.MonitorRequest;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.table.FlowRule;
import org.jspecify.annotations.Nullable;

/** Which flows a controller wants to be told of. Immutable. */
record FlowMonitor(MonitorRequest request) {

    boolean wants(int flag) {
        return (request.flags() & flag) != 0;
    }

    /**
     * Return whether a flow is among those that are meant.
     *
     * @param before what the flow did before, which counts too; or null
     */
    boolean covers(FlowRule rule, @Nullable FlowRule before) {
        return (request.table() == FlowMod.ALL_TABLES || request.table() == rule.table())
                && (sendsToPort(rule) || before != null && sendsToPort(before))
                && (request.outGroup() == FlowMod.ANY_GROUP
                        || ActionQueries.sendsToGroup(rule.actions(), request.outGroup()))
                && request.match().covers(rule.match());
    }

    private boolean sendsToPort(FlowRule rule) {
        return request.outPort() == OfPorts.NONE || ActionQueries.sendsToPort(rule.actions(), request.outPort());
    }

    /** Return what selects the flows that are there. */
    FlowCriteria criteria() {
        return new FlowCriteria(request.table(), request.match(), 0, 0, request.outPort(), request.outGroup(), false);
    }
}
