/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.packet.PacketParser;
import org.jspecify.annotations.Nullable;

/**
 * Writes flow keys and masks as kernels want them: which groups there are depends on the protocols of the key, also for
 * its mask; in the order of Open vSwitch. A VLAN tag stands with its own Ethertype, and what it encapsulates in a nest
 * behind it.
 *
 * <p>Of a mask, kernels want Ethertypes in front of tags exact, the presence bit of each tag exact, and fields of higher
 * layers masked only where those that say so are exact.
 *
 * <p>Stateless; allocates nothing.
 */
public final class KeyWriter {
    /** Packets that came in by no port. */
    static final long NO_PORT = 0xffff_ffffL;

    private static final int NEIGHBOR_SOLICITATION = 135;
    private static final int NEIGHBOR_ADVERTISEMENT = 136;

    private final boolean userSpace;

    /**
     * Create a writer.
     *
     * @param userSpace whether to write the groups that only datapaths in user space know: packet type and extensions
     *     of neighbour discovery
     */
    public KeyWriter(boolean userSpace) {
        this.userSpace = userSpace;
    }

    /**
     * Write a key.
     *
     * @param attribute number of the nest it goes into
     * @param mask the mask that goes with it, or null if all of it counts
     */
    public void key(MessageWriter writer, int attribute, FlowKey key, @Nullable FlowKey mask) throws NetlinkException {
        boolean flags = key.get(FlowField.TCP_FLAGS) != 0 || mask == null || mask.get(FlowField.TCP_FLAGS) != 0;
        write(writer, attribute, key, key, false, flags);
    }

    /** Write the mask of a key. */
    public void mask(MessageWriter writer, int attribute, FlowKey key, FlowKey mask) throws NetlinkException {
        boolean flags = mask.get(FlowField.TCP_FLAGS) != 0;
        write(writer, attribute, mask, key, true, flags);
    }

    /** Write the outer header of a key's packet. */
    public void tunnel(MessageWriter writer, int attribute, FlowKey key) throws NetlinkException {
        TunnelCodec.write(writer, attribute, key, key, false);
    }

    /** Write what of a key the packet itself does not hold, for its execution. */
    public void metadata(MessageWriter writer, int attribute, FlowKey key) throws NetlinkException {
        writer.open(attribute);
        put(writer, KeyGroup.PRIORITY, key, false);
        unlessZero(writer, KeyGroup.DP_HASH, key, FlowField.DP_HASH);
        if (TunnelCodec.isSet(key)) {
            TunnelCodec.write(writer, KeyGroup.TUNNEL.number(), key, key, false);
        }
        put(writer, KeyGroup.SKB_MARK, key, false);
        if (key.get(FlowField.CT_STATE) != 0) {
            put(writer, KeyGroup.CT_STATE, key, false);
            unlessZero(writer, KeyGroup.CT_ZONE, key, FlowField.CT_ZONE);
            unlessZero(writer, KeyGroup.CT_MARK, key, FlowField.CT_MARK);
            if ((key.get(FlowField.CT_LABELS_HIGH) | key.get(FlowField.CT_LABELS_LOW)) != 0) {
                put(writer, KeyGroup.CT_LABELS, key, false);
            }
            connection(writer, key, key, false);
        }
        if (key.get(FlowField.IN_PORT) != NO_PORT) {
            put(writer, KeyGroup.IN_PORT, key, false);
        }
        long packetType = key.get(FlowField.PACKET_TYPE);
        if (packetType != 0) {
            put16(writer, KeyGroup.ETHERTYPE.number(), (int) packetType);
        }
        writer.close();
    }

