/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** Messages of the family {@code ovs_vport}: numbers {@code OVS_VPORT_CMD_*}, {@code OVS_VPORT_ATTR_*}. */
public final class PortTable {
    /** Make a port; also the event of a new one. */
    public static final int CMD_NEW = 1;
    /** Remove a port; also the event of one removed. */
    public static final int CMD_DEL = 2;
    /** Read a port, or all of them as a dump. */
    public static final int CMD_GET = 3;
    /** Change a port; also the event of one changed. */
    public static final int CMD_SET = 4;
    /** Its number. */
    public static final int PORT_NO = 1;
    /** Its type. */
    public static final int TYPE = 2;
    /** Its name. */
    public static final int NAME = 3;
    /** Options of a tunnel. */
    public static final int OPTIONS = 4;
    /** Channels for its upcalls. */
    public static final int UPCALL_PID = 5;
    /** Its counters. */
    public static final int STATS = 6;
    /** Filler. */
    public static final int PAD = 7;
    /** Index of its network interface. */
    public static final int IFINDEX = 8;
    /** Network namespace of its interface. */
    public static final int NETNSID = 9;
    /** Counters of its upcalls. */
    public static final int UPCALL_STATS = 10;
    /** In the options: destination port of a tunnel over UDP. */
    public static final int OPTION_DST_PORT = 1;
    /** In the options: extensions of a VXLAN tunnel. */
    public static final int OPTION_EXTENSION = 2;
    /** In the extensions: group policy, a flag. */
    public static final int EXTENSION_GBP = 1;
    /** In the extensions: generic protocol extension, a flag. */
    public static final int EXTENSION_GPE = 8;
    /** In the counters of upcalls: sent. */
    public static final int UPCALL_SUCCESS = 0;
    /** In the counters of upcalls: lost. */
    public static final int UPCALL_FAIL = 1;

    /** The longest name with its last byte of 0. */
    public static final int NAME_SIZE = 16;

    static final StructLayout STATS_LAYOUT = StructLayout.of()
            .number("rx_packets", 8)
            .number("tx_packets", 8)
            .number("rx_bytes", 8)
            .number("tx_bytes", 8)
            .number("rx_errors", 8)
            .number("tx_errors", 8)
            .number("rx_dropped", 8)
            .number("tx_dropped", 8)
            .build();

    private static final AttributeTable EXTENSION =
            new AttributeTable("extension").flag(EXTENSION_GBP, "gbp").flag(EXTENSION_GPE, "gpe");
    private static final AttributeTable OPTION = new AttributeTable("options")
            .number(OPTION_DST_PORT, "dst_port", Kind.U16)
            .nest(OPTION_EXTENSION, "extension", EXTENSION);
    private static final AttributeTable UPCALL = new AttributeTable("upcall_stats")
            .number(UPCALL_SUCCESS, "success", Kind.U64)
            .number(UPCALL_FAIL, "fail", Kind.U64);

    /** The attributes. */
    public static final AttributeTable TABLE = new AttributeTable("ovs_vport")
            .number(PORT_NO, "port_no", Kind.U32)
            .number(TYPE, "type", Kind.U32)
            .string(NAME, "name", NAME_SIZE)
            .nest(OPTIONS, "options", OPTION)
            .array(UPCALL_PID, "upcall_pid", DatapathTable.PID_LAYOUT, 1)
            .growing(STATS, "stats", STATS_LAYOUT)
            .bytes(PAD, "pad", 0, AttributeTable.MAX_PAYLOAD, 1)
            .number(IFINDEX, "ifindex", Kind.U32)
            .number(NETNSID, "netnsid", Kind.U32)
            .nest(UPCALL_STATS, "upcall_stats", UPCALL);

    private PortTable() {}
}
