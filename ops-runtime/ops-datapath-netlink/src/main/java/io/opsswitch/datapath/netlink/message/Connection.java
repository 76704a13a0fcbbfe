/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;

/**
 * A connection as a kernel tells of it.
 *
 * @param original addresses and ports of the original direction
 * @param reply addresses and ports of the other direction
 * @param zone its zone
 * @param status bits {@code ConntrackTable.STATUS_*}
 * @param mark its mark
 * @param timeoutSeconds seconds it has left
 * @param id its identifier
 * @param tcpState number of its TCP state, 0 = none
 * @param originalPackets packets of the original direction
 * @param originalBytes bytes of the original direction
 * @param replyPackets packets of the other direction
 * @param replyBytes bytes of the other direction
 */
public record Connection(
        Tuple original,
        Tuple reply,
        int zone,
        int status,
        int mark,
        int timeoutSeconds,
        int id,
        int tcpState,
        long originalPackets,
        long originalBytes,
        long replyPackets,
        long replyBytes) {

    private static final int ICMP = 1;
    private static final int ICMPV6 = 58;

    /**
     * Addresses and ports of one direction.
     *
     * @param isIpv6 the family of the addresses
     * @param sourceHigh upper half of an IPv6 source, otherwise 0
     * @param sourceLow lower half of the source, or the IPv4 one
     * @param destinationHigh upper half of an IPv6 destination, otherwise 0
     * @param destinationLow lower half of the destination, or the IPv4 one
     * @param protocol IP protocol
     * @param sourcePort source port, or the identifier of ICMP
     * @param destinationPort destination port, or type &lt;&lt; 8 | code of ICMP
     */
    public record Tuple(
            boolean isIpv6,
            long sourceHigh,
            long sourceLow,
            long destinationHigh,
            long destinationLow,
            int protocol,
            int sourcePort,
            int destinationPort) {

        private boolean isIcmp() {
            return protocol == (isIpv6 ? ICMPV6 : ICMP);
        }

        /** Write it as a nest. */
        public void write(MessageWriter writer, int attribute) throws NetlinkException {
            writer.open(attribute);
            writer.open(ConntrackTable.TUPLE_IP);
            if (isIpv6) {
                writer.putHalves(ConntrackTable.IP_V6_SRC, sourceHigh, sourceLow);
                writer.putHalves(ConntrackTable.IP_V6_DST, destinationHigh, destinationLow);
            } else {
                writer.put(ConntrackTable.IP_V4_SRC, sourceLow);
                writer.put(ConntrackTable.IP_V4_DST, destinationLow);
            }
            writer.close();
            writer.open(ConntrackTable.TUPLE_PROTO);
            writer.put(ConntrackTable.PROTO_NUM, protocol);
            if (isIcmp()) {
                writer.put(isIpv6 ? ConntrackTable.PROTO_ICMPV6_ID : ConntrackTable.PROTO_ICMP_ID, sourcePort);
                writer.put(
                        isIpv6 ? ConntrackTable.PROTO_ICMPV6_TYPE : ConntrackTable.PROTO_ICMP_TYPE,
                        destinationPort >>> 8);
                writer.put(
                        isIpv6 ? ConntrackTable.PROTO_ICMPV6_CODE : ConntrackTable.PROTO_ICMP_CODE,
                        destinationPort & 0xff);
            } else {
                writer.put(ConntrackTable.PROTO_SRC_PORT, sourcePort);
                writer.put(ConntrackTable.PROTO_DST_PORT, destinationPort);
            }
            writer.close();
            writer.close();
        }

        /** Read the nest at which a reader stands. */
        public static Tuple read(MessageReader reader) throws MalformedMessageException {
            boolean ipv6 = false;
            long[] address = new long[4];
            int[] proto = new int[5];
            reader.enter();
            while (reader.next()) {
                if (reader.type() == ConntrackTable.TUPLE_IP) {
                    ipv6 |= readAddresses(reader, address);
                } else if (reader.type() == ConntrackTable.TUPLE_PROTO) {
                    readProtocol(reader, proto);
                }
            }
            reader.leave();
            return new Tuple(
                    ipv6,
                    address[0],
                    address[1],
                    address[2],
                    address[3],
                    proto[0],
                    proto[1],
                    proto[2] | proto[3] << 8 | proto[4]);
        }

        private static boolean readAddresses(MessageReader reader, long[] address) throws MalformedMessageException {
            boolean ipv6 = false;
            reader.enter();
            while (reader.next()) {
                switch (reader.type()) {
                    case ConntrackTable.IP_V4_SRC -> address[1] = reader.getLong();
                    case ConntrackTable.IP_V4_DST -> address[3] = reader.getLong();
                    case ConntrackTable.IP_V6_SRC, ConntrackTable.IP_V6_DST -> {
                        int at = reader.type() == ConntrackTable.IP_V6_SRC ? 0 : 2;
                        address[at] = reader.getBigLong(0);
                        address[at + 1] = reader.getBigLong(Long.BYTES);
                        ipv6 = true;
                    }
                    default -> {
                        // Nothing more is known.
                    }
                }
            }
            reader.leave();
            return ipv6;
        }

        private static void readProtocol(MessageReader reader, int[] proto) throws MalformedMessageException {
            reader.enter();
            while (reader.next()) {
                switch (reader.type()) {
                    case ConntrackTable.PROTO_NUM -> proto[0] = reader.getInt();
                    case ConntrackTable.PROTO_SRC_PORT, ConntrackTable.PROTO_ICMP_ID, ConntrackTable.PROTO_ICMPV6_ID ->
                        proto[1] = reader.getInt();
                    case ConntrackTable.PROTO_DST_PORT -> proto[2] = reader.getInt();
                    case ConntrackTable.PROTO_ICMP_TYPE, ConntrackTable.PROTO_ICMPV6_TYPE -> proto[3] = reader.getInt();
                    case ConntrackTable.PROTO_ICMP_CODE, ConntrackTable.PROTO_ICMPV6_CODE -> proto[4] = reader.getInt();
                    default -> {
                        // Nothing more is known.
                    }
                }
            }
            reader.leave();
        }
    }

    /** Read a message of connection tracking: one of a dump, or an event. */
    public static Connection read(MessageReader reader, ByteBuffer message) throws MalformedMessageException {
        reader.openConntrack(message);
        Tuple original = null;
        Tuple reply = null;
        int zone = 0;
        int status = 0;
        int mark = 0;
        int timeout = 0;
        int id = 0;
        int[] state = new int[1];
        long[] counters = new long[4];
        while (reader.next()) {
            switch (reader.type()) {
                case ConntrackTable.TUPLE_ORIG -> original = Tuple.read(reader);
                case ConntrackTable.TUPLE_REPLY -> reply = Tuple.read(reader);
                case ConntrackTable.ZONE -> zone = reader.getInt();
                case ConntrackTable.STATUS -> status = reader.getInt();
                case ConntrackTable.MARK -> mark = reader.getInt();
                case ConntrackTable.TIMEOUT -> timeout = reader.getInt();
                case ConntrackTable.ID -> id = reader.getInt();
                case ConntrackTable.COUNTERS_ORIG -> readCounters(reader, counters, 0);
                case ConntrackTable.COUNTERS_REPLY -> readCounters(reader, counters, 2);
                case ConntrackTable.PROTOINFO -> readState(reader, state);
                default -> {
                    // Kernels tell more than we need.
                }
            }
        }
        if (original == null || reply == null) {
            throw reader.fail(
                    "lacks the addresses of " + (original == null ? "the original" : "the other") + " direction");
        }
        return new Connection(
                original,
                reply,
                zone,
                status,
                mark,
                timeout,
                id,
                state[0],
                counters[0],
                counters[1],
                counters[2],
                counters[3]);
    }

    private static void readCounters(MessageReader reader, long[] counters, int at) throws MalformedMessageException {
        reader.enter();
        while (reader.next()) {
            if (reader.type() == ConntrackTable.COUNTERS_PACKETS) {
                counters[at] = reader.getLong();
            } else if (reader.type() == ConntrackTable.COUNTERS_BYTES) {
                counters[at + 1] = reader.getLong();
            }
        }
        reader.leave();
    }

    private static void readState(MessageReader reader, int[] state) throws MalformedMessageException {
        reader.enter();
        while (reader.next()) {
            if (reader.type() == ConntrackTable.PROTOINFO_TCP) {
                reader.enter();
                while (reader.next()) {
                    if (reader.type() == ConntrackTable.TCP_STATE) {
                        state[0] = reader.getInt();
                    }
                }
                reader.leave();
            }
        }
        reader.leave();
    }
}
