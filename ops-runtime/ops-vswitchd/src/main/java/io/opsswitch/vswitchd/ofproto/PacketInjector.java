/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.packet.Continuation;
import java.util.List;
import java.util.UUID;

/** Sends packets of controllers on their way. Safe for use by several threads; returns when the packet is sent. */
public interface PacketInjector {

    /**
     * Do actions with a packet, as if a flow that the packet matched had them.
     *
     * @param bridge the bridge's row
     * @param metadata the input port as OpenFlow numbers it, and other fields that are not part of the packet
     * @param packet an Ethernet frame; not changed
     */
    void packetOut(UUID bridge, FlowKey metadata, List<OfpAct> actions, byte[] packet);

    /**
     * Do actions with a packet as the tables of the bridge are going to be. To be called with the lock of the tables held
     * by whoever is changing them; the packet is sent later.
     *
     * @param version the version of the tables that is being made
     */
    StagedPacket stage(UUID bridge, FlowKey metadata, List<OfpAct> actions, byte[] packet, long version);

    /** A packet that was translated and not yet sent: one of its methods is called, once. */
    interface StagedPacket {

        /** Send it, and have it counted. Not to be called with the lock of tables held. */
        void send();

        /** Let go of it. */
        void discard();
    }

    /**
     * Go on with a packet that a controller has held.
     *
     * @param metadata as for {@link #packetOut}
     * @throws io.opsswitch.openflow.OpenFlowException if this switch cannot go on with it
     */
    void resume(UUID bridge, FlowKey metadata, Continuation continuation, byte[] packet);
}
