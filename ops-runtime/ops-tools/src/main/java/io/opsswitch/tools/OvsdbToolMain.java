/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.tools.dbtool.OvsdbToolProgram;
import java.io.FileDescriptor;
import java.io.FileOutputStream;

/** The program ovsdb-tool: works on database files without a server. */
public final class OvsdbToolMain implements Daemon.Main {

    private final String[] args;

    OvsdbToolMain(String... args) {
        this.args = args;
    }

    @Override
    public Integer run() throws ExitException {
        return new OvsdbToolProgram(new FileOutputStream(FileDescriptor.out)).run(args);
    }

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(OvsdbToolProgram.NAME, new OvsdbToolMain(args));
    }
}
