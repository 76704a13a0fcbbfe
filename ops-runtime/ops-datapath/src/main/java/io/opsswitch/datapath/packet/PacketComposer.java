/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Makes Ethernet frames from flow keys: the opposite of {@link PacketParser}, which reads the key again from what is made
 * here. Frames are those that Open vSwitch makes of the same key in its control commands. Used by one thread, for one frame.
 */
public final class PacketComposer {

    /** Bytes of the payload that transport protocols carry if nothing else is asked for, counting up from 0. */
    private static final int PAYLOAD = 64;

    private static final int LARGEST_FRAME = 65_535 + 64;
    private static final int ETHERNET_HEADER = 14;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int ICMPV6_HEADER = 8;
    private static final int LABEL = 0xfffff;
    private static final int TCP_FLAGS = 0xfff;
    private static final int NSH_FLAGS = 0x3;
    private static final int NSH_TTL = 0x3f;
    private static final int LATER_FRAGMENT_OFFSET = 100;
    private static final int MORE_FRAGMENTS = 0x2000;
    private static final int BOTTOM_OF_STACK = 0x100;
    private static final int ECHO_REQUEST = 8;
    private static final int ECHO_REQUEST_V6 = 128;
    private static final int ECHO_REPLY_V6 = 129;
    private static final int SOLICIT = 135;
    private static final int ADVERT = 136;
    private static final int SYN_FIN_RST = 0x07;
    private static final FlowField[] LABELS = {FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2};

    private final FlowKey key;
    private final int payload;
    private final ByteBuffer out = ByteBuffer.allocate(LARGEST_FRAME);
    private int transport;

    private PacketComposer(FlowKey key, int payload) {
        this.key = key;
        this.payload = payload;
    }

    /** Return a frame, with a payload where the protocol has one. */
    public static byte[] compose(FlowKey key) {
        return new PacketComposer(key, PAYLOAD).frame(0);
    }

    /**
     * Return a frame of a length, filled up with zeros.
     *
     * @throws IllegalArgumentException if the headers alone are longer, or no frame is as long
     */
    public static byte[] compose(FlowKey key, int length) {
        if (length > LARGEST_FRAME) {
            throw new IllegalArgumentException("a frame of " + length + " bytes is longer than " + LARGEST_FRAME);
        }
        return new PacketComposer(key, 0).frame(length);
    }

    private byte[] frame(int length) {
        int type = (int) key.get(FlowField.ETH_TYPE);
        putAddress(key.get(FlowField.ETH_DST));
        putAddress(key.get(FlowField.ETH_SRC));
        if (type == EtherType.NONE) {
            int size = Math.max(length, ETHERNET_HEADER);
            out.putShort((short) size);
            return finish(length);
        }
        putTag(FlowField.VLAN_TPID, FlowField.VLAN_TCI);
        putTag(FlowField.INNER_VLAN_TPID, FlowField.INNER_VLAN_TCI);
        out.putShort((short) type);
        int start = out.position();
        switch (type) {
            case EtherType.IPV4 -> putIpv4();
            case EtherType.IPV6 -> putIpv6();
            case EtherType.ARP, EtherType.RARP -> putArp();
            case EtherType.NSH -> putNsh();
            default -> {
                if (EtherType.isMpls(type)) {
                    putLabels();
                }
            }
        }
        if (length > out.position()) {
            out.position(length);
        }
        if (type == EtherType.IPV4) {
            completeIpv4(start);
        } else if (type == EtherType.IPV6) {
            completeIpv6(start);
        }
        return finish(length);
    }

    private byte[] finish(int length) {
        if (length != 0 && out.position() > length) {
            throw new IllegalArgumentException(
                    "the headers of this flow need " + out.position() + " bytes, more than " + length);
        }
        return Arrays.copyOf(out.array(), Math.max(length, out.position()));
    }

    private void putAddress(long address) {
        out.putShort((short) (address >>> 32)).putInt((int) address);
    }

