/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.frame;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.InternetChecksum;
import io.opsswitch.datapath.packet.IpProtocol;
import java.nio.ByteBuffer;

/**
 * Sets header fields of frames in place, with all checksums that depend on them, as a set action says. A frame that lacks
 * the header stays as it is. Allocates nothing but for SCTP. Used by one thread.
 */
public final class HeaderSetter {

    private static final int SOURCE_OPTION = 1;
    private static final int TARGET_OPTION = 2;

    private final Headers headers = new Headers();
    private final TransportChecksum checksum;

    /** Tells whether the checksum of a frame's transport header is still to be computed by whoever sends it. */
    @FunctionalInterface
    public interface Checksums {
        /** All checksums are there. */
        Checksums COMPLETE = (memory, frame) -> false;

        /** Return whether the field has the plain sum of the pseudo header instead of a checksum. */
        boolean arePending(ByteBuffer memory, int frame);
    }

    /** Create a setter for frames whose checksums are as told. */
    public HeaderSetter(Checksums checksums) {
        checksum = new TransportChecksum(headers, checksums);
    }

    /** Return whether fields of a group can be set. */
    public static boolean supports(KeyGroup group) {
        return switch (group) {
            case ETHERNET, IPV4, IPV6, ARP, TCP, UDP, SCTP, ICMP, ICMPV6, ND, ND_EXTENSIONS, MPLS -> true;
            default -> false;
        };
    }

    /** Do the set action at a place of a list of actions. */
    public void set(ByteBuffer memory, int frame, int length, Actions actions, int at) {
        headers.locate(memory, frame, length);
        int type = headers.etherType();
        int network = headers.network();
        switch (actions.setGroup(at)) {
            case ETHERNET -> {
                if (length >= Headers.ETHERNET) {
                    put48(memory, frame, actions, at, FlowField.ETH_DST);
                    put48(memory, frame + 6, actions, at, FlowField.ETH_SRC);
                }
            }
            case IPV4 -> {
                if (type == EtherType.IPV4 && network != Headers.NONE) {
                    ipv4(memory, frame, network, actions, at);
                }
            }
            case IPV6 -> {
                if (type == EtherType.IPV6 && network != Headers.NONE) {
                    ipv6(memory, frame, network, actions, at);
                }
            }
            case ARP -> {
                if (type == EtherType.ARP && network != Headers.NONE) {
                    arp(memory, network, actions, at);
                }
            }
            case MPLS -> {
                if (EtherType.isMpls(type) && network != Headers.NONE) {
                    put32(memory, network, actions, at, FlowField.MPLS_LSE_0);
                }
            }
            case TCP -> ports(memory, frame, IpProtocol.TCP, actions, at);
            case UDP -> ports(memory, frame, IpProtocol.UDP, actions, at);
            case SCTP -> ports(memory, frame, IpProtocol.SCTP, actions, at);
            case ICMP -> icmp(memory, frame, IpProtocol.ICMP, actions, at);
            case ICMPV6 -> icmp(memory, frame, IpProtocol.ICMPV6, actions, at);
            case ND, ND_EXTENSIONS -> neighbour(memory, frame, actions, at);
            default -> throw new IllegalStateException("a set action that was not refused: " + actions.setGroup(at));
        }
    }

    private void ipv4(ByteBuffer memory, int frame, int network, Actions actions, int at) {
        long addresses = InternetChecksum.sum(memory, network + 12, 8);
        long before = addresses + u16(memory, network) + u16(memory, network + 8);
        put32(memory, network + 12, actions, at, FlowField.IPV4_SRC);
        put32(memory, network + 16, actions, at, FlowField.IPV4_DST);
        put8(memory, network + 1, actions, at, FlowField.IP_TOS);
        put8(memory, network + 8, actions, at, FlowField.IP_TTL);
        long newAddresses = InternetChecksum.sum(memory, network + 12, 8);
        long after = newAddresses + u16(memory, network) + u16(memory, network + 8);
        int sum = ~u16(memory, network + 10) & 0xffff;
        memory.putShort(network + 10, (short) ~InternetChecksum.replace(sum, before, after));
        if (addresses != newAddresses) {
            checksum.addressesChanged(memory, frame, addresses, newAddresses);
        }
    }

    private void ipv6(ByteBuffer memory, int frame, int network, Actions actions, int at) {
        // Behind a routing header the destination of the checksum is another one.
        int counted = headers.isRouted() ? 16 : 32;
        long before = InternetChecksum.sum(memory, network + 8, counted);
        put64(memory, network + 8, actions, at, FlowField.IPV6_SRC_HIGH);
        put64(memory, network + 16, actions, at, FlowField.IPV6_SRC_LOW);
        put64(memory, network + 24, actions, at, FlowField.IPV6_DST_HIGH);
        put64(memory, network + 32, actions, at, FlowField.IPV6_DST_LOW);
        put8(memory, network + 7, actions, at, FlowField.IP_TTL);
        int bits = (int)
                (actions.fieldMask(at, FlowField.IP_TOS) << 20 | actions.fieldMask(at, FlowField.IPV6_LABEL) & 0xfffff);
        int value =
                (int) (actions.fieldValue(at, FlowField.IP_TOS) << 20 | actions.fieldValue(at, FlowField.IPV6_LABEL));
        memory.putInt(network, memory.getInt(network) & ~bits | value & bits);
        long after = InternetChecksum.sum(memory, network + 8, counted);
        if (before != after) {
            checksum.addressesChanged(memory, frame, before, after);
        }
    }

