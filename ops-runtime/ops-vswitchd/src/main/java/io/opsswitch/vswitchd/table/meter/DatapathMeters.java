/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.meter;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Meter;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Shares the meters of a datapath out among the bridges on it, which each number theirs as they like. Safe for all threads. */
public final class DatapathMeters {

    /** In place of a number: none. */
    public static final int NONE = -1;

    private final Datapath datapath;
    private final BitSet used = new BitSet();

    /** Create for a datapath that nobody else makes meters of. */
    public DatapathMeters(Datapath datapath) {
        this.datapath = datapath;
    }

    /**
     * Make a meter and return its number.
     *
     * @throws IllegalArgumentException if the datapath cannot have it or no more of them; the message says why
     */
    synchronized int add(Meter meter) {
        int number = used.nextClearBit(0);
        datapath.setMeter(number, meter);
        used.set(number);
        return number;
    }

    /**
     * Make a meter anew.
     *
     * @throws IllegalArgumentException if the datapath cannot have it; it stays as it was then
     */
    synchronized void change(int number, Meter meter) {
        datapath.setMeter(number, meter);
    }

    /** Remove a meter. */
    synchronized void remove(int number) {
        datapath.removeMeter(number);
        used.clear(number);
    }

    /** Return what a meter has counted, or null if it has been removed. */
    Meter.@Nullable Statistics statistics(int number) {
        return datapath.meterStatistics(number);
    }
}
