/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** Messages of the family {@code ovs_flow}: numbers {@code OVS_FLOW_CMD_*}, {@code OVS_FLOW_ATTR_*}. */
public final class FlowTable {
    /** Make a flow, or change it. */
    public static final int CMD_NEW = 1;
    /** Remove a flow, or all of them if none is named. */
    public static final int CMD_DEL = 2;
    /** Read a flow, or all of them as a dump. */
    public static final int CMD_GET = 3;
    /** Change a flow. */
    public static final int CMD_SET = 4;
    /** What it matches. */
    public static final int KEY = 1;
    /** What it does. */
    public static final int ACTIONS = 2;
    /** Its counters. */
    public static final int STATS = 3;
    /** All TCP flags seen. */
    public static final int TCP_FLAGS = 4;
    /** When it was used last: milliseconds of the monotonic clock. */
    public static final int USED = 5;
    /** Set its counters to 0. */
    public static final int CLEAR = 6;
    /** Which bits of the key it matches. */
    public static final int MASK = 7;
    /** A failure is expected. */
    public static final int PROBE = 8;
    /** Its unique identifier, 16 bytes. */
    public static final int UFID = 9;
    /** What a reply may leave out. */
    public static final int UFID_FLAGS = 10;
    /** Filler. */
    public static final int PAD = 11;
    /** Flag: leave out the key. */
    public static final int OMIT_KEY = 1;
    /** Flag: leave out the mask. */
    public static final int OMIT_MASK = 2;
    /** Flag: leave out the actions. */
    public static final int OMIT_ACTIONS = 4;

    static final StructLayout STATS_LAYOUT =
            StructLayout.of().number("packets", 8).number("bytes", 8).build();

    /** The attributes. */
    public static final AttributeTable TABLE = new AttributeTable("ovs_flow")
            .nest(KEY, "key", KeyTable.TABLE)
            .nest(ACTIONS, "actions", ActionTable.TABLE)
            .growing(STATS, "stats", STATS_LAYOUT)
            .number(TCP_FLAGS, "tcp_flags", Kind.U8)
            .number(USED, "used", Kind.U64)
            .flag(CLEAR, "clear")
            .nest(MASK, "mask", KeyTable.TABLE)
            .flag(PROBE, "probe")
            .bytes(UFID, "ufid", 16, 16, 1)
            .number(UFID_FLAGS, "ufid_flags", Kind.U32)
            .bytes(PAD, "pad", 0, AttributeTable.MAX_PAYLOAD, 1);

    private FlowTable() {}
}
