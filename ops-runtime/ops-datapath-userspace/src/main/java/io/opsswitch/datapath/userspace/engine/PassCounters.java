/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What a worker counts of the packets that it has had, and its thread of the time that this took: the figures of {@code
 * dpif-netdev/pmd-perf-show}. One thread at a time counts, any may read.
 */
public final class PassCounters {

    /** Packets that came in by ports. */
    public static final int RECEIVED = 0;
    /** Packets that were looked up again. */
    public static final int RECIRCULATED = 1;
    /** Packets whose whole key was remembered. */
    public static final int EXACT_HITS = 2;
    /** Packets that the flow table had a flow for. */
    public static final int MEGAFLOW_HITS = 3;
    /** Subtables that were tried for these. */
    public static final int SUBTABLE_LOOKUPS = 4;
    /** Packets that no flow matched, and that were handed over. */
    public static final int MISSES = 5;
    /** Packets that no flow matched, and that nobody took. */
    public static final int LOST = 6;
    /** Packets that were handed to ports to be sent. */
    public static final int SENT_PACKETS = 7;
    /** Batches in which they were. */
    public static final int SENT_BATCHES = 8;
    /** Nanoseconds of upcalls. */
    public static final int UPCALL_NANOS = 9;
    /** Rounds without a packet. */
    public static final int IDLE_ROUNDS = 10;
    /** Rounds with packets. */
    public static final int BUSY_ROUNDS = 11;
    /** Nanoseconds of rounds without a packet, waiting not included. */
    public static final int IDLE_NANOS = 12;
    /** Nanoseconds of rounds with packets, waiting not included. */
    public static final int BUSY_NANOS = 13;
    /** How often the thread waited. */
    public static final int WAITS = 14;
    /** Nanoseconds that it waited. */
    public static final int WAIT_NANOS = 15;

    /** The number of counters. */
    public static final int SIZE = 16;

    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] values = new long[SIZE];

    /** Create counters that are zero. */
    public PassCounters() {}

    void add(int counter, long delta) {
        LONG.setOpaque(values, counter, (long) LONG.getOpaque(values, counter) + delta);
    }

    /** Return the value of a counter. */
    public long get(int counter) {
        return (long) LONG.getOpaque(values, counter);
    }

    /** Add all values to others. */
    public void addTo(long[] sums) {
        for (int i = 0; i < SIZE; i++) {
            sums[i] += get(i);
        }
    }
}
