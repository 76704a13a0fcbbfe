/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import java.time.Duration;

/** When to stop: after a time, or when the thread is interrupted, which is then still interrupted. */
final class Deadline {

    private static final int LOOKS_BETWEEN = 64;

    private final long start = System.nanoTime();
    private final long nanos;
    private int looks;
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

    /** Tell whether time is up; once it is, it stays so. Cheap enough for inner loops: it looks now and then. */
    boolean isOver() {
        if (!over && ++looks >= LOOKS_BETWEEN) {
            isOverNow();
        }
        return over;
    }

    /** Tell whether time is up, and look now. */
    boolean isOverNow() {
        looks = 0;
        over |= System.nanoTime() - start >= nanos || Thread.currentThread().isInterrupted();
        return over;
    }
}
