/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.vswitchd.ofproto.Place;

/**
 * Has the answers of DHCP servers reach the bridge's own port whatever flows say, if the bridge has in-band control: else a
 * host that gets its address by DHCP could never reach the controller. Stateless.
 */
final class LocalDelivery {

    private static final int DHCP_SERVER = 67;
    private static final int DHCP_CLIENT = 68;

    private LocalDelivery() {}

    /** See to it when all else has been done with a packet. */
    static void complete(TableWalk walk) {
        Journey journey = walk.journey;
        if (!isDhcpAnswer(journey.flow) || !journey.pipelineSettings().hasInBandControl()) {
            return;
        }
        Place local = journey.snapshot.ofNumber(journey.bridge(), OfPorts.LOCAL);
        if (local == null || reaches(journey.actions.build(), local.port().datapathPort())) {
            return;
        }
        journey.mask
                .matchAll(FlowField.ETH_TYPE)
                .matchAll(FlowField.IP_PROTO)
                .matchAll(FlowField.TP_SRC)
                .matchAll(FlowField.TP_DST);
        journey.note("outputting DHCP packet to local port for in-band control");
        Departure.byPort(journey, local, true);
    }

    private static boolean isDhcpAnswer(FlowKey flow) {
        return flow.get(FlowField.TP_DST) == DHCP_CLIENT
                && flow.get(FlowField.TP_SRC) == DHCP_SERVER
                && flow.get(FlowField.IP_PROTO) == IpProtocol.UDP
                && flow.get(FlowField.ETH_TYPE) == EtherType.IPV4;
    }

    private static boolean reaches(Actions actions, int datapathPort) {
        for (int at = 0; at < actions.end(); at = actions.next(at)) {
            if (actions.opcode(at) == Action.OUTPUT && actions.argument(at) == datapathPort) {
                return true;
            }
        }
        return false;
    }
}
