/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.OpenFlowVersion;
import java.util.ArrayList;
import java.util.List;

/**
 * Bits of what a link can do: speeds, media, flow control; numbered as from OpenFlow 1.1 on. OpenFlow 1.0 knows no speeds
 * above 10 Gbit/s, and has the other bits four places lower.
 */
public final class LinkFeatures {

    /** 10 Mbit/s half duplex; the first of the speeds. */
    public static final int HD_10MB = 1;
    /** 10 Mbit/s full duplex. */
    public static final int FD_10MB = 1 << 1;
    /** 100 Mbit/s half duplex. */
    public static final int HD_100MB = 1 << 2;
    /** 100 Mbit/s full duplex. */
    public static final int FD_100MB = 1 << 3;
    /** 1 Gbit/s half duplex. */
    public static final int HD_1GB = 1 << 4;
    /** 1 Gbit/s full duplex. */
    public static final int FD_1GB = 1 << 5;
    /** 10 Gbit/s full duplex. */
    public static final int FD_10GB = 1 << 6;
    /** 40 Gbit/s full duplex. */
    public static final int FD_40GB = 1 << 7;
    /** 100 Gbit/s full duplex. */
    public static final int FD_100GB = 1 << 8;
    /** 1 Tbit/s full duplex. */
    public static final int FD_1TB = 1 << 9;
    /** Some other speed. */
    public static final int OTHER = 1 << 10;
    /** Copper. */
    public static final int COPPER = 1 << 11;
    /** Fiber. */
    public static final int FIBER = 1 << 12;
    /** Negotiates by itself. */
    public static final int AUTONEG = 1 << 13;
    /** Pauses. */
    public static final int PAUSE = 1 << 14;
    /** Pauses in one direction. */
    public static final int PAUSE_ASYM = 1 << 15;

    private static final int SHARED10 = 0x7f;
    private static final int MOVED10 = 0xf80;
    private static final int ALL = 0xffff;

    private static final List<String> NAMES = List.of(
            "10MB-HD",
            "10MB-FD",
            "100MB-HD",
            "100MB-FD",
            "1GB-HD",
            "1GB-FD",
            "10GB-FD",
            "40GB-FD",
            "100GB-FD",
            "1TB-FD",
            "OTHER",
            "COPPER",
            "FIBER",
            "AUTO_NEG",
            "AUTO_PAUSE",
            "AUTO_PAUSE_ASYM");

    private LinkFeatures() {}

    static int fromWire(int bits, OpenFlowVersion version) {
        return version == OpenFlowVersion.OF10 ? bits & SHARED10 | (bits & MOVED10) << 4 : bits & ALL;
    }

    static int toWire(int features, OpenFlowVersion version) {
        return version == OpenFlowVersion.OF10 ? features & SHARED10 | (features & MOVED10 << 4) >>> 4 : features & ALL;
    }

    /** Return the highest speed among the features in kbit/s, or 0 if they have none. */
    public static int kbps(int features) {
        if ((features & FD_1TB) != 0) {
            return 1_000_000_000;
        }
        if ((features & FD_100GB) != 0) {
            return 100_000_000;
        }
        if ((features & FD_40GB) != 0) {
            return 40_000_000;
        }
        if ((features & FD_10GB) != 0) {
            return 10_000_000;
        }
        if ((features & (HD_1GB | FD_1GB)) != 0) {
            return 1_000_000;
        }
        if ((features & (HD_100MB | FD_100MB)) != 0) {
            return 100_000;
        }
        return (features & (HD_10MB | FD_10MB)) != 0 ? 10_000 : 0;
    }

    /** Return the names that {@code ovs-ofctl} prints. */
    public static List<String> names(int features) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < NAMES.size(); i++) {
            if ((features >>> i & 1) != 0) {
                names.add(NAMES.get(i));
            }
        }
        return names;
    }
}
