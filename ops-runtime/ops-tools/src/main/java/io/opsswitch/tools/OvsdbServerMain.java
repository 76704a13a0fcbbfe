/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.tools.server.ServerProgram;

/** The program ovsdb-server: serves database files until it is told to end. */
public final class OvsdbServerMain {

    private OvsdbServerMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run("ovsdb-server", () -> ServerProgram.run(args));
    }
}
