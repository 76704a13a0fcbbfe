/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;

/** The commands {@code coverage/show} and {@code coverage/read-counter}. */
public final class CoverageCommands {

    private CoverageCommands() {}

    /** Add them to a program's commands, and start to take rates. */
    public static void register(ControlCommands commands) {
        commands.register("coverage/show", "", 0, 0, args -> Coverage.show());
        commands.register("coverage/read-counter", "COUNTER", 1, 1, args -> {
            Long total = Coverage.totals().get(args.get(0));
            if (total == null) {
                throw new ControlException("No such counter");
            }
            return total + "\n";
        });
        Coverage.takeRates();
    }
}
