/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

/**
 * How many flows a datapath may hold: the configured number, or fewer while looking after them takes too long. Safe for
 * use by several threads.
 */
public final class FlowLimit {

    /** The limit unless configured. */
    public static final int DEFAULT = 200_000;
    /** After how many milliseconds without traffic a flow goes away unless configured. */
    public static final int DEFAULT_MAX_IDLE = 10_000;

    private static final int LEAST = 1_000;
    private static final int CROWDED_MAX_IDLE = 100;

    private int configured = DEFAULT;
    private int maxIdle = DEFAULT_MAX_IDLE;
    private int limit = DEFAULT;

    /** Set the limit and the idle time in milliseconds. */
    public synchronized void configure(int newLimit, int newMaxIdle) {
        maxIdle = Math.max(CROWDED_MAX_IDLE, newMaxIdle);
        if (configured != Math.max(0, newLimit)) {
            configured = Math.max(0, newLimit);
            limit = configured;
        }
    }

    /** Return the limit. */
    public synchronized int limit() {
        return limit;
    }

    /** Return the idle time in milliseconds that is right for this many flows. */
    public synchronized int maxIdle(int flows) {
        return flows > limit ? CROWDED_MAX_IDLE : maxIdle;
    }

    /** Adapt the limit to how long a look at all flows took, in milliseconds. */
    public synchronized void adapt(int flows, long duration) {
        if (duration > 2000) {
            limit = (int) (limit * 1000L / duration);
        } else if (duration > 1300) {
            limit = limit * 3 / 4;
        } else if (duration < 1000 && flows > 2000 && limit < flows * 1000L / Math.max(1, duration)) {
            limit += 1000;
        }
        limit = Math.max(Math.min(LEAST, configured), Math.min(configured, limit));
    }
}
