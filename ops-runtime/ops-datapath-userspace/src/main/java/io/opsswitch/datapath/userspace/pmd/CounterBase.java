/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

/** From where on counters are shown that cannot be set back, since other threads count. Not thread-safe. */
final class CounterBase {

    private long[] zero = new long[0];
    private long startMillis;

    CounterBase(long nowMillis) {
        startMillis = nowMillis;
    }

    /** Count from these values on. */
    void clear(long[] values, long nowMillis) {
        zero = values.clone();
        startMillis = nowMillis;
    }

    /** Return how much counters have grown since {@link #clear}. */
    long[] since(long[] values) {
        long[] grown = values.clone();
        for (int i = 0; i < zero.length; i++) {
            grown[i] -= zero[i];
        }
        return grown;
    }

    /** Return the time of the last {@link #clear}. */
    long startMillis() {
        return startMillis;
    }
}
