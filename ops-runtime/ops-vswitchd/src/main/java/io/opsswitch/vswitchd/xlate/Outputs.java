/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.Action;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.PortText;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.xlate.ActionList.Position;

/** The ways by which a packet leaves a bridge. Stateless. */
final class Outputs {

    private Outputs() {}

    /** Send the packet out of a port, whether it came in by that or not. */
    static void send(TableWalk walk, int port, boolean isLast) {
        Journey journey = walk.journey;
        Place to = journey.snapshot.ofNumber(journey.bridge(), port);
        if (to == null) {
            journey.warn("Nonexistent output port");
            return;
        }
        Place from = journey.snapshot.ofNumber(journey.bridge(), walk.inPort());
        if (from != null && from.bundle().isProtected() && to.bundle().isProtected()) {
            journey.warn("Flow is between protected ports, skipping output.");
            return;
        }
        Departure.byPort(journey, to, isLast);
    }

    /** Forward the packet as a switch without OpenFlow does. */
    static void normal(TableWalk walk, boolean isLast) {
        Journey journey = walk.journey;
        int port = walk.inPort();
        boolean isOfController = port == OfPorts.CONTROLLER || port == OfPorts.NONE;
        if (!isOfController && journey.snapshot.ofNumber(journey.bridge(), port) == null) {
            journey.reportError("received packet on unknown port " + port);
            journey.warn("no input bundle, dropping");
            return;
        }
        boolean before = journey.isLast();
        journey.setLast(isLast);
        NormalPipeline.INSTANCE.process(journey);
        journey.setLast(before);
    }

    /** Send the packet out of all ports but that which it came in by. */
    static void flood(TableWalk walk, boolean all, boolean isLast) {
        Journey journey = walk.journey;
        int last = OfPorts.NONE;
        for (Place place : journey.snapshot.places(journey.bridge())) {
            int number = place.port().number();
            boolean isMeant = all || (place.port().config() & PortConfig.NO_FLOOD) == 0;
            if (number != walk.inPort() && isMeant) {
                if (last != OfPorts.NONE) {
                    send(walk, last, false);
                }
                last = number;
            }
        }
        if (last != OfPorts.NONE) {
            send(walk, last, isLast);
        }
    }

    /** Send the packet to controllers as an output to them does. */
    static void toControllers(TableWalk walk, int maxLength, boolean isBucket) {
        int reason = PacketIn.ACTION;
        if (walk.inPacketOut) {
            reason = PacketIn.PACKET_OUT;
        } else if (isBucket) {
            reason = PacketIn.GROUP;
        } else if (walk.inActionSet) {
            reason = PacketIn.ACTION_SET;
        }
        walk.freezer.sendToControllers(maxLength, reason, 0, OfpAct.Controller.NO_METER, Bytes.EMPTY);
    }

    /** Send what is left of the packet when it has been cut. */
    static void truncated(TableWalk walk, OfpAct.OutputTrunc action, Position at) {
        Journey journey = walk.journey;
        int port = action.port();
        boolean isOrdinary = port < OfPorts.MAX || port == OfPorts.LOCAL || port == OfPorts.IN_PORT;
        if (!isOrdinary) {
            journey.warn("output_trunc does not support port: " + PortText.format(port, OfNames.NONE));
            return;
        }
        if (port == walk.inPort()) {
            journey.warn("skipping output to input port");
            return;
        }
        int real = port == OfPorts.IN_PORT ? walk.inPort() : port;
        Place to = journey.snapshot.ofNumber(journey.bridge(), real);
        if (to == null || to.port().peer() != null) {
            journey.reportError("output_trunc does not support patch port " + PortText.format(port, OfNames.NONE));
            return;
        }
        journey.actions.trunc(action.maxLength());
        if (!journey.abilities.reach().has(Action.TRUNC)) {
            journey.setSlow();
        }
        journey.isCut = true;
        ActionList.output(walk, port, 0, false, at);
        journey.isCut = false;
    }
}
