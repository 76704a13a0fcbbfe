/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

/**
 * A token bucket that keeps a message which may repeat without end from filling the log. Keep one per place that logs.
 * Safe for use by several threads.
 */
public final class VlogRateLimit {

    private static final long MINUTE = 60_000_000_000L;

    private final int perMinute;
    private final double burst;
    private double tokens;
    private long last = System.nanoTime();
    private long dropped;
    private long firstDropped;
    private long lastDropped;

    /** Allow so many messages a minute, and so many at once. */
    public VlogRateLimit(int perMinute, int burst) {
        this.perMinute = perMinute;
        this.burst = burst;
        this.tokens = burst;
    }

    boolean admit(Vlog module, LogLevel level) {
        long count;
        long now = System.nanoTime();
        long first;
        long latest;
        synchronized (this) {
            tokens = Math.min(burst, tokens + (double) (now - last) * perMinute / MINUTE);
            last = now;
            if (tokens < 1) {
                firstDropped = dropped++ == 0 ? now : firstDropped;
                lastDropped = now;
                return false;
            }
            tokens--;
            count = dropped;
            first = firstDropped;
            latest = lastDropped;
            dropped = 0;
        }
        if (count > 0) {
            module.log(
                    level,
                    "Dropped %d log messages in last %d seconds (most recently, %d seconds ago) due to excessive rate",
                    count,
                    (now - first) / 1_000_000_000L,
                    (now - latest) / 1_000_000_000L);
        }
        return true;
    }
}
