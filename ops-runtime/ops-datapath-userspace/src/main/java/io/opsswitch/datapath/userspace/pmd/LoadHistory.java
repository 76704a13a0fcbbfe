/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

import java.util.Arrays;

/** Some figure of each of the last intervals. Not thread-safe. */
final class LoadHistory {

    /** Seconds of an interval. */
    static final int INTERVAL_SECONDS = 5;

    /** Number of intervals that are kept. */
    static final int INTERVALS = 12;

    private final long[] values = new long[INTERVALS];
    private int next;

    /** Note the figure of the interval that has ended. */
    void add(long value) {
        values[next] = value;
        next = (next + 1) % INTERVALS;
    }

    /** Return the sum over so many of the last intervals. */
    long sum(int intervals) {
        long sum = 0;
        for (int i = 1; i <= intervals; i++) {
            sum += values[Math.floorMod(next - i, INTERVALS)];
        }
        return sum;
    }

    /** Forget everything. */
    void clear() {
        Arrays.fill(values, 0);
    }
}