    private void write(MessageWriter writer, int attribute, FlowKey data, FlowKey key, boolean mask, boolean tcpFlags)
            throws NetlinkException {
        writer.open(attribute);
        put(writer, KeyGroup.PRIORITY, data, mask);
        if (mask || TunnelCodec.isSet(key)) {
            TunnelCodec.write(writer, KeyGroup.TUNNEL.number(), data, key, mask);
        }
        put(writer, KeyGroup.SKB_MARK, data, mask);
        put(writer, KeyGroup.CT_STATE, data, mask);
        put(writer, KeyGroup.CT_ZONE, data, mask);
        put(writer, KeyGroup.CT_MARK, data, mask);
        put(writer, KeyGroup.CT_LABELS, data, mask);
        connection(writer, data, key, mask);
        put(writer, KeyGroup.RECIRC_ID, data, mask);
        put(writer, KeyGroup.DP_HASH, data, mask);
        if (mask || key.get(FlowField.IN_PORT) != NO_PORT) {
            put(writer, KeyGroup.IN_PORT, data, mask);
        }
        if (userSpace) {
            put(writer, KeyGroup.PACKET_TYPE, data, mask);
        }
        int nests = 0;
        long packetType = key.get(FlowField.PACKET_TYPE);
        int type = (int) key.get(FlowField.ETH_TYPE);
        if (packetType == 0) {
            put(writer, KeyGroup.ETHERNET, data, mask);
            nests = tags(writer, data, key, mask, type);
        }
        if (!EtherType.isVlan(type)) {
            network(writer, data, key, mask, tcpFlags, packetType == 0 ? type : (int) packetType & 0xffff);
        }
        for (int i = 0; i < nests; i++) {
            writer.close();
        }
        writer.close();
    }

    /** Write the tags and open a nest for each; return how many. */
    private static int tags(MessageWriter writer, FlowKey data, FlowKey key, boolean mask, int type)
            throws NetlinkException {
        int nests = 0;
        if (key.get(FlowField.VLAN_TCI) != 0) {
            tag(writer, data, key, mask, FlowField.VLAN_TPID, FlowField.VLAN_TCI);
            nests++;
            if (key.get(FlowField.INNER_VLAN_TCI) != 0) {
                tag(writer, data, key, mask, FlowField.INNER_VLAN_TPID, FlowField.INNER_VLAN_TCI);
                nests++;
            }
        }
        if (EtherType.isVlan(type) && nests < 2) {
            // A tag that was cut off: its type, no TCI, nothing inside.
            put16(writer, KeyGroup.ETHERTYPE.number(), mask ? 0xffff : type);
            put16(writer, KeyGroup.VLAN.number(), mask ? 0xffff : 0);
            writer.open(KeyTable.ENCAP);
            nests++;
        }
        return nests;
    }

    private static void tag(
            MessageWriter writer, FlowKey data, FlowKey key, boolean mask, FlowField tpid, FlowField tci)
            throws NetlinkException {
        int type = (int) key.get(tpid);
        put16(writer, KeyGroup.ETHERTYPE.number(), mask ? 0xffff : type == 0 ? EtherType.VLAN : type);
        put16(writer, KeyGroup.VLAN.number(), (int) data.get(tci));
        writer.open(KeyTable.ENCAP);
    }

    private void network(MessageWriter writer, FlowKey data, FlowKey key, boolean mask, boolean tcpFlags, int type)
            throws NetlinkException {
        if (type < EtherType.MIN) {
            if (mask) {
                // Only packets without Ethertype.
                put16(writer, KeyGroup.ETHERTYPE.number(), 0xffff);
            }
            return;
        }
        put16(writer, KeyGroup.ETHERTYPE.number(), !mask ? type : (int) data.get(FlowField.ETH_TYPE));
        switch (type) {
            case EtherType.IPV4 -> put(writer, KeyGroup.IPV4, data, mask);
            case EtherType.IPV6 -> put(writer, KeyGroup.IPV6, data, mask);
            case EtherType.ARP, EtherType.RARP -> put(writer, KeyGroup.ARP, data, mask);
            case KeyReader.MPLS, KeyReader.MPLS_MULTICAST -> labels(writer, data, key);
            case KeyReader.NSH -> nsh(writer, data, key, mask);
            default -> {
                // Nothing more is known.
            }
        }
        boolean ipv6 = type == EtherType.IPV6;
        if ((ipv6 || type == EtherType.IPV4) && (key.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) == 0) {
            transport(writer, data, key, mask, tcpFlags, ipv6);
        }
    }