    private void putTag(FlowField type, FlowField tag) {
        int tci = (int) key.get(tag);
        if ((tci & FlowField.VLAN_PRESENT) != 0) {
            out.putShort((short) key.get(type)).putShort((short) (tci & ~FlowField.VLAN_PRESENT));
        }
    }

    private void putIpv4() {
        int fragment = 0;
        int frag = (int) key.get(FlowField.IP_FRAG);
        if ((frag & PacketParser.FRAG_ANY) != 0) {
            fragment = MORE_FRAGMENTS | ((frag & PacketParser.FRAG_LATER) != 0 ? LATER_FRAGMENT_OFFSET : 0);
        }
        out.put((byte) 0x45).put((byte) key.get(FlowField.IP_TOS)).putShort((short) 0);
        out.putShort((short) 0).putShort((short) fragment);
        out.put((byte) key.get(FlowField.IP_TTL))
                .put((byte) key.get(FlowField.IP_PROTO))
                .putShort((short) 0);
        out.putInt((int) key.get(FlowField.IPV4_SRC)).putInt((int) key.get(FlowField.IPV4_DST));
        putTransport();
    }

    private void putIpv6() {
        out.putInt(6 << 28 | (int) key.get(FlowField.IP_TOS) << 20 | (int) key.get(FlowField.IPV6_LABEL) & LABEL);
        out.putShort((short) 0).put((byte) key.get(FlowField.IP_PROTO)).put((byte) key.get(FlowField.IP_TTL));
        out.putLong(key.get(FlowField.IPV6_SRC_HIGH)).putLong(key.get(FlowField.IPV6_SRC_LOW));
        out.putLong(key.get(FlowField.IPV6_DST_HIGH)).putLong(key.get(FlowField.IPV6_DST_LOW));
        putTransport();
    }

    private boolean isLaterFragment() {
        return (key.get(FlowField.IP_FRAG) & PacketParser.FRAG_LATER) != 0;
    }

    private void putTransport() {
        transport = out.position();
        if (isLaterFragment()) {
            return;
        }
        int source = (int) key.get(FlowField.TP_SRC);
        int destination = (int) key.get(FlowField.TP_DST);
        switch ((int) key.get(FlowField.IP_PROTO)) {
            case IpProtocol.TCP -> {
                int flags = (int) key.get(FlowField.TCP_FLAGS);
                out.putShort((short) source).putShort((short) destination).putLong(0);
                out.putShort((short) (5 << 12 | flags & TCP_FLAGS))
                        .putShort((short) 0)
                        .putInt(0);
                putPayload((flags & SYN_FIN_RST) == 0);
            }
            case IpProtocol.UDP -> {
                out.putShort((short) source).putShort((short) destination).putInt(0);
                putPayload(true);
            }
            case IpProtocol.SCTP ->
                out.putShort((short) source).putShort((short) destination).putLong(0);
            case IpProtocol.ICMP -> {
                out.put((byte) source)
                        .put((byte) destination)
                        .putShort((short) 0)
                        .putInt(0);
                putPayload((source == ECHO_REQUEST || source == 0) && destination == 0);
            }
            case IpProtocol.IGMP ->
                out.put((byte) source)
                        .put((byte) destination)
                        .putShort((short) 0)
                        .putInt(0);
            case IpProtocol.ICMPV6 -> putIcmpv6(source, destination);
            default -> {
                // Nothing is known of what other protocols begin with.
            }
        }
    }

    private void putIcmpv6(int type, int code) {
        out.put((byte) type).put((byte) code).putShort((short) 0).putInt((int) key.get(FlowField.ND_RESERVED));
        if (code == 0 && (type == SOLICIT || type == ADVERT)) {
            out.putLong(key.get(FlowField.ND_TARGET_HIGH)).putLong(key.get(FlowField.ND_TARGET_LOW));
            putOption(1, key.get(FlowField.ARP_SHA));
            putOption(2, key.get(FlowField.ARP_THA));
        } else {
            putPayload(code == 0 && (type == ECHO_REQUEST_V6 || type == ECHO_REPLY_V6));
        }
    }

