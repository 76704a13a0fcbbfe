/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/**
 * Messages of netfilter's connection tracking: types {@code NFNL_SUBSYS_CTNETLINK << 8 | IPCTNL_MSG_CT_*}, attributes
 * {@code CTA_*}. Their header is {@code nfgenmsg}: address family, version, resource.
 */
public final class ConntrackTable {
    /** Message type: a connection. */
    public static final int TYPE_NEW = 0x100;
    /** Address family: IPv4. */
    public static final int AF_INET = 2;
    /** Address family: IPv6. */
    public static final int AF_INET6 = 10;

    /** Message type: read connections. */
    public static final int TYPE_GET = 0x101;
    /** Message type: remove connections; also the event of one removed. */
    public static final int TYPE_DELETE = 0x102;
    /** Addresses and ports of the original direction. */
    public static final int TUPLE_ORIG = 1;
    /** Addresses and ports of the other direction. */
    public static final int TUPLE_REPLY = 2;
    /** Bits of its state. */
    public static final int STATUS = 3;
    /** State of its protocol. */
    public static final int PROTOINFO = 4;
    /** Seconds it has left. */
    public static final int TIMEOUT = 7;
    /** Its mark. */
    public static final int MARK = 8;
    /** Counters of the original direction. */
    public static final int COUNTERS_ORIG = 9;
    /** Counters of the other direction. */
    public static final int COUNTERS_REPLY = 10;
    /** References to it. */
    public static final int USE = 11;
    /** Its identifier. */
    public static final int ID = 12;
    /** The connection it is related to. */
    public static final int TUPLE_MASTER = 14;
    /** Its zone. */
    public static final int ZONE = 18;
    /** When it began and ended. */
    public static final int TIMESTAMP = 20;
    /** Its labels. */
    public static final int LABELS = 22;
    /** In a tuple: addresses. */
    public static final int TUPLE_IP = 1;
    /** In a tuple: protocol and ports. */
    public static final int TUPLE_PROTO = 2;
    /** In a tuple: zone of this direction. */
    public static final int TUPLE_ZONE = 3;
    /** In the addresses: IPv4 source. */
    public static final int IP_V4_SRC = 1;
    /** In the addresses: IPv4 destination. */
    public static final int IP_V4_DST = 2;
    /** In the addresses: IPv6 source. */
    public static final int IP_V6_SRC = 3;
    /** In the addresses: IPv6 destination. */
    public static final int IP_V6_DST = 4;
    /** In the protocol: IP protocol. */
    public static final int PROTO_NUM = 1;
    /** In the protocol: source port. */
    public static final int PROTO_SRC_PORT = 2;
    /** In the protocol: destination port. */
    public static final int PROTO_DST_PORT = 3;
    /** In the protocol: identifier of ICMP. */
    public static final int PROTO_ICMP_ID = 4;
    /** In the protocol: type of ICMP. */
    public static final int PROTO_ICMP_TYPE = 5;
    /** In the protocol: code of ICMP. */
    public static final int PROTO_ICMP_CODE = 6;
    /** In the protocol: identifier of ICMPv6. */
    public static final int PROTO_ICMPV6_ID = 7;
    /** In the protocol: type of ICMPv6. */
    public static final int PROTO_ICMPV6_TYPE = 8;
    /** In the protocol: code of ICMPv6. */
    public static final int PROTO_ICMPV6_CODE = 9;
    /** In the state of the protocol: TCP. */
    public static final int PROTOINFO_TCP = 1;
    /** In the state of TCP: number of the state. */
    public static final int TCP_STATE = 1;
    /** In counters: packets. */
    public static final int COUNTERS_PACKETS = 1;
    /** In counters: bytes. */
    public static final int COUNTERS_BYTES = 2;
    /** Bit of the status: both directions were seen. */
    public static final int STATUS_SEEN_REPLY = 2;
    /** Bit of the status: it shall not be removed early. */
    public static final int STATUS_ASSURED = 4;
    /** Bit of the status: it is kept. */
    public static final int STATUS_CONFIRMED = 8;
    /** Bit of the status: its source is translated. */
    public static final int STATUS_SRC_NAT = 16;
    /** Bit of the status: its destination is translated. */
    public static final int STATUS_DST_NAT = 32;

    private static final AttributeTable IP = new AttributeTable("ip")
            .number(IP_V4_SRC, "v4_src", Kind.BE32)
            .number(IP_V4_DST, "v4_dst", Kind.BE32)
            .bytes(IP_V6_SRC, "v6_src", 16, 16, 1)
            .bytes(IP_V6_DST, "v6_dst", 16, 16, 1);
    private static final AttributeTable PROTO = new AttributeTable("proto")
            .number(PROTO_NUM, "num", Kind.U8)
            .number(PROTO_SRC_PORT, "src_port", Kind.BE16)
            .number(PROTO_DST_PORT, "dst_port", Kind.BE16)
            .number(PROTO_ICMP_ID, "icmp_id", Kind.BE16)
            .number(PROTO_ICMP_TYPE, "icmp_type", Kind.U8)
            .number(PROTO_ICMP_CODE, "icmp_code", Kind.U8)
            .number(PROTO_ICMPV6_ID, "icmpv6_id", Kind.BE16)
            .number(PROTO_ICMPV6_TYPE, "icmpv6_type", Kind.U8)
            .number(PROTO_ICMPV6_CODE, "icmpv6_code", Kind.U8);
    private static final AttributeTable TUPLE = new AttributeTable("tuple")
            .nest(TUPLE_IP, "ip", IP)
            .nest(TUPLE_PROTO, "proto", PROTO)
            .number(TUPLE_ZONE, "zone", Kind.BE16);
    private static final AttributeTable COUNTERS = new AttributeTable("counters")
            .number(COUNTERS_PACKETS, "packets", Kind.BE64)
            .number(COUNTERS_BYTES, "bytes", Kind.BE64);
    private static final AttributeTable TCP = new AttributeTable("tcp").number(TCP_STATE, "state", Kind.U8);
    private static final AttributeTable INFO = new AttributeTable("protoinfo").nest(PROTOINFO_TCP, "tcp", TCP);

    /** The attributes. */
    public static final AttributeTable TABLE = new AttributeTable("conntrack")
            .nest(TUPLE_ORIG, "tuple_orig", TUPLE)
            .nest(TUPLE_REPLY, "tuple_reply", TUPLE)
            .number(STATUS, "status", Kind.BE32)
            .nest(PROTOINFO, "protoinfo", INFO)
            .number(TIMEOUT, "timeout", Kind.BE32)
            .number(MARK, "mark", Kind.BE32)
            .nest(COUNTERS_ORIG, "counters_orig", COUNTERS)
            .nest(COUNTERS_REPLY, "counters_reply", COUNTERS)
            .number(USE, "use", Kind.BE32)
            .number(ID, "id", Kind.BE32)
            .nest(TUPLE_MASTER, "tuple_master", TUPLE)
            .number(ZONE, "zone", Kind.BE16)
            .bytes(TIMESTAMP, "timestamp", 0, AttributeTable.MAX_PAYLOAD, 1)
            .bytes(LABELS, "labels", 0, 16, 1);

    private ConntrackTable() {}
}
