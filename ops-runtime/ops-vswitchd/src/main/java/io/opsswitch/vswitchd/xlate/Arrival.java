/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a {@link Journey} begins: at a port of the datapath, in a bridge, or where an earlier one was interrupted. */
final class Arrival {

    private Arrival() {}

    /** Translate a packet that comes from a datapath. */
    static Translation fromDatapath(Journey journey) {
        try {
            int recirculation = (int) journey.flow.get(FlowField.RECIRC_ID);
            FrozenState state = recirculation == 0 ? null : journey.recirculations.find(recirculation);
            Place start = journey.snapshot.arrivalOf(journey.original());
            boolean isDamaged = state == null
                    ? start != null && !readTunnelOptions(journey, start.bridge())
                    : !readTunnelOptions(journey, journey.snapshot.bridge(state.bridge()));
            if (isDamaged) {
                journey.fail(XlateError.INVALID_TUNNEL_METADATA, "Invalid Geneve tunnel metadata");
            } else if (recirculation != 0) {
                comeBack(journey);
            } else if (start == null) {
                journey.warn("no bridge has the input port, dropping");
            } else {
                Passage.enter(journey, start, true);
            }
            return Outcome.of(journey);
        } finally {
            journey.walk.close();
        }
    }

    /** Translate a packet in a bridge: what its pipeline does with it, or these actions. */
    static Translation inBridge(Journey journey, OfBridge start, @Nullable List<OfpAct> packetOut) {
        try {
            Place at = journey.snapshot.ofNumber(start, (int) journey.flow.get(FlowField.IN_PORT));
            journey.base.set(
                    FlowField.IN_PORT,
                    at == null ? OfPort.NO_DATAPATH_PORT : at.port().datapathPort());
            if (packetOut == null && journey.flow.get(FlowField.RECIRC_ID) != 0) {
                comeBack(journey);
            } else if (packetOut != null) {
                journey.setBridge(start);
                Passage.inBridge(journey, start.name(), () -> journey.walk.packetOut(packetOut));
            } else if (at != null) {
                Passage.enter(journey, at, true);
            } else {
                journey.setBridge(start);
                Passage.inBridge(journey, start.name(), () -> start.pipeline().process(journey));
            }
            return Outcome.of(journey);
        } finally {
            journey.walk.close();
        }
    }

    /** Translate what is still to be done with a packet. */
    static Translation resumed(Journey journey, FrozenState state) {
        try {
            journey.walk.thaw(state);
            return Outcome.of(journey);
        } finally {
            journey.walk.close();
        }
    }

    /** Bring the options of the tunnel that the packet came by into the form of a bridge; return whether that can be done. */
    private static boolean readTunnelOptions(Journey journey, @Nullable OfBridge first) {
        if (first == null || !(first.pipeline() instanceof TablePipeline pipeline)) {
            return true;
        }
        journey.arrival = pipeline.settings();
        return TunnelOptions.toFields(journey.flow, journey.arrival);
    }

    /** Go on with a packet that an earlier translation has sent through the datapath. */
    private static void comeBack(Journey journey) {
        int recirculation = (int) journey.flow.get(FlowField.RECIRC_ID);
        FrozenState state = journey.recirculations.find(recirculation);
        if (state != null) {
            journey.walk.thaw(state);
        } else {
            journey.fail(
                    XlateError.NO_RECIRCULATION_CONTEXT,
                    "Recirculation context not found for ID " + Integer.toHexString(recirculation));
        }
    }
}
