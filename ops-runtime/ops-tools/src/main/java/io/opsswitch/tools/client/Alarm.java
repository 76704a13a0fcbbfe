/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.log.Vlog;
import java.util.concurrent.TimeUnit;

/** Ends the program after a while, with the status and the message of one that SIGALRM has killed. */
final class Alarm {

    private static final Vlog VLOG = Vlog.module("fatal_signal");
    private static final int STATUS = 128 + 14;

    private Alarm() {}

    /** Start the clock; a thread of its own waits. */
    @SuppressWarnings("SystemExitOutsideMain")
    static void set(long seconds) {
        Thread thread = new Thread(
                () -> {
                    try {
                        TimeUnit.SECONDS.sleep(seconds);
                    } catch (InterruptedException e) {
                        return;
                    }
                    VLOG.warn("terminating with signal 14 (Alarm clock)");
                    System.exit(STATUS);
                },
                "timeout");
        thread.setDaemon(true);
        thread.start();
    }
}
