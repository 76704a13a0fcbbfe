/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;

/** Builds packets with the right checksums, and checks those of others, byte by byte. */
final class TestPackets {

    static final int ICMP = 1;
    static final int TCP = 6;
    static final int UDP = 17;
    static final int ICMPV6 = 58;
    static final int SCTP = 132;

    private TestPackets() {}

    /** Return an Ethernet frame around a payload. */
    static byte[] ethernet(int type, byte[] payload) {
        return ByteBuffer.allocate(14 + payload.length)
                .putShort((short) 0x0200)
                .putInt(2)
                .putShort((short) 0x0200)
                .putInt(1)
                .putShort((short) type)
                .put(payload)
                .array();
    }

    /** Return an IPv4 packet. */
    static byte[] ipv4(Random random, int protocol, byte[] payload) {
        byte[] packet = ByteBuffer.allocate(20 + payload.length)
                .putShort((short) (0x4500 | random.nextInt(256)))
                .putShort((short) (20 + payload.length))
                .putInt(0x12340000)
                .put((byte) (1 + random.nextInt(255)))
                .put((byte) protocol)
                .putShort((short) 0)
                .putInt(random.nextInt())
                .putInt(random.nextInt())
                .put(payload)
                .array();
        ByteBuffer.wrap(packet).putShort(10, (short) ~sum(packet, 0, 20, 0));
        fix(packet, 20, protocol, pseudo(packet, 12, 8, protocol, payload.length));
        return packet;
    }

    /** Return an IPv6 packet, behind a header of destination options if wanted. */
    static byte[] ipv6(Random random, int protocol, boolean options, byte[] payload) {
        int extra = options ? 8 : 0;
        ByteBuffer packet = ByteBuffer.allocate(40 + extra + payload.length)
                .putInt(0x60000000 | random.nextInt(0x10000000))
                .putShort((short) (extra + payload.length))
                .put((byte) (options ? 60 : protocol))
                .put((byte) (1 + random.nextInt(255)));
        for (int i = 0; i < 4; i++) {
            packet.putLong(random.nextLong());
        }
        if (options) {
            packet.putLong((long) protocol << 56);
        }
        byte[] bytes = packet.put(payload).array();
        fix(bytes, 40 + extra, protocol, pseudo(bytes, 8, 32, protocol, payload.length));
        return bytes;
    }

    /** Return what a protocol has behind the IP header, its checksum field 0. */
    static byte[] transport(Random random, int protocol) {
        byte[] payload = new byte[24 + random.nextInt(20)];
        random.nextBytes(payload);
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        switch (protocol) {
            case TCP -> buffer.put(12, (byte) 0x50).putShort(16, (short) 0);
            case UDP -> buffer.putShort(4, (short) payload.length).putShort(6, (short) 0);
            case SCTP -> buffer.putInt(8, 0);
            default -> buffer.putShort(0, (short) 0x0800).putShort(2, (short) 0);
        }
        return payload;
    }

    /** Return a neighbour solicitation with its option. */
    static byte[] solicitation(Random random) {
        byte[] message = new byte[32];
        random.nextBytes(message);
        ByteBuffer.wrap(message).putInt(0, 135 << 24).putShort(24, (short) 0x0101);
        return message;
    }

    private static void fix(byte[] packet, int at, int protocol, int pseudo) {
        ByteBuffer buffer = ByteBuffer.wrap(packet);
        int place = place(protocol);
        if (protocol == SCTP) {
            buffer.putInt(at + 8, crc(packet, at));
        } else if (place >= 0) {
            int sum = ~sum(packet, at, packet.length - at, hasPseudo(packet[0], protocol) ? pseudo : 0) & 0xffff;
            buffer.putShort(at + place, (short) (protocol == UDP && sum == 0 ? 0xffff : sum));
        }
    }

    /** Return whether a checksum has addresses in it: those of ICMP do behind IPv6 only. */
    private static boolean hasPseudo(byte version, int protocol) {
        return protocol == TCP || protocol == UDP || protocol == ICMPV6 && (version & 0xf0) == 0x60;
    }

    private static int place(int protocol) {
        return switch (protocol) {
            case TCP -> 16;
            case UDP -> 6;
            case ICMP, ICMPV6 -> 2;
            default -> -1;
        };
    }

    private static int crc(byte[] packet, int at) {
        CRC32C crc = new CRC32C();
        crc.update(packet, at, 8);
        crc.update(new byte[4]);
        crc.update(packet, at + 12, packet.length - at - 12);
        return Integer.reverseBytes((int) crc.getValue());
    }

    private static int pseudo(byte[] packet, int addresses, int size, int protocol, int length) {
        return sum(packet, addresses, size, protocol + length);
    }

    private static int sum(byte[] bytes, int at, int length, int start) {
        int sum = start;
        for (int i = 0; i < length; i++) {
            sum += (bytes[at + i] & 0xff) << ((i & 1) == 0 ? 8 : 0);
        }
        while (sum > 0xffff) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum;
    }

    /** Return whether all checksums of an IP packet in a frame are right, of which transport begins there. */
    static boolean isRight(byte[] frame, int network, int transport, int protocol) {
        boolean ipv6 = (frame[network] & 0xf0) == 0x60;
        if (!ipv6 && sum(frame, network, 20, 0) != 0xffff) {
            return false;
        }
        if (protocol == SCTP) {
            return ByteBuffer.wrap(frame).getInt(transport + 8) == crc(frame, transport);
        }
        int length = frame.length - transport;
        int addresses = ipv6 ? network + 8 : network + 12;
        int pseudo =
                hasPseudo(frame[network], protocol) ? pseudo(frame, addresses, ipv6 ? 32 : 8, protocol, length) : 0;
        return place(protocol) < 0 || sum(frame, transport, length, pseudo) == 0xffff;
    }
}
