/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** Messages of the family {@code ovs_packet}: numbers {@code OVS_PACKET_CMD_*}, {@code OVS_PACKET_ATTR_*}. */
public final class PacketTable {
    /** An upcall: no flow matched. */
    public static final int CMD_MISS = 1;
    /** An upcall: an action wanted it. */
    public static final int CMD_ACTION = 2;
    /** Do actions to a packet. */
    public static final int CMD_EXECUTE = 3;
    /** The packet. */
    public static final int PACKET = 1;
    /** Its key. */
    public static final int KEY = 2;
    /** Actions: those to do, or those of the flow. */
    public static final int ACTIONS = 3;
    /** What the action gave along. */
    public static final int USERDATA = 4;
    /** The outer header it would get. */
    public static final int EGRESS_TUN_KEY = 5;
    /** A failure is expected. */
    public static final int PROBE = 8;
    /** Largest fragment of the packet as it came in. */
    public static final int MRU = 9;
    /** Its length before it was cut. */
    public static final int LEN = 10;
    /** Its hash. */
    public static final int HASH = 11;
    /** Channel for the upcalls of the execution. */
    public static final int UPCALL_PID = 12;

    /** The attributes. */
    public static final AttributeTable TABLE = new AttributeTable("ovs_packet")
            .bytes(PACKET, "packet", 0, AttributeTable.MAX_PAYLOAD, 1)
            .nest(KEY, "key", KeyTable.TABLE)
            .nest(ACTIONS, "actions", ActionTable.TABLE)
            .bytes(USERDATA, "userdata", 0, AttributeTable.MAX_PAYLOAD, 1)
            .nest(EGRESS_TUN_KEY, "egress_tun_key", TunnelTable.TABLE)
            .flag(PROBE, "probe")
            .number(MRU, "mru", Kind.U16)
            .number(LEN, "len", Kind.U32)
            .number(HASH, "hash", Kind.U64)
            .number(UPCALL_PID, "upcall_pid", Kind.U32);

    private PacketTable() {}
}
