/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowKey;

/**
 * A packet in translation, for those who do more than forward it: ports that are no devices of the datapath, and features
 * that take packets away from ports. Used by one thread, during one call.
 */
public interface OutgoingPacket extends Translating {

    /** Return the packet as it stands, with its port of arrival as the bridge numbers it; may be changed. */
    FlowKey flow();

    /** Return the bits of the packet as it came that were looked at; may be added to. */
    FlowKey mask();

    /** Return the packet as it came into the switch; not to be changed. */
    FlowKey original();

    /** Return the bridges of the datapath. */
    SwitchSnapshot snapshot();

    /** Return whether the datapath puts outer headers in front itself; else it takes them as metadata of the output. */
    boolean hasNativeTunnels();

    /** Return whether this may change what others see later on: not while an outer packet passes the bridge below. */
    boolean mayHaveSideEffects();

    /** Return the options of tunnels that a key has in the form of the bridge, as they are on the wire. */
    byte[] tunnelOptions(FlowKey key);

    /** Bring the datapath's packet in line with this one. */
    void commit();

    /**
     * Bring the metadata of a tunnel in line, and send the packet out of a port of the datapath, which sends it there.
     *
     * @param hasOptions whether tunnels of this kind have options
     */
    void outputByTunnel(int datapathPort, boolean hasOptions);

    /** Have the datapath take the outer headers off, and look the packet up again as one of a tunnel's port. */
    void popTunnel(int datapathPort);

    /**
     * Have the datapath put outer headers in front, and let what comes of it into another bridge, as if by a port.
     *
     * @param below the port by which the outer packet comes into the bridge below
     * @param outer the fields of the outer headers: addresses, types, protocol, ports
     * @param isLast whether nothing else is done with the packet
     */
    void encapsulate(Action.TunnelPush push, Place below, FlowKey outer, boolean isLast);

    /** Tell the datapath that the packet, or a copy of it if more is done with it, is dropped for a reason. */
    void drop(DropReason why, boolean isLast);

    /** Let a packet of the switch itself into a bridge, as if by a port, when this translation is over. */
    void inject(Place at, byte[] frame);
}
