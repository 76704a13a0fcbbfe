/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.vswitchd.ofproto.BridgeExtension;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.Place;

/** How the packet of a {@link Journey} leaves a bridge by its ports. */
final class Departure {

    private Departure() {}

    /** Send the packet out of a bundle, with the tag that the bundle's settings ask for. */
    static void byBundle(Journey journey, Bundle to, int vlan, boolean isLast) {
        if (journey.loop != null || to.ports().isEmpty()) {
            return;
        }
        OfPort port = to.ports().get(0);
        if (port.equals(journey.place().port())) {
            return;
        }
        FlowKey before = journey.flow.copy();
        boolean poppedBefore = journey.popped;
        VlanTag.leave(journey, journey.place().bundle().vlans(), to.vlans(), vlan);
        byPort(journey, new Place(journey.bridge(), to, port), isLast);
        journey.flow.copyFrom(before);
        journey.popped = poppedBefore;
    }

    /** Send the packet, as it is, out of a port of the bridge that it is in. */
    static void byPort(Journey journey, Place to, boolean isLast) {
        OfPort port = to.port();
        if ((port.config() & PortConfig.NO_FWD) != 0) {
            journey.note("OFPPC_NO_FWD set, skipping output");
            return;
        }
        if (port.peer() != null) {
            Passage.cross(journey, port, isLast);
        } else if (port.virtual() != null) {
            port.virtual().output(journey, to, isLast);
        } else {
            journey.commit();
            if (!isIntercepted(journey, to)) {
                journey.actions.output(port.datapathPort());
            }
        }
        for (BridgeExtension extension : journey.bridge().extensions()) {
            extension.egress(journey, to.bundle());
        }
    }

    private static boolean isIntercepted(Journey journey, Place to) {
        for (BridgeExtension extension : to.bridge().extensions()) {
            if (extension.intercept(journey, to)) {
                return true;
            }
        }
        return false;
    }
}
