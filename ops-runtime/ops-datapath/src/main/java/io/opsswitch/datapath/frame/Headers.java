/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.frame;

import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import java.nio.ByteBuffer;

/**
 * Where the headers of a frame are; filled again for each frame, without allocation. A header that is cut off or
 * contradicts itself is not there, as for {@link io.opsswitch.datapath.packet.PacketParser}. Used by one thread.
 */
public final class Headers {

    /** The place of a header that is not there. */
    public static final int NONE = -1;

    static final int ETHERNET = 14;

    private static final int TAG = 4;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int ARP_PACKET = 28;
    private static final int LABEL = 4;

    private int etherType;
    private int typeAt;
    private int network;
    private int transport;
    private int protocol;
    private int end;
    private boolean routed;

    /** Look at a frame of big-endian memory. */
    public void locate(ByteBuffer memory, int frame, int length) {
        int frameEnd = frame + length;
        typeAt = frame + ETHERNET - 2;
        network = NONE;
        transport = NONE;
        protocol = 0;
        routed = false;
        etherType = length < ETHERNET ? EtherType.NONE : u16(memory, typeAt);
        while (EtherType.isVlan(etherType) && frameEnd - typeAt >= TAG + 2) {
            typeAt += TAG;
            etherType = u16(memory, typeAt);
        }
        end = frameEnd;
        int at = typeAt + 2;
        switch (etherType) {
            case EtherType.IPV4 -> ipv4(memory, at, frameEnd);
            case EtherType.IPV6 -> ipv6(memory, at, frameEnd);
            case EtherType.ARP -> network = frameEnd - at >= ARP_PACKET ? at : NONE;
            case EtherType.MPLS, EtherType.MPLS_MULTICAST -> network = frameEnd - at >= LABEL ? at : NONE;
            default -> {
                // No header that could be changed.
            }
        }
    }

    private void ipv4(ByteBuffer memory, int at, int frameEnd) {
        if (frameEnd - at < IPV4_HEADER) {
            return;
        }
        int header = (memory.get(at) & 0xf) * 4;
        int total = u16(memory, at + 2);
        if (header < IPV4_HEADER || total < header || total > frameEnd - at) {
            return;
        }
        network = at;
        protocol = memory.get(at + 9) & 0xff;
        end = at + total;
        if ((memory.getShort(at + 6) & 0x1fff) == 0) {
            transport = at + header;
        }
    }

    private void ipv6(ByteBuffer memory, int start, int frameEnd) {
        if (frameEnd - start < IPV6_HEADER || u16(memory, start + 4) > frameEnd - start - IPV6_HEADER) {
            return;
        }
        end = start + IPV6_HEADER + u16(memory, start + 4);
        int next = memory.get(start + 6) & 0xff;
        int at = start + IPV6_HEADER;
        // Each turn moves on by 8 bytes at least.
        for (int size = extension(memory, next, at); size > 0; size = extension(memory, next, at)) {
            if (size > end - at) {
                return;
            }
            routed |= next == IpProtocol.ROUTING;
            if (next == IpProtocol.FRAGMENT && (memory.getShort(at + 2) & 0xfff8) != 0) {
                network = start;
                protocol = IpProtocol.FRAGMENT;
                return;
            }
            next = memory.get(at) & 0xff;
            at += size;
        }
        network = start;
        protocol = next;
        transport = at;
    }

    /** Return the length of an extension header, 0 if this is none. */
    private int extension(ByteBuffer memory, int type, int at) {
        return switch (type) {
            case IpProtocol.HOP_BY_HOP, IpProtocol.ROUTING, IpProtocol.DESTINATION_OPTIONS ->
                end - at < 8 ? Integer.MAX_VALUE : ((memory.get(at + 1) & 0xff) + 1) * 8;
            case IpProtocol.AH -> end - at < 8 ? Integer.MAX_VALUE : ((memory.get(at + 1) & 0xff) + 2) * 4;
            case IpProtocol.FRAGMENT -> end - at < 8 ? Integer.MAX_VALUE : 8;
            default -> 0;
        };
    }

    private static int u16(ByteBuffer memory, int at) {
        return memory.getShort(at) & 0xffff;
    }

    /** Return the Ethertype behind all VLAN tags. */
    public int etherType() {
        return etherType;
    }

    /** Return the place of that Ethertype. */
    public int typeAt() {
        return typeAt;
    }

    /** Return the place of the header of IPv4, IPv6, ARP or MPLS, or {@link #NONE}. */
    public int network() {
        return network;
    }

    /** Return the place of what is behind the IP header, {@link #NONE} in later fragments. */
    public int transport() {
        return transport;
    }

    /** Return the IP protocol behind all extension headers. */
    public int protocol() {
        return protocol;
    }

    /** Return the end of the IP packet. */
    public int end() {
        return end;
    }

    /** Return whether the destination in an IPv6 header need not be the last one. */
    public boolean isRouted() {
        return routed;
    }
}
