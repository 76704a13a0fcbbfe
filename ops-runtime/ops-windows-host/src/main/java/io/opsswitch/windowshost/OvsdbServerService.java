/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.tools.server.ServerProgram;

/**
 * The database server as a service: makes the image's databases where there are none, converts those of another image, and
 * serves them all. The arguments are further ones of ovsdb-server(1).
 */
public final class OvsdbServerService {

    private static final Service SERVICE = new Service();

    private OvsdbServerService() {}

    /** Serve until {@link #stop} is called; does not return in a failure but ends the process. */
    public static void main(String[] args) {
        SERVICE.run(() ->
                Daemon.run("ovsdb-server", () -> ServerProgram.run(new Databases(OvsDirs.current()).prepare(args))));
    }

    /** End the server, from another thread; returns when it has ended. */
    public static void stop(String[] args) {
        SERVICE.stop();
    }
}
