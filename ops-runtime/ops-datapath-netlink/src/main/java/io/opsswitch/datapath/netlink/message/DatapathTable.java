/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** Messages of the family {@code ovs_datapath}: numbers {@code OVS_DP_CMD_*}, {@code OVS_DP_ATTR_*}. */
public final class DatapathTable {
    /** Make a datapath. */
    public static final int CMD_NEW = 1;
    /** Remove a datapath. */
    public static final int CMD_DEL = 2;
    /** Read a datapath, or all of them as a dump. */
    public static final int CMD_GET = 3;
    /** Change a datapath. */
    public static final int CMD_SET = 4;
    /** Its name, that of its local port. */
    public static final int NAME = 1;
    /** Channel for the upcalls of its local port. */
    public static final int UPCALL_PID = 2;
    /** Its counters. */
    public static final int STATS = 3;
    /** Counters of its masks. */
    public static final int MEGAFLOW_STATS = 4;
    /** Bits of features that its user wants. */
    public static final int USER_FEATURES = 5;
    /** Filler. */
    public static final int PAD = 6;
    /** Size of the cache of masks. */
    public static final int MASKS_CACHE_SIZE = 7;
    /** Channels for the upcalls of each processor. */
    public static final int PER_CPU_PIDS = 8;

    /** Bit of the features: attributes may end unaligned. */
    public static final int FEATURE_UNALIGNED = 1;
    /** Bit of the features: a port has several channels for upcalls. */
    public static final int FEATURE_VPORT_PIDS = 2;
    /** Bit of the features: recirculation identifiers are shared with traffic control. */
    public static final int FEATURE_TC_RECIRC_SHARING = 4;
    /** Bit of the features: upcalls go to the channel of the processor. */
    public static final int FEATURE_PER_CPU_UPCALLS = 8;

    static final StructLayout STATS_LAYOUT = StructLayout.of()
            .number("hit", 8)
            .number("missed", 8)
            .number("lost", 8)
            .number("flows", 8)
            .build();
    static final StructLayout MEGAFLOW_LAYOUT = StructLayout.of()
            .number("mask_hit", 8)
            .number("masks", 4)
            .pad(4)
            .number("cache_hit", 8)
            .pad(8)
            .build();
    static final StructLayout PID_LAYOUT = StructLayout.of().number("pid", 4).build();

    /** The attributes. */
    public static final AttributeTable TABLE = new AttributeTable("ovs_datapath")
            .string(NAME, "name", PortTable.NAME_SIZE)
            .number(UPCALL_PID, "upcall_pid", Kind.U32)
            .growing(STATS, "stats", STATS_LAYOUT)
            .growing(MEGAFLOW_STATS, "megaflow_stats", MEGAFLOW_LAYOUT)
            .number(USER_FEATURES, "user_features", Kind.U32)
            .bytes(PAD, "pad", 0, AttributeTable.MAX_PAYLOAD, 1)
            .number(MASKS_CACHE_SIZE, "masks_cache_size", Kind.U32)
            .array(PER_CPU_PIDS, "per_cpu_pids", PID_LAYOUT, 1);

    private DatapathTable() {}
}
