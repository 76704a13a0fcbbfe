/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * What a new datapath shall be.
 *
 * @param type the type that it says it has: that of its provider, or the one that a stand-in takes the place of
 * @param name such as {@code ovs-netdev}
 * @param clock milliseconds for statistics and meters; it never goes back
 * @param dummies which stand-ins for devices there may be
 * @param dummiesMade how many stand-ins the switch has made in all its datapaths; their addresses come from that
 */
public record DatapathSpec(String type, String name, LongSupplier clock, Dummies dummies, AtomicLong dummiesMade) {

    /** Create that of the only datapath of a switch. */
    public DatapathSpec(String type, String name, LongSupplier clock, Dummies dummies) {
        this(type, name, clock, dummies, new AtomicLong());
    }

    /** Return that of a datapath without stand-ins, on the system's clock. */
    public static DatapathSpec of(String type, String name) {
        return new DatapathSpec(type, name, () -> System.nanoTime() / 1_000_000, Dummies.NONE);
    }
}
