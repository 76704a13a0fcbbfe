/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.tools.client.OvsdbClientProgram;

/** The program ovsdb-client: talks to an OVSDB server. */
public final class OvsdbClientMain {

    private OvsdbClientMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(OvsdbClientProgram.NAME, () -> new OvsdbClientProgram().run(args));
    }
}
