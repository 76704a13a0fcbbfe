/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/**
 * Extracts flow keys from packets.
 *
 * <p>Nothing that a packet contains makes it throw, or read outside the frame: a header that is cut off or contradicts
 * itself ends the extraction, the fields behind it stay zero, as in Open vSwitch. Where Open vSwitch's own datapath and
 * those of the kernels differ in what they take from a damaged packet, its own is followed. Allocates nothing. Stateless.
 *
 * <p>The bytes after the end that an IP header gives (Ethernet padding) are not looked at.
 */
public final class PacketParser {

    /** {@link FlowField#IP_FRAG}: the packet is a fragment. */
    public static final int FRAG_ANY = 1;
    /** {@link FlowField#IP_FRAG}: the packet is a fragment, but not the first one. */
    public static final int FRAG_LATER = 2;

    private static final int ETHERNET_HEADER = 14;
    private static final int ETHERNET_ADDRESSES = 12;
    private static final int VLAN_TAG = 4;
    private static final int SNAP_HEADER = 8;
    private static final int ARP_PACKET = 28;

    private PacketParser() {}

    /**
     * Fill a key from an Ethernet frame.
     *
     * @param frame buffer in big-endian order, the default one of Java; position and limit are ignored
     * @param offset where the frame starts
     * @param length bytes of the frame; it lies inside the buffer
     * @param inPort value of {@link FlowField#IN_PORT}
     * @param key is overwritten completely
     */
    public static void parse(ByteBuffer frame, int offset, int length, int inPort, FlowKey key) {
        key.clear();
        long inPortBits = (long) inPort << FlowField.IN_PORT.shift();
        if (length < ETHERNET_HEADER) {
            key.setWord(0, inPortBits);
            return;
        }
        int end = offset + length;
        // Two overlapping reads give both addresses where the key has them: in the upper 48 bits.
        key.setWord(FlowField.ETH_DST.word(), frame.getLong(offset) & FlowField.ETH_DST.wordMask());
        key.setWord(FlowField.ETH_SRC.word(), frame.getLong(offset + 6) & FlowField.ETH_SRC.wordMask());

        int at = offset + ETHERNET_ADDRESSES;
        int type = u16(frame, at);
        int vlan = 0;
        if (EtherType.isVlan(type) && end - at >= VLAN_TAG + 2) {
            long tpids = (long) type << FlowField.VLAN_TPID.shift();
            vlan = u16(frame, at + 2) | FlowField.VLAN_PRESENT;
            at += VLAN_TAG;
            type = u16(frame, at);
            if (EtherType.isVlan(type) && end - at >= VLAN_TAG + 2) {
                tpids |= (long) type << FlowField.INNER_VLAN_TPID.shift();
                key.setWord(FlowField.INNER_VLAN_TCI.word(), u16(frame, at + 2) | FlowField.VLAN_PRESENT);
                at += VLAN_TAG;
                type = u16(frame, at);
            }
            key.setWord(FlowField.VLAN_TPID.word(), tpids);
        }
        at += 2;
        if (type < EtherType.MIN) {
            type = snapType(frame, at, end);
            at += SNAP_HEADER;
        }
        key.setWord(0, inPortBits | (long) type << FlowField.ETH_TYPE.shift() | vlan);
        payload(frame, at, end, type, key);
    }

    /**
     * Fill a key from a packet of any type.
     *
     * @param packetType value of {@link FlowField#PACKET_TYPE}; a type other than that of Ethernet frames, 0, tells what
     *     the packet starts with
     */
    public static void parse(ByteBuffer packet, int offset, int length, int inPort, int packetType, FlowKey key) {
        if (packetType == 0) {
            parse(packet, offset, length, inPort, key);
            return;
        }
        key.clear();
        int type = packetType & 0xffff;
        key.setWord(0, (long) inPort << FlowField.IN_PORT.shift() | (long) type << FlowField.ETH_TYPE.shift());
        key.set(FlowField.PACKET_TYPE, packetType);
        payload(packet, offset, offset + length, type, key);
    }

    private static void payload(ByteBuffer frame, int at, int end, int type, FlowKey key) {
        switch (type) {
            case EtherType.IPV4 -> Ipv4Parser.parse(frame, at, end, key);
            case EtherType.IPV6 -> Ipv6Parser.parse(frame, at, end, key);
            case EtherType.ARP, EtherType.RARP -> arp(frame, at, end, key);
            case EtherType.MPLS, EtherType.MPLS_MULTICAST -> LabelParser.mpls(frame, at, end, key);
            case EtherType.NSH -> LabelParser.nsh(frame, at, end, key);
            default -> {
                // The key has no further fields for it.
            }
        }
    }

    /** Return the ethertype of an 802.2 frame with SNAP header, {@link EtherType#NONE} for any other one. */
    private static int snapType(ByteBuffer frame, int at, int end) {
        if (end - at < SNAP_HEADER
                || frame.getInt(at) != 0xaaaa0300
                || u16(frame, at + 4) != 0
                || u16(frame, at + 6) < EtherType.MIN) {
            return EtherType.NONE;
        }
        return u16(frame, at + 6);
    }

    /** Read an ARP packet for IPv4 over Ethernet (RFC 826). */
    private static void arp(ByteBuffer frame, int at, int end, FlowKey key) {
        if (end - at < ARP_PACKET || frame.getInt(at) != 0x00010800 || u16(frame, at + 4) != 0x0604) {
            return;
        }
        int opcode = u16(frame, at + 6);
        if (opcode <= 0xff) {
            key.set(FlowField.IP_PROTO, opcode);
        }
        key.set(FlowField.IPV4_SRC, frame.getInt(at + 14));
        key.set(FlowField.IPV4_DST, frame.getInt(at + 24));
        key.set(FlowField.ARP_SHA, u48(frame, at + 8));
        key.set(FlowField.ARP_THA, u48(frame, at + 18));
    }

    /** Add what IPv4 and IPv6 both have, next to the Ethernet addresses. */
    static void ipFields(FlowKey key, int protocol, int tos, int ttl, int frag) {
        int first = FlowField.IP_PROTO.word();
        key.setWord(first, key.word(first) | (long) protocol << FlowField.IP_PROTO.shift() | tos);
        int second = FlowField.IP_TTL.word();
        key.setWord(second, key.word(second) | (long) ttl << FlowField.IP_TTL.shift() | frag);
    }

    static long u48(ByteBuffer frame, int at) {
        return (long) u16(frame, at) << 32 | frame.getInt(at + 2) & 0xffff_ffffL;
    }

    static int u8(ByteBuffer frame, int at) {
        return frame.get(at) & 0xff;
    }

    static int u16(ByteBuffer frame, int at) {
        return frame.getShort(at) & 0xffff;
    }
}
