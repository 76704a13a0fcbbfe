/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import java.time.Duration;

/** When to stop: after a time, or when the thread is interrupted, which is then still interrupted. */
final class Deadline {

    private final long start = System.nanoTime();
    private final long nanos;
    private boolean over;

    Deadline(Duration limit) {
        nanos = saturated(limit);
    }

    private static long saturated(Duration limit) {
        try {
            return limit.toNanos();
        } catch (ArithmeticException e) {
            return limit.isNegative() ? 0 : Long.MAX_VALUE;
        }
    }

    /** Tell whether time is up; once it is, it stays so. */
    boolean isOver() {
        over = over
                || System.nanoTime() - start >= nanos
                || Thread.currentThread().isInterrupted();
        return over;
    }
}
