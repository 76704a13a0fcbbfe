/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Meter;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The meters of a datapath by number. Safe for use by several threads; workers look meters up without locks. */
public final class Meters {

    /** How many meters there can be; their numbers go from 0. */
    static final int MAX = 1 << 18;

    private static final int MAX_BANDS = 8;
    private static final int FIRST_SIZE = 16;

    private volatile AtomicReferenceArray<@Nullable MeterBuckets> meters = new AtomicReferenceArray<>(FIRST_SIZE);

    /**
     * Put a meter in place, with full buckets.
     *
     * @throws IllegalArgumentException if there can be no such meter
     */
    public synchronized void set(int id, Meter meter, long nowMillis) {
        if (id < 0 || id >= MAX) {
            throw new IllegalArgumentException("meter " + Integer.toUnsignedString(id)
                    + ": the userspace datapath has meters from 0 to " + (MAX - 1));
        }
        if (meter.bands().size() > MAX_BANDS) {
            throw new IllegalArgumentException(
                    "meter " + id + ": a meter of the userspace datapath has at most " + MAX_BANDS + " bands");
        }
        MeterBuckets buckets = new MeterBuckets(meter, nowMillis);
        if (id >= meters.length()) {
            meters = grown(meters, Integer.highestOneBit(id) * 2);
        }
        meters.set(id, buckets);
    }

    private static AtomicReferenceArray<@Nullable MeterBuckets> grown(
            AtomicReferenceArray<@Nullable MeterBuckets> old, int size) {
        @Nullable MeterBuckets[] next = new @Nullable MeterBuckets[size];
        Arrays.setAll(next, i -> i < old.length() ? old.get(i) : null);
        return new AtomicReferenceArray<>(next);
    }

    /** Remove a meter; return whether it was there. */
    public synchronized boolean remove(int id) {
        return id >= 0 && id < meters.length() && meters.getAndSet(id, null) != null;
    }

    /** Return what a meter has counted, or null if there is none. */
    public Meter.@Nullable Statistics statistics(int id) {
        MeterBuckets buckets = get(id);
        return buckets == null ? null : buckets.statistics();
    }

    @Nullable
    MeterBuckets get(int id) {
        AtomicReferenceArray<@Nullable MeterBuckets> current = meters;
        return id >= 0 && id < current.length() ? current.getAcquire(id) : null;
    }
}