    private void putOption(int type, long address) {
        if (address != 0) {
            out.put((byte) type).put((byte) 1);
            putAddress(address);
        }
    }

    private void putPayload(boolean hasPayload) {
        for (int i = 0; hasPayload && i < payload; i++) {
            out.put((byte) i);
        }
    }

    private void putArp() {
        int operation = (int) key.get(FlowField.IP_PROTO);
        out.putShort((short) 1).putShort((short) EtherType.IPV4).put((byte) 6).put((byte) 4);
        out.putShort((short) operation);
        if (operation == 1 || operation == 2) {
            putAddress(key.get(FlowField.ARP_SHA));
            out.putInt((int) key.get(FlowField.IPV4_SRC));
            putAddress(key.get(FlowField.ARP_THA));
            out.putInt((int) key.get(FlowField.IPV4_DST));
        } else {
            out.put(new byte[20]);
        }
    }

    private void putNsh() {
        int type = (int) key.get(FlowField.NSH_MDTYPE);
        int words = type == 1 ? 6 : 2;
        int ttl = (int) key.get(FlowField.NSH_TTL);
        int flags = (int) key.get(FlowField.NSH_FLAGS);
        out.putShort((short) ((flags & NSH_FLAGS) << 12 | (ttl & NSH_TTL) << 6 | words));
        out.put((byte) type).put((byte) key.get(FlowField.NSH_NP)).putInt((int) key.get(FlowField.NSH_PATH));
        if (type == 1) {
            for (FlowField context :
                    new FlowField[] {FlowField.NSH_C1, FlowField.NSH_C2, FlowField.NSH_C3, FlowField.NSH_C4}) {
                out.putInt((int) key.get(context));
            }
        }
    }

    private void putLabels() {
        for (FlowField label : LABELS) {
            int entry = (int) key.get(label);
            out.putInt(entry);
            if ((entry & BOTTOM_OF_STACK) != 0) {
                return;
            }
        }
    }

    private void completeIpv4(int start) {
        out.putShort(start + 2, (short) (out.position() - start));
        out.putShort(start + 10, (short) InternetChecksum.of(out, start, IPV4_HEADER));
        long pseudo = InternetChecksum.sum(out, start + 12, 8);
        completeTransport(pseudo);
    }

    private void completeIpv6(int start) {
        out.putShort(start + 4, (short) (out.position() - start - IPV6_HEADER));
        completeTransport(InternetChecksum.sum(out, start + 8, 32));
    }

    private void completeTransport(long addresses) {
        int length = out.position() - transport;
        int protocol = (int) key.get(FlowField.IP_PROTO);
        if (isLaterFragment()) {
            return;
        }
        long pseudo = addresses + protocol + length;
        switch (protocol) {
            case IpProtocol.TCP -> out.putShort(transport + 16, (short) checksum(pseudo, length));
            case IpProtocol.UDP -> {
                out.putShort(transport + 4, (short) length);
                int checksum = checksum(pseudo, length);
                // Zero would say that there is none.
                out.putShort(transport + 6, (short) (checksum == 0 ? 0xffff : checksum));
            }
            case IpProtocol.ICMP, IpProtocol.IGMP -> out.putShort(transport + 2, (short) checksum(0, length));
            case IpProtocol.ICMPV6 -> {
                if (length >= ICMPV6_HEADER) {
                    out.putShort(transport + 2, (short) checksum(pseudo, length));
                }
            }
            default -> {
                // SCTP's is another one, which Open vSwitch leaves zero here, too.
            }
        }
    }

    private int checksum(long pseudo, int length) {
        return ~InternetChecksum.fold(pseudo + InternetChecksum.sum(out, transport, length)) & 0xffff;
    }
}
