/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/** Messages of the family {@code ovs_meter}: numbers {@code OVS_METER_CMD_*}, {@code OVS_METER_ATTR_*}. */
public final class MeterTable {
    /** Read what meters can do. */
    public static final int CMD_FEATURES = 1;
    /** Make or change a meter. */
    public static final int CMD_SET = 2;
    /** Remove a meter. */
    public static final int CMD_DEL = 3;
    /** Read the counters of a meter. */
    public static final int CMD_GET = 4;
    /** Its number. */
    public static final int ID = 1;
    /** Rates are in kilobits, not packets, a second. */
    public static final int KBPS = 2;
    /** Its counters. */
    public static final int STATS = 3;
    /** Its bands. */
    public static final int BANDS = 4;
    /** When it was used last: milliseconds of the monotonic clock. */
    public static final int USED = 5;
    /** Set its counters to 0. */
    public static final int CLEAR = 6;
    /** How many meters there can be. */
    public static final int MAX_METERS = 7;
    /** How many bands a meter can have. */
    public static final int MAX_BANDS = 8;
    /** Filler. */
    public static final int PAD = 9;
    /** In a band: its type. */
    public static final int BAND_TYPE = 1;
    /** In a band: its rate. */
    public static final int BAND_RATE = 2;
    /** In a band: size of its bucket. */
    public static final int BAND_BURST = 3;
    /** In a band: its counters. */
    public static final int BAND_STATS = 4;
    /** Type of a band that drops. */
    public static final int BAND_DROP = 1;

    private static final AttributeTable BAND = new AttributeTable("band")
            .number(BAND_TYPE, "type", Kind.U32)
            .number(BAND_RATE, "rate", Kind.U32)
            .number(BAND_BURST, "burst", Kind.U32)
            .growing(BAND_STATS, "stats", FlowTable.STATS_LAYOUT);

    /** The attributes. */
    public static final AttributeTable TABLE = new AttributeTable("ovs_meter")
            .number(ID, "id", Kind.U32)
            .flag(KBPS, "kbps")
            .growing(STATS, "stats", FlowTable.STATS_LAYOUT)
            .list(BANDS, "bands", BAND)
            .number(USED, "used", Kind.U64)
            .flag(CLEAR, "clear")
            .number(MAX_METERS, "max_meters", Kind.U32)
            .number(MAX_BANDS, "max_bands", Kind.U32)
            .bytes(PAD, "pad", 0, AttributeTable.MAX_PAYLOAD, 1);

    private MeterTable() {}
}
