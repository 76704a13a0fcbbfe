/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

/**
 * How long to wait between two attempts to connect: longer from failure to failure up to a limit, as in Open vSwitch. Not
 * safe for use by several threads.
 */
public final class Backoff {

    /** The shortest pause of servers. */
    public static final int MIN_MS = 1000;

    private final int minMs;
    private int maxMs;
    private int freeTries;
    private int currentMs;

    /**
     * Create with the shortest and the longest pause.
     *
     * @param servers how many there are to choose from: each is tried once before the first pause
     */
    public Backoff(int minMs, int maxMs, int servers) {
        this.minMs = minMs;
        this.maxMs = maxMs;
        this.freeTries = servers;
    }

    /** Change the limit. */
    public void limit(int ms) {
        maxMs = Math.max(1, ms);
        currentMs = Math.min(currentMs, maxMs);
    }

    /** Note that a connection has lasted so long: if longer than the pause before it, pauses are short again. */
    public void connected(long lastedMs) {
        if (lastedMs >= currentMs) {
            currentMs = 0;
        }
    }

    /** Note that a connection was useful: pauses are short again. */
    public void succeeded() {
        currentMs = 0;
    }

    /** Allow so many attempts without a pause. */
    public void free(int tries) {
        freeTries = tries + 1;
    }

    /** Return whether pauses are as long as they become: time to be quiet in the log. */
    public boolean atLimit() {
        return currentMs >= maxMs;
    }

    /** Return how many milliseconds to wait before the next attempt, after one that failed or a connection that ended. */
    public int next() {
        if (freeTries > 1) {
            freeTries--;
            currentMs = 0;
        } else if (currentMs < Math.min(minMs, maxMs)) {
            currentMs = Math.min(minMs, maxMs);
        } else {
            currentMs = currentMs < maxMs / 2 ? currentMs * 2 : maxMs;
        }
        return currentMs;
    }
}
