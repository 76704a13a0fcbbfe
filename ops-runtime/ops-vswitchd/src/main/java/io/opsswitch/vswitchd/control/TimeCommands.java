/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.time.SwitchClock;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import java.util.List;

/** The commands that stop the switch's time and move it on, for tests. Stateless. */
public final class TimeCommands {

    private TimeCommands() {}

    /**
     * Register the commands.
     *
     * @param step lets the switch do what is due, and returns when it is done
     */
    public static void register(ControlCommands commands, SwitchClock clock, Runnable step) {
        commands.register("time/stop", "", 0, 0, args -> {
            clock.stop();
            return "";
        });
        commands.register("time/warp", "[large_msecs] msecs", 1, 2, args -> warp(args, clock, step));
    }

    /** Let time pass in steps, so that what is due several times is done as often. */
    private static String warp(List<String> args, SwitchClock clock, Runnable step) throws ControlException {
        long size = number(args.get(args.size() - 1));
        long left = args.size() > 1 ? number(args.get(0)) : size;
        if (size <= 0 || left < 0) {
            throw new ControlException("invalid MSECS");
        }
        do {
            long now = left == 0 ? size : Math.min(size, left);
            clock.advance(now);
            step.run();
            left -= Math.min(now, left);
        } while (left > 0);
        return "warped";
    }

    /** Return a number as C's atoll reads it: 0 for none. */
    private static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
