/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.tools.OvsVswitchdMain;

/** The switch daemon as a service. The arguments are those of ovs-vswitchd(8). */
public final class VswitchdService {

    private static final Service SERVICE = new Service();

    private VswitchdService() {}

    /** Switch packets until {@link #stop} is called; does not return in a failure but ends the process. */
    public static void main(String[] args) {
        SERVICE.run(() -> OvsVswitchdMain.main(args));
    }

    /** End the daemon, from another thread; returns when it has ended. What the kernel forwards it goes on to forward. */
    public static void stop(String[] args) {
        SERVICE.stop();
    }
}