    private void transport(
            MessageWriter writer, FlowKey data, FlowKey key, boolean mask, boolean tcpFlags, boolean ipv6)
            throws NetlinkException {
        switch ((int) key.get(FlowField.IP_PROTO)) {
            case IpProtocol.TCP -> {
                put(writer, KeyGroup.TCP, data, mask);
                if (tcpFlags) {
                    put(writer, KeyGroup.TCP_FLAGS, data, mask);
                }
            }
            case IpProtocol.UDP -> put(writer, KeyGroup.UDP, data, mask);
            case IpProtocol.SCTP -> put(writer, KeyGroup.SCTP, data, mask);
            case IpProtocol.ICMP -> {
                if (!ipv6) {
                    put(writer, KeyGroup.ICMP, data, mask);
                }
            }
            case IpProtocol.ICMPV6 -> {
                if (ipv6) {
                    put(writer, KeyGroup.ICMPV6, data, mask);
                    if (isNeighborDiscovery(key) && (!mask || (data.get(FlowField.TP_SRC) & 0xff) == 0xff)) {
                        put(writer, KeyGroup.ND, data, mask);
                        if (userSpace && (data.get(FlowField.ND_RESERVED) | data.get(FlowField.ND_OPTION_TYPE)) != 0) {
                            put(writer, KeyGroup.ND_EXTENSIONS, data, mask);
                        }
                    }
                }
            }
            default -> {
                // Nothing more is known.
            }
        }
    }

    static boolean isNeighborDiscovery(FlowKey key) {
        long type = key.get(FlowField.TP_SRC);
        return (type == NEIGHBOR_SOLICITATION || type == NEIGHBOR_ADVERTISEMENT) && key.get(FlowField.TP_DST) == 0;
    }

    private static void connection(MessageWriter writer, FlowKey data, FlowKey key, boolean mask)
            throws NetlinkException {
        if (key.get(FlowField.CT_NW_PROTO) != 0) {
            if (key.get(FlowField.ETH_TYPE) == EtherType.IPV4) {
                put(writer, KeyGroup.CT_ORIG_TUPLE_IPV4, data, mask);
            } else if (key.get(FlowField.ETH_TYPE) == EtherType.IPV6) {
                put(writer, KeyGroup.CT_ORIG_TUPLE_IPV6, data, mask);
            }
        }
    }

    /** Write as many label stack entries as the key has: up to the bottom of the stack. */
    private static void labels(MessageWriter writer, FlowKey data, FlowKey key) throws NetlinkException {
        int count = 1;
        if ((key.get(FlowField.MPLS_LSE_0) & KeyReader.BOTTOM_OF_STACK) == 0) {
            count = (key.get(FlowField.MPLS_LSE_1) & KeyReader.BOTTOM_OF_STACK) != 0 ? 2 : 3;
        }
        int struct = writer.putStructs(KeyGroup.MPLS.number(), count);
        writer.member(KeyTable.LSE, struct, 0, data.get(FlowField.MPLS_LSE_0));
        if (count > 1) {
            writer.member(KeyTable.LSE, struct + 4, 0, data.get(FlowField.MPLS_LSE_1));
        }
        if (count > 2) {
            writer.member(KeyTable.LSE, struct + 8, 0, data.get(FlowField.MPLS_LSE_2));
        }
    }

    static void nsh(MessageWriter writer, FlowKey data, FlowKey key, boolean mask) throws NetlinkException {
        writer.open(KeyGroup.NSH.number());
        writer.putStruct(KeyTable.NSH_BASE, data, mask);
        if (mask || key.get(FlowField.NSH_MDTYPE) == KeyReader.NSH_TYPE_1) {
            writer.putStruct(KeyTable.NSH_MD1, data, mask);
        }
        writer.close();
    }

    private static void put16(MessageWriter writer, int number, int value) throws NetlinkException {
        int struct = writer.putStruct(number);
        Numbers.write(writer.buffer(), struct, 2, true, value);
    }

    static void put(MessageWriter writer, KeyGroup group, FlowKey data, boolean mask) throws NetlinkException {
        writer.putStruct(group.number(), data, mask);
    }

    private static void unlessZero(MessageWriter writer, KeyGroup group, FlowKey data, FlowField field)
            throws NetlinkException {
        if (data.get(field) != 0) {
            put(writer, group, data, false);
        }
    }
}
