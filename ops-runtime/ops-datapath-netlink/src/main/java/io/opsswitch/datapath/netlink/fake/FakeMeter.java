/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import java.util.List;

/** A meter of the kernel in memory: a bucket for each band, filled as time passes. Guarded by the kernel's lock. */
final class FakeMeter {
    private static final int MILLI = 1000;

    final boolean kilobits;
    final List<Band> bands;
    long packets;
    long bytes;
    private long lastMillis;

    /** A band that drops. */
    static final class Band {
        final int rate;
        final int burst;
        long packets;
        long bytes;
        /** In thousandths of a packet, or bits. */
        private long bucket;

        Band(int rate, int burst) {
            this.rate = rate;
            this.burst = burst;
            this.bucket = size();
        }

        private long size() {
            return Math.max(burst, rate) * (long) MILLI;
        }
    }

    FakeMeter(boolean kilobits, List<Band> bands, long nowMillis) {
        this.kilobits = kilobits;
        this.bands = bands;
        this.lastMillis = nowMillis;
    }

    /** Return whether a packet may pass. */
    boolean passes(int length, long nowMillis) {
        packets++;
        bytes += length;
        long elapsed = nowMillis - lastMillis;
        lastMillis = nowMillis;
        long cost = kilobits ? length * 8L : MILLI;
        boolean pass = true;
        for (Band band : bands) {
            band.bucket = Math.min(band.size(), band.bucket + elapsed * band.rate);
            if (band.bucket >= cost) {
                band.bucket -= cost;
            } else {
                band.packets++;
                band.bytes += length;
                pass = false;
            }
        }
        return pass;
    }
}