    private static void arp(ByteBuffer memory, int network, Actions actions, int at) {
        int bits = (int) actions.fieldMask(at, FlowField.IP_PROTO);
        if (bits != 0) {
            int opcode = u16(memory, network + 6) & ~bits | (int) actions.fieldValue(at, FlowField.IP_PROTO) & bits;
            memory.putShort(network + 6, (short) (bits == 0xff ? opcode & 0xff : opcode));
        }
        put48(memory, network + 8, actions, at, FlowField.ARP_SHA);
        put32(memory, network + 14, actions, at, FlowField.IPV4_SRC);
        put48(memory, network + 18, actions, at, FlowField.ARP_THA);
        put32(memory, network + 24, actions, at, FlowField.IPV4_DST);
    }

    private boolean hasTransport(int protocol, int bytes) {
        boolean ip = headers.etherType() == EtherType.IPV4 || headers.etherType() == EtherType.IPV6;
        return ip
                && headers.protocol() == protocol
                && headers.transport() != Headers.NONE
                && headers.end() - headers.transport() >= bytes;
    }

    private void ports(ByteBuffer memory, int frame, int protocol, Actions actions, int at) {
        int transport = headers.transport();
        if (!hasTransport(protocol, 4)) {
            return;
        }
        long before = InternetChecksum.sum(memory, transport, 4);
        put16(memory, transport, actions, at, FlowField.TP_SRC);
        put16(memory, transport + 2, actions, at, FlowField.TP_DST);
        checksum.dataChanged(memory, frame, before, InternetChecksum.sum(memory, transport, 4));
    }

    private void icmp(ByteBuffer memory, int frame, int protocol, Actions actions, int at) {
        int transport = headers.transport();
        if (!hasTransport(protocol, 4)) {
            return;
        }
        long before = u16(memory, transport);
        put8(memory, transport, actions, at, FlowField.TP_SRC);
        put8(memory, transport + 1, actions, at, FlowField.TP_DST);
        checksum.dataChanged(memory, frame, before, u16(memory, transport));
    }

    /** Set target, addresses and flags of a neighbour solicitation or advertisement (RFC 4861). */
    private void neighbour(ByteBuffer memory, int frame, Actions actions, int at) {
        int transport = headers.transport();
        if (!hasTransport(IpProtocol.ICMPV6, 24)) {
            return;
        }
        int end = headers.end();
        long before = InternetChecksum.sum(memory, transport + 4, end - transport - 4);
        put32(memory, transport + 4, actions, at, FlowField.ND_RESERVED);
        put64(memory, transport + 8, actions, at, FlowField.ND_TARGET_HIGH);
        put64(memory, transport + 16, actions, at, FlowField.ND_TARGET_LOW);
        boolean first = true;
        for (int option = transport + 24; end - option >= 8; ) {
            int size = (memory.get(option + 1) & 0xff) * 8;
            if (size == 0 || size > end - option) {
                break;
            }
            if (first) {
                put8(memory, option, actions, at, FlowField.ND_OPTION_TYPE);
                first = false;
            }
            int type = memory.get(option) & 0xff;
            if (size == 8 && type == SOURCE_OPTION) {
                put48(memory, option + 2, actions, at, FlowField.ARP_SHA);
            } else if (size == 8 && type == TARGET_OPTION) {
                put48(memory, option + 2, actions, at, FlowField.ARP_THA);
            }
            option += size;
        }
        checksum.dataChanged(memory, frame, before, InternetChecksum.sum(memory, transport + 4, end - transport - 4));
    }

    private static int u16(ByteBuffer memory, int at) {
        return memory.getShort(at) & 0xffff;
    }

    private static void put8(ByteBuffer memory, int place, Actions actions, int at, FlowField field) {
        long bits = actions.fieldMask(at, field);
        memory.put(place, (byte) (memory.get(place) & ~bits | actions.fieldValue(at, field) & bits));
    }

    private static void put16(ByteBuffer memory, int place, Actions actions, int at, FlowField field) {
        long bits = actions.fieldMask(at, field);
        memory.putShort(place, (short) (memory.getShort(place) & ~bits | actions.fieldValue(at, field) & bits));
    }

    private static void put32(ByteBuffer memory, int place, Actions actions, int at, FlowField field) {
        long bits = actions.fieldMask(at, field);
        memory.putInt(place, (int) (memory.getInt(place) & ~bits | actions.fieldValue(at, field) & bits));
    }

    private static void put48(ByteBuffer memory, int place, Actions actions, int at, FlowField field) {
        long bits = actions.fieldMask(at, field);
        if (bits != 0) {
            long old = (long) u16(memory, place) << 32 | memory.getInt(place + 2) & 0xffffffffL;
            long set = old & ~bits | actions.fieldValue(at, field) & bits;
            memory.putShort(place, (short) (set >>> 32));
            memory.putInt(place + 2, (int) set);
        }
    }

    private static void put64(ByteBuffer memory, int place, Actions actions, int at, FlowField field) {
        long bits = actions.fieldMask(at, field);
        memory.putLong(place, memory.getLong(place) & ~bits | actions.fieldValue(at, field) & bits);
    }
}
