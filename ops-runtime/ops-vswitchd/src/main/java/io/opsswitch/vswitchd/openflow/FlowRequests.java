/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.action.ActionChecks;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.flow.AggregateStats;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.flow.FlowRequest;
import io.opsswitch.openflow.message.flow.FlowStats;
import io.opsswitch.vswitchd.table.FlowCriteria;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.FlowTables;
import java.util.ArrayList;
import java.util.List;

/** Requests about flows. */
final class FlowRequests {

    private static final long MILLIS = 1000;
    private static final int LONGEST_AGE = 0xffff;

    private final Endpoint endpoint;

    FlowRequests(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(
                MessageKind.FLOW_MOD,
                Dispatcher.Access.CHANGES,
                request -> endpoint.tables.apply(checked(request.message(), request.from()), request.requester()));
        dispatcher.on(MessageKind.FLOW_STATS_REQUEST, Dispatcher.Access.READS, this::flows);
        dispatcher.on(MessageKind.AGGREGATE_STATS_REQUEST, Dispatcher.Access.READS, this::sums);
    }

    /**
     * Return the change that a message asks for.
     *
     * @throws OpenFlowException if it cannot be done whatever the tables have
     */
    FlowMod checked(OfMessage message, Controller from) {
        FlowMod mod = (FlowMod) message.body();
        if (message.version() == OpenFlowVersion.OF10 && !from.namesTables) {
            mod = mod.withoutTable();
        }
        List<OfpAct> actions = ActionChecks.check(
                mod.actions(), mod.match(), OfPorts.MAX, mod.table(), FlowTables.COUNT, message.version());
        endpoint.checkSupported(actions);
        if (!mod.command().deletes() && mod.bufferId() != FlowMod.NO_BUFFER) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BUFFER_UNKNOWN,
                    "this switch keeps no packets for controllers; send the packet with a packet-out");
        }
        return mod.withActions(actions);
    }

    private List<FlowRule> select(FlowRequest request) {
        return endpoint.tables.select(new FlowCriteria(
                request.table(),
                request.match(),
                request.cookie(),
                request.cookieMask(),
                request.outPort(),
                request.outGroup(),
                false));
    }

    private void flows(Request request) {
        List<FlowStats> entries = new ArrayList<>();
        for (FlowRule rule : select(request.body(FlowRequest.class))) {
            entries.add(describe(rule));
        }
        endpoint.reply(request, new FlowStats.Reply(entries));
    }

    private FlowStats describe(FlowRule rule) {
        return new FlowStats(
                rule.table(),
                rule.match(),
                rule.priority(),
                rule.cookie(),
                endpoint.since(rule.created()),
                rule.idleTimeout(),
                rule.hardTimeout(),
                seconds(rule.counters().used()),
                seconds(rule.modified()),
                rule.importance(),
                rule.flags(),
                rule.counters().packets(),
                rule.counters().bytes(),
                rule.actions());
    }

    private int seconds(long since) {
        long millis = Math.max(0, endpoint.clock.getAsLong() - since);
        return (int) Math.min(LONGEST_AGE, millis / MILLIS);
    }

    private void sums(Request request) {
        long packets = 0;
        long bytes = 0;
        int count = 0;
        for (FlowRule rule : select(request.body(FlowRequest.class))) {
            packets += rule.counters().packets();
            bytes += rule.counters().bytes();
            count++;
        }
        endpoint.reply(request, new AggregateStats(packets, bytes, count));
    }
}
