/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.unixctl.ControlClient;
import io.opsswitch.common.unixctl.ControlException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The program ops-control: sends one command to a control socket; what {@code bin/ops} talks to daemons with. */
public final class ControlMain {

    private static final String PROGRAM = "ops-control";

    private ControlMain() {}

    /** Run the program: the socket, the command, its arguments. */
    public static void main(String[] args) {
        Daemon.run(PROGRAM, () -> {
            if (args.length < 2) {
                throw new ExitException("usage: " + PROGRAM + " SOCKET COMMAND [ARG]...");
            }
            try {
                System.out.print(ControlClient.run(
                        Path.of(args[0]), args[1], List.of(args).subList(2, args.length)));
                return 0;
            } catch (ControlException e) {
                throw new ExitException(2, e.getMessage() + "");
            } catch (IOException e) {
                throw new ExitException("cannot connect to \"" + args[0] + "\" (" + e.getMessage() + ")");
            }
        });
    }
}
