/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import org.jspecify.annotations.Nullable;

/** What a packet has to be for a field to be there. */
public enum Prerequisite {
    /** Any packet. */
    NONE,
    /** An Ethernet frame. */
    ETHERNET,
    /** ARP or RARP. */
    ARP,
    /** A frame with a VLAN tag. */
    VLAN_VID,
    /** IPv4. */
    IPV4,
    /** IPv6. */
    IPV6,
    /** IPv4 or IPv6. */
    IP,
    /** MPLS. */
    MPLS,
    /** Network service header. */
    NSH,
    /** A packet whose connection is known. */
    CT,
    /** TCP. */
    TCP,
    /** UDP. */
    UDP,
    /** SCTP. */
    SCTP,
    /** ICMP. */
    ICMPV4,
    /** ICMPv6. */
    ICMPV6,
    /** A neighbour discovery message. */
    ND,
    /** A neighbour solicitation. */
    ND_SOLICIT,
    /** A neighbour advertisement. */
    ND_ADVERT;

    private static final int SOLICIT = 135;
    private static final int ADVERT = 136;
    private static final int CT_INVALID = 0x10;
    private static final int CT_TRACKED = 0x20;
    private static final int CT_NEW_EST_REPLY = 0x0b;
    private static final int CT_KNOWN = 0xcf;

    /**
     * Return whether a key meets this.
     *
     * @param key of a packet, or the value of a match
     * @param mask the mask of the match, null for a packet
     */
    public boolean isMet(FlowKey key, @Nullable FlowKey mask) {
        int type = ethType(key);
        return switch (this) {
            case NONE -> true;
            case ETHERNET -> isEthernet(key);
            case ARP -> type == EtherType.ARP || type == EtherType.RARP;
            case VLAN_VID -> isEthernet(key) && (key.get(FlowField.VLAN_TCI) & FlowField.VLAN_PRESENT) != 0;
            case IPV4 -> type == EtherType.IPV4;
            case IPV6 -> type == EtherType.IPV6;
            case IP -> isIp(type);
            case MPLS -> EtherType.isMpls(type);
            case NSH -> type == EtherType.NSH;
            case CT -> isConnection(key.get(FlowField.CT_STATE), mask);
            case TCP -> isIp(type) && isFirst(key, IpProtocol.TCP);
            case UDP -> isIp(type) && isFirst(key, IpProtocol.UDP);
            case SCTP -> isIp(type) && isFirst(key, IpProtocol.SCTP);
            case ICMPV4 -> type == EtherType.IPV4 && key.get(FlowField.IP_PROTO) == IpProtocol.ICMP;
            case ICMPV6 -> type == EtherType.IPV6 && key.get(FlowField.IP_PROTO) == IpProtocol.ICMPV6;
            case ND -> isNeighbour(key, SOLICIT) || isNeighbour(key, ADVERT);
            case ND_SOLICIT -> isNeighbour(key, SOLICIT);
            case ND_ADVERT -> isNeighbour(key, ADVERT);
        };
    }

    /** Return the Ethertype of a packet, whether it has an Ethernet header or not; {@link EtherType#NONE} if it has none. */
    public static int ethType(FlowKey key) {
        long packetType = key.get(FlowField.PACKET_TYPE);
        if (packetType == 0) {
            return (int) key.get(FlowField.ETH_TYPE);
        }
        return packetType >>> 16 == 1 ? (int) packetType & 0xffff : EtherType.NONE;
    }

    private static boolean isEthernet(FlowKey key) {
        return key.get(FlowField.PACKET_TYPE) == 0;
    }

    private static boolean isIp(int type) {
        return type == EtherType.IPV4 || type == EtherType.IPV6;
    }

    private static boolean isFirst(FlowKey key, int protocol) {
        return key.get(FlowField.IP_PROTO) == protocol && (key.get(FlowField.IP_FRAG) & 2) == 0;
    }

    private static boolean isNeighbour(FlowKey key, int message) {
        return ICMPV6.isMet(key, null) && key.get(FlowField.TP_SRC) == message && key.get(FlowField.TP_DST) == 0;
    }

    /** A match has to ask for a bit that only known connections have, or for one that is not invalid. */
    private static boolean isConnection(long state, @Nullable FlowKey mask) {
        if (mask == null) {
            return (state & CT_NEW_EST_REPLY) != 0;
        }
        return (state & CT_KNOWN) != 0
                || (state & CT_TRACKED) != 0
                        && (mask.get(FlowField.CT_STATE) & CT_INVALID) != 0
                        && (state & CT_INVALID) == 0;
    }
}
