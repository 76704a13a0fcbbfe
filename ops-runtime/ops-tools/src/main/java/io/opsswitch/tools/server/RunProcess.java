/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.daemon.ExitException;
import java.io.IOException;

/** The command of {@code --run}: the server ends with it. */
final class RunProcess {

    private static final int SIGNALLED = 128;

    private final String command;
    private final Process process;

    private RunProcess(String command, Process process) {
        this.command = command;
        this.process = process;
    }

    /** Start a shell command, with this program's standard streams. */
    static RunProcess start(String command) throws ExitException {
        try {
            return new RunProcess(
                    command,
                    new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start());
        } catch (IOException e) {
            throw new ExitException(command + ": process failed to start (" + e.getMessage() + ")");
        }
    }

    /** Wait for its end; throws what the user should read if that was not a success. */
    void await() throws ExitException {
        int status;
        try {
            status = process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        if (status > SIGNALLED) {
            throw new ExitException(command + ": child exited, killed (signal " + (status - SIGNALLED) + ")");
        } else if (status != 0) {
            throw new ExitException(command + ": child exited, exit status " + status);
        }
    }
}
