/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.monitor.FlowUpdate;
import io.opsswitch.openflow.message.monitor.MonitorCancel;
import io.opsswitch.openflow.message.monitor.MonitorRequest;
import io.opsswitch.vswitchd.table.FlowTables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Requests to be told of changes of flows. */
final class MonitorRequests {

    private final Endpoint endpoint;
    private final FlowMonitors monitors;

    MonitorRequests(Endpoint endpoint, FlowMonitors monitors) {
        this.endpoint = endpoint;
        this.monitors = monitors;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.FLOW_MONITOR_STATS_REQUEST, Dispatcher.Access.READS, this::change);
        dispatcher.on(MessageKind.FLOW_MONITOR_CANCEL, Dispatcher.Access.READS, this::cancel);
    }

    private void change(Request request) {
        Map<Integer, FlowMonitor> known = request.from().monitors;
        endpoint.tables.lock().lock();
        try {
            List<FlowMonitor> fresh = new ArrayList<>();
            try {
                for (MonitorRequest wanted :
                        request.body(MonitorRequest.Request.class).entries()) {
                    change(wanted, known, fresh);
                }
            } catch (OpenFlowException e) {
                fresh.forEach(monitor -> known.remove(monitor.request().monitor()));
                throw e;
            }
            endpoint.reply(request, new FlowUpdate.Reply(monitors.initial(fresh)));
        } finally {
            endpoint.tables.lock().unlock();
        }
    }

    private static void change(MonitorRequest wanted, Map<Integer, FlowMonitor> known, List<FlowMonitor> fresh) {
        if (wanted.table() != FlowMod.ALL_TABLES && wanted.table() >= FlowTables.COUNT) {
            throw error(OpenFlowError.OFPBRC_BAD_TABLE_ID, wanted.monitor(), "there is no table " + wanted.table());
        }
        if (wanted.command() != MonitorRequest.ADD) {
            remove(known, wanted.monitor());
        } else if (known.containsKey(wanted.monitor())) {
            throw error(OpenFlowError.OFPMOFC_MONITOR_EXISTS, wanted.monitor(), "it is there already");
        }
        if (wanted.command() != MonitorRequest.DELETE) {
            FlowMonitor monitor = new FlowMonitor(wanted);
            known.put(wanted.monitor(), monitor);
            fresh.add(monitor);
        }
    }

    private void cancel(Request request) {
        endpoint.tables.lock().lock();
        try {
            remove(request.from().monitors, request.body(MonitorCancel.class).monitor());
        } finally {
            endpoint.tables.lock().unlock();
        }
    }

    private static void remove(Map<Integer, FlowMonitor> known, int id) {
        if (known.remove(id) == null) {
            throw error(OpenFlowError.OFPMOFC_UNKNOWN_MONITOR, id, "there is no such monitor");
        }
    }

    private static OpenFlowException error(OpenFlowError error, int id, String why) {
        return new OpenFlowException(error, "flow monitor " + Integer.toUnsignedString(id) + ": " + why);
    }
}
