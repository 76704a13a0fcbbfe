/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.function.LongSupplier;

/**
 * What a new datapath shall be.
 *
 * @param type the type that it says it has: that of its provider, or the one that a stand-in takes the place of
 * @param name such as {@code ovs-netdev}
 * @param clock milliseconds for statistics and meters; it never goes back
 * @param dummies which stand-ins for devices there may be
 */
public record DatapathSpec(String type, String name, LongSupplier clock, Dummies dummies) {

    /** Return that of a datapath without stand-ins, on the system's clock. */
    public static DatapathSpec of(String type, String name) {
        return new DatapathSpec(type, name, () -> System.nanoTime() / 1_000_000, Dummies.NONE);
    }
}
