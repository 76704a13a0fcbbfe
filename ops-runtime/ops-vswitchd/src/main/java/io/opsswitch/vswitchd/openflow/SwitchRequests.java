/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.control.AsyncConfig;
import io.opsswitch.openflow.message.control.AsyncKind;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.openflow.message.control.SwitchConfig;
import io.opsswitch.openflow.message.control.SwitchFeatures;
import io.opsswitch.openflow.message.control.SwitchFeatures.Capability;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.wire.Empty;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Requests about the switch as a whole, and those for what it cannot do. */
final class SwitchRequests {

    private static final int SHOWN_TABLES = 254;
    /** The types of actions of OpenFlow 1.0. */
    private static final int ACTIONS10 = 0xfff;

    private static final Set<Capability> CAPABILITIES = Set.of(
            Capability.FLOW_STATS,
            Capability.TABLE_STATS,
            Capability.PORT_STATS,
            Capability.GROUP_STATS,
            Capability.QUEUE_STATS,
            Capability.ARP_MATCH_IP,
            Capability.BUNDLES);

    private final Endpoint endpoint;

    SwitchRequests(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(Dispatcher dispatcher) {
        Dispatcher.Access reads = Dispatcher.Access.READS;
        dispatcher.on(MessageKind.FEATURES_REQUEST, reads, this::features);
        dispatcher.on(MessageKind.GET_CONFIG_REQUEST, reads, this::tellConfig);
        dispatcher.on(MessageKind.SET_CONFIG, reads, this::setConfig);
        dispatcher.on(
                MessageKind.BARRIER_REQUEST,
                reads,
                request -> endpoint.reply(request, MessageKind.BARRIER_REPLY, Empty.EMPTY));
        dispatcher.on(
                MessageKind.DESC_STATS_REQUEST, reads, request -> endpoint.reply(request, endpoint.view.description()));
        RequestHandler noExport = refusing(OpenFlowError.NXST_NOT_CONFIGURED, "this bridge does not export flows");
        dispatcher.on(MessageKind.IPFIX_BRIDGE_STATS_REQUEST, reads, noExport);
        dispatcher.on(MessageKind.IPFIX_FLOW_STATS_REQUEST, reads, noExport);
        RequestHandler noTracking = refusing(OpenFlowError.OFPBRC_BAD_TYPE, "this switch does not track connections");
        dispatcher.on(MessageKind.CT_FLUSH_ZONE, Dispatcher.Access.CHANGES, noTracking);
        dispatcher.on(MessageKind.CT_FLUSH, Dispatcher.Access.CHANGES, noTracking);
    }

    private static RequestHandler refusing(OpenFlowError error, String why) {
        return request -> {
            throw new OpenFlowException(error, why);
        };
    }

    private void features(Request request) {
        List<PortDescription> ports =
                endpoint.view.ports().stream().map(PortView::description).toList();
        endpoint.reply(
                request,
                MessageKind.FEATURES_REPLY,
                new SwitchFeatures(endpoint.view.datapathId(), 0, SHOWN_TABLES, 0, CAPABILITIES, ACTIONS10, ports));
    }

    private void tellConfig(Request request) {
        Controller from = request.from();
        boolean tellsTtl = (from.async.reasons(AsyncKind.PACKET_IN, true) >>> PacketIn.INVALID_TTL & 1) != 0;
        endpoint.reply(
                request,
                MessageKind.GET_CONFIG_REPLY,
                new SwitchConfig(endpoint.fragments, tellsTtl, from.missSendLength));
    }

    private void setConfig(Request request) {
        SwitchConfig config = request.body(SwitchConfig.class);
        Controller from = request.from();
        boolean mayChange = from.isService || from.role != Role.SECONDARY;
        // Nobody puts fragments together here: who asks for that gets what there was, as from Open vSwitch.
        if (mayChange && config.fragments() != FragmentHandling.REASSEMBLE) {
            endpoint.fragments = config.fragments();
            endpoint.tables.changed();
        }
        Boolean tellsTtl = config.invalidTtlToController();
        if (tellsTtl != null) {
            // The secondary role hears of such packets only if its own configuration says so.
            int reasons = withTtl(from.async.reasons(AsyncKind.PACKET_IN, true), tellsTtl);
            from.async = from.async.with(new AsyncConfig(Map.of(AsyncKind.PACKET_IN, reasons), Map.of()));
        }
        from.missSendLength = config.missSendLength();
    }

    private static int withTtl(int reasons, boolean isTold) {
        int bit = 1 << PacketIn.INVALID_TTL;
        return isTold ? reasons | bit : reasons & ~bit;
    }
}
