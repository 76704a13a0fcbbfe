/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.Vlog;

/**
 * Lets a bridge forward by itself while its controllers cannot be reached, if it is not to be secure. Each controller has
 * the time of three probes: to be silent, not to answer, and to be connected to again. Owned by the switch's thread.
 */
final class FailOpen {

    private static final Vlog VLOG = Vlog.module("fail_open");
    private static final int PROBES = 3;
    private static final int REMINDER_SECONDS = 60;

    /** What is done to the bridge. */
    interface Actions {

        /** Remove all flows, and forward as a switch without controller does. */
        void open();

        /** Do no more of that; flows stay. */
        void recover();
    }

    private final Actions actions;
    private long failingSeconds;

    FailOpen(Actions actions) {
        this.actions = actions;
    }

    /** Return whether the bridge forwards by itself. */
    boolean isActive() {
        return failingSeconds != 0;
    }

    /**
     * See to it, about once a second.
     *
     * @param seconds for how long no controller could be reached
     * @param longestProbeMillis the longest time of silence after which a controller is asked whether it is there
     */
    void run(long seconds, long longestProbeMillis) {
        if (isActive() && seconds == 0) {
            recover();
        } else if (seconds > 0 && seconds * 1000 >= longestProbeMillis * PROBES) {
            if (!isActive()) {
                VLOG.warn(
                        "Could not connect to controller (or switch failed controller's post-connection admission"
                                + " control policy) for %d seconds, failing open",
                        seconds);
                failingSeconds = seconds;
                actions.open();
            } else if (seconds > failingSeconds + REMINDER_SECONDS) {
                VLOG.info("Still in fail-open mode after %d seconds disconnected from controller", seconds);
                failingSeconds = seconds;
            }
        }
    }

    /** End it, if it is there: a controller is back, or the bridge is another one's or nobody's now. */
    void recover() {
        if (isActive()) {
            VLOG.warn("No longer in fail-open mode");
            failingSeconds = 0;
            actions.recover();
        }
    }
}
