/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.server.OvsdbServer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The program ovsdb-server: serves databases until it is told to end. Used by the main thread. */
public final class ServerProgram {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");

    private ServerProgram() {}

    /** Run the program; returns the exit status, or null if its threads live on. */
    public static @Nullable Integer run(String... args) throws ExitException {
        Daemon daemon = new Daemon(ServerOptions.PROGRAM, OvsDirs.current());
        ServerOptions options = new ServerOptions(daemon);
        options.parse(args);
        if (options.isInformed()) {
            return 0;
        }
        daemon.start();
        OvsdbServer server = new OvsdbServer();
        daemon.onExit(server::close);
        server.setWholeColumns(options.wholeColumns());
        String state = System.getProperty("ops.state");
        ServerSetup setup =
                new ServerSetup(server, options.configFile(), state == null ? null : Path.of(state), options.tls());
        if (!setup.start(options.config(), options.backupSettings())) {
            throw new ExitException(setup.failure());
        }
        String metrics = options.metrics();
        if (metrics != null) {
            daemon.onExit(Metrics.start(metrics, server)::close);
        }
        new ServerCommands(server, setup).register(daemon.commands());
        new ReplicationCommands(server, setup).register(daemon.commands());
        daemon.startControl();
        setup.awaitSources();
        String command = options.runCommand();
        if (command == null) {
            daemon.ready(); // a daemon's console is closed from here on
            VLOG.info("%s", ProgramVersion.banner(ServerOptions.PROGRAM));
            return null;
        }
        RunProcess process = RunProcess.start(command);
        daemon.ready();
        process.await();
        return 0;
    }
}
