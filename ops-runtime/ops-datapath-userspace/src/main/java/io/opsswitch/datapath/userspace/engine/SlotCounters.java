/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counters that several threads add to without getting in each other's way: each poll thread has a slot of its own, with
 * memory of its own that is made when it counts first. Slot {@link #SHARED} is for all other threads.
 *
 * <p>Slots may come up as long as the counters live; what a slot has counted stays when its thread is no more.
 */
public final class SlotCounters {

    /** The slot of threads that have none of their own. */
    public static final int SHARED = 0;

    private static final VarHandle LONG = MethodHandles.arrayElementVarHandle(long[].class);

    /** So many that no other thread's counters are on the same cache line. */
    private static final int LINE = 8;

    private final int size;
    /** Copied when it grows; the arrays in it stay the same, so no count is lost meanwhile. */
    private volatile long[] @Nullable [] slots = new long[1][];

    /** Create counters that are zero. */
    public SlotCounters(int counters) {
        size = counters + LINE - 1 & -LINE;
    }

    /** Add to a counter. */
    public void add(int slot, int counter, long delta) {
        long[] values = values(slot);
        if (slot == SHARED) {
            LONG.getAndAdd(values, counter, delta);
        } else {
            LONG.setOpaque(values, counter, (long) LONG.getOpaque(values, counter) + delta);
        }
    }

    /** Set a slot's value of a counter that is read with {@link #max}. */
    public void set(int slot, int counter, long value) {
        LONG.setOpaque(values(slot), counter, value);
    }

    /** Note that a slot takes part, though it has nothing to count yet. */
    public void take(int slot) {
        values(slot);
    }

    /** Return whether a slot has ever counted or taken part. */
    public boolean has(int slot) {
        long[][] all = slots;
        return slot < all.length && all[slot] != null;
    }

    /** Return the sum over all slots. */
    public long sum(int counter) {
        return sum(counter, 0, Integer.MAX_VALUE);
    }

    /** Return the sum over the slots from one to another, that one not included. */
    public long sum(int counter, int from, int to) {
        long[][] all = slots;
        long sum = 0;
        for (int slot = from; slot < Math.min(to, all.length); slot++) {
            long[] values = all[slot];
            sum += values == null ? 0 : (long) LONG.getOpaque(values, counter);
        }
        return sum;
    }

    /** Return the largest value of all slots. */
    public long max(int counter) {
        return max(counter, 0, Integer.MAX_VALUE);
    }

    /** Return the largest value of the slots from one to another, that one not included. */
    public long max(int counter, int from, int to) {
        long[][] all = slots;
        long max = 0;
        for (int slot = from; slot < Math.min(to, all.length); slot++) {
            long[] values = all[slot];
            max = values == null ? max : Math.max(max, (long) LONG.getOpaque(values, counter));
        }
        return max;
    }

    private long[] values(int slot) {
        long[][] all = slots;
        long[] values = slot < all.length ? all[slot] : null;
        return values == null ? make(slot) : values;
    }

    private synchronized long[] make(int slot) {
        long[][] all = slots;
        if (slot < all.length && all[slot] != null) {
            return all[slot];
        }
        long[][] next = Arrays.copyOf(all, Math.max(all.length, slot + 1));
        long[] values = new long[size];
        next[slot] = values;
        slots = next;
        return values;
    }
}
