/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.daemon.CoverageCommands;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.ovsdb.server.OvsdbServer;
import java.util.List;
import java.util.concurrent.CompletionException;

/** The control commands of ovsdb-server(1). Safe for use by several threads. */
final class ServerCommands {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");

    private final OvsdbServer server;
    private final ServerSetup setup;
    private final DiagnosticCommands diagnostics;

    ServerCommands(OvsdbServer server, ServerSetup setup) {
        this.server = server;
        this.setup = setup;
        this.diagnostics = new DiagnosticCommands(server);
    }

    void register(ControlCommands commands) {
        commands.register("ovsdb-server/list-dbs", "", 0, 0, args -> lines(server.listDatabases()));
        commands.register("ovsdb-server/add-db", "DB", 1, 1, args -> {
            setup.addDatabase(args.get(0));
            return "";
        });
        commands.register("ovsdb-server/remove-db", "DB", 1, 1, args -> {
            setup.removeDatabase(args.get(0));
            return "";
        });
        commands.register("ovsdb-server/list-remotes", "", 0, 0, args -> lines(server.listRemotes()));
        commands.register("ovsdb-server/add-remote", "REMOTE", 1, 1, args -> {
            setup.addRemote(args.get(0));
            return "";
        });
        commands.register("ovsdb-server/remove-remote", "REMOTE", 1, 1, args -> {
            setup.removeRemote(args.get(0));
            return "";
        });
        commands.register("ovsdb-server/reload", "", 0, 0, args -> reload());
        commands.register("ovsdb-server/reconnect", "", 0, 0, args -> {
            server.disconnectClients("user ran ovsdb-server/reconnect");
            return "";
        });
        commands.register("ovsdb-server/disable-monitor-cond", "", 0, 0, args -> {
            server.disableConditionalMonitors();
            return "";
        });
        commands.register("ovsdb-server/compact", "[DB]", 0, 1, this::compact);
        diagnostics.register(commands);
        CoverageCommands.register(commands);
    }

    private static String lines(List<String> words) {
        return words.isEmpty() ? "" : String.join("\n", words) + "\n";
    }

    private String reload() throws ControlException {
        if (!setup.hasConfigFile()) {
            throw new ControlException("Configuration file was not specified on command line");
        }
        if (!setup.reload()) {
            throw new ControlException("Configuration failed.  See the log file for details.");
        }
        return "";
    }

    private String compact(List<String> args) throws ControlException {
        String name = args.isEmpty() ? null : args.get(0);
        if (name != null && name.startsWith("_")) {
            throw new ControlException("cannot compact built-in databases");
        }
        List<String> databases = server.listDatabases().stream()
                .filter(each -> name == null ? !each.startsWith("_") : each.equals(name))
                .toList();
        if (databases.isEmpty()) {
            throw new ControlException("no database by that name");
        }
        databases.forEach(each -> VLOG.info("compacting %s database by user request", each));
        try {
            server.compact(name).join();
            return "";
        } catch (CompletionException e) {
            throw new ControlException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }
}
