/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counters that several threads add to without getting in each other's way: each poll thread has a slot of its own, on a
 * cache line of its own. Slot {@link #SHARED} is for all other threads.
 */
public final class SlotCounters {

    /** The slot of threads that have none of their own. */
    public static final int SHARED = 0;

    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);
    private static final int LINE = 8;

    private final long[] values;
    private final int stride;

    /** Create counters that are zero. */
    public SlotCounters(int slots, int counters) {
        stride = counters + LINE - 1 & -LINE;
        values = new long[slots * stride];
    }

    /** Add to a counter. */
    public void add(int slot, int counter, long delta) {
        int at = slot * stride + counter;
        if (slot == SHARED) {
            LONG.getAndAdd(values, at, delta);
        } else {
            LONG.setOpaque(values, at, (long) LONG.getOpaque(values, at) + delta);
        }
    }

    /** Set a slot's value of a counter that is read with {@link #max}. */
    public void set(int slot, int counter, long value) {
        LONG.setOpaque(values, slot * stride + counter, value);
    }

    /** Return the sum over all slots. */
    public long sum(int counter) {
        long sum = 0;
        for (int at = counter; at < values.length; at += stride) {
            sum += (long) LONG.getOpaque(values, at);
        }
        return sum;
    }

    /** Return the largest value of all slots. */
    public long max(int counter) {
        long max = 0;
        for (int at = counter; at < values.length; at += stride) {
            max = Math.max(max, (long) LONG.getOpaque(values, at));
        }
        return max;
    }
}
