/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.time;

import java.util.function.LongSupplier;

/**
 * Milliseconds that never go back: those of {@link System#nanoTime()} until somebody stops them or moves them on, as the
 * control commands {@code time/stop} and {@code time/warp} do. Safe for use by several threads; asking takes no lock.
 */
public final class SwitchClock implements LongSupplier {

    private static final long NANOS = 1_000_000;

    /** Either how far the clock is ahead of the system's, or where it stands. */
    private record State(boolean isStopped, long millis) {}

    private volatile State state = new State(false, 0);

    /** Return the time. */
    @Override
    public long getAsLong() {
        State now = state;
        return now.isStopped ? now.millis : System.nanoTime() / NANOS + now.millis;
    }

    /** Let time stand still until {@link #advance}. */
    public synchronized void stop() {
        state = new State(true, getAsLong());
    }

    /** Let time jump forward; if it stood still, it stands still again after that. */
    public synchronized void advance(long millis) {
        if (millis < 0) {
            throw new IllegalArgumentException("time cannot go back by " + -millis + " ms");
        }
        state = new State(state.isStopped, state.millis + millis);
    }
}
