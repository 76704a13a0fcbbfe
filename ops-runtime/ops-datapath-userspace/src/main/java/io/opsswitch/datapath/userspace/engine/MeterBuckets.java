/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.Meter.Band;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meter at work: for each band a bucket of tokens that its rate fills. A packet takes its tokens from all buckets; the
 * band with the highest rate that has not enough is what happens to it.
 *
 * <p>A packet that is larger than the burst passes when the burst is there, and leaves its bucket in debt, so that the rate
 * is kept at any size of packets. Safe for use by several threads, one at a time. Measuring allocates nothing.
 */
final class MeterBuckets {

    private static final long MILLI = 1000;

    /** Buckets that fill in less than this many milliseconds hold a millisecond's tokens more, so that none are lost. */
    private static final int SHORT_BURST = 100;

    private final boolean kilobits;
    private final Bucket[] buckets;
    private long filled;
    private long packets;
    private long bytes;

    /** One band. Tokens are bits, or thousandths of packets: what a rate brings in milliseconds. */
    private static final class Bucket {
        private final Band band;
        private final long rate;
        private final long burst;
        private final long capacity;
        private long tokens;
        private long packets;
        private long bytes;

        Bucket(Band band) {
            this.band = band;
            rate = Integer.toUnsignedLong(band.rate());
            if (rate == 0) {
                throw new IllegalArgumentException("the rate of a meter's band has to be positive");
            }
            burst = (band.burst() == 0 ? rate : Integer.toUnsignedLong(band.burst())) * MILLI;
            capacity = burst < SHORT_BURST * rate ? burst + rate : burst;
            tokens = burst;
        }

        void fill(long passedMillis) {
            // No product is larger than what is missing and one millisecond's tokens.
            long missing = (capacity - tokens) / rate + 1;
            tokens = Math.min(capacity, tokens + Math.min(passedMillis, missing) * rate);
        }

        boolean take(long needed) {
            if (tokens < Math.min(needed, burst)) {
                return false;
            }
            tokens -= needed;
            return true;
        }
    }

    /**
     * Create a meter with full buckets.
     *
     * @param nowMillis on the clock by which packets will be measured
     * @throws IllegalArgumentException if a rate is 0
     */
    MeterBuckets(Meter meter, long nowMillis) {
        kilobits = meter.kilobits();
        buckets = meter.bands().stream().map(Bucket::new).toArray(Bucket[]::new);
        filled = nowMillis;
    }

    /**
     * Measure a packet.
     *
     * @param size in bytes
     * @param nowMillis the time; going back does no harm
     * @return the band that decides what happens to the packet, or null if it passes
     */
    synchronized @Nullable Band measure(int size, long nowMillis) {
        long passed = nowMillis - filled;
        if (passed > 0) {
            filled = nowMillis;
            for (Bucket bucket : buckets) {
                bucket.fill(passed);
            }
        }
        packets++;
        bytes += size;
        long needed = kilobits ? (long) size * Byte.SIZE : MILLI;
        Bucket exceeded = null;
        for (Bucket bucket : buckets) {
            if (!bucket.take(needed) && (exceeded == null || bucket.rate > exceeded.rate)) {
                exceeded = bucket;
            }
        }
        if (exceeded == null) {
            return null;
        }
        exceeded.packets++;
        exceeded.bytes += size;
        return exceeded.band;
    }

    synchronized Meter.Statistics statistics() {
        List<Meter.BandStatistics> bands = new ArrayList<>();
        for (Bucket bucket : buckets) {
            bands.add(new Meter.BandStatistics(bucket.packets, bucket.bytes));
        }
        return new Meter.Statistics(packets, bytes, bands);
    }
}
