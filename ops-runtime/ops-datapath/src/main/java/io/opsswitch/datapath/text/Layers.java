/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.packet.PacketParser;

/** Which protocols a key tells of. */
final class Layers {

    private static final int NEIGHBOUR_SOLICITATION = 135;
    private static final int NEIGHBOUR_ADVERTISEMENT = 136;

    private Layers() {}

    static int type(FlowKey key) {
        return (int) key.get(FlowField.ETH_TYPE);
    }

    static boolean isEthernet(FlowKey key) {
        return key.get(FlowField.PACKET_TYPE) == 0;
    }

    /** Return whether the packet has the header of a transport protocol: it is no later fragment. */
    static boolean isTransport(FlowKey key, int protocol) {
        return (type(key) == EtherType.IPV4 || type(key) == EtherType.IPV6)
                && (key.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) == 0
                && key.get(FlowField.IP_PROTO) == protocol;
    }

    static boolean isIcmp(FlowKey key, int type, int protocol) {
        return type(key) == type && isTransport(key, protocol);
    }

    static boolean isNeighbourDiscovery(FlowKey key) {
        long message = key.get(FlowField.TP_SRC);
        return isIcmp(key, EtherType.IPV6, IpProtocol.ICMPV6)
                && (message == NEIGHBOUR_SOLICITATION || message == NEIGHBOUR_ADVERTISEMENT)
                && key.get(FlowField.TP_DST) == 0;
    }
}
