/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.tools.client.OvsdbClientProgram;

/** The program ovsdb-client: talks to an OVSDB server. */
public final class OvsdbClientMain implements Daemon.Main {

    private final String[] args;

    OvsdbClientMain(String... args) {
        this.args = args;
    }

    @Override
    public Integer run() throws ExitException {
        return new OvsdbClientProgram().run(args);
    }

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(OvsdbClientProgram.NAME, new OvsdbClientMain(args));
    }
}
