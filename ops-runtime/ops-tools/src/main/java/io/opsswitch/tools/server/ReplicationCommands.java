/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.ovsdb.server.ActiveBackup;
import io.opsswitch.ovsdb.server.OvsdbServer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The control commands of ovsdb-server(1) about servers that this one follows. With a configuration file they only tell.
 * Safe for use by several threads.
 */
final class ReplicationCommands {

    private final OvsdbServer server;
    private final ActiveBackup databases;
    private final ServerSetup setup;

    ReplicationCommands(OvsdbServer server, ServerSetup setup) {
        this.server = server;
        this.databases = server.activeBackup();
        this.setup = setup;
    }

    private String change(ServerSetup.Change change) throws ControlException {
        try {
            return setup.change(change);
        } catch (IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
    }

    void register(ControlCommands commands) {
        commands.register(
                "ovsdb-server/set-active-ovsdb-server",
                "",
                1,
                1,
                args -> change(() -> {
                    databases.setSource(args.get(0));
                    return "";
                }));
        commands.register("ovsdb-server/get-active-ovsdb-server", "", 0, 0, args -> text(databases.source()));
        commands.register("ovsdb-server/connect-active-ovsdb-server", "", 0, 0, args -> {
            String answer =
                    change(() -> databases.connect() ? "" : "Unable to connect: active server is not specified.\n");
            setup.awaitSources();
            return answer;
        });
        commands.register(
                "ovsdb-server/disconnect-active-ovsdb-server",
                "",
                0,
                0,
                args -> change(() -> {
                    databases.disconnect();
                    return "";
                }));
        commands.register(
                "ovsdb-server/set-active-ovsdb-server-probe-interval",
                "",
                1,
                1,
                args -> change(() -> {
                    databases.setProbe(interval(args));
                    return "";
                }));
        commands.register(
                "ovsdb-server/set-relay-source-probe-interval",
                "",
                1,
                1,
                args -> change(() -> {
                    server.relays().probe(interval(args));
                    return "";
                }));
        commands.register("ovsdb-server/set-sync-exclude-tables", "", 0, 1, args -> change(() -> exclude(args)));
        commands.register("ovsdb-server/get-sync-exclude-tables", "", 0, 0, args -> databases.excluded());
        commands.register("ovsdb-server/sync-status", "", 0, 0, args -> databases.status());
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static int interval(List<String> args) throws ControlException {
        try {
            return Math.max(0, Integer.parseInt(args.get(0)));
        } catch (NumberFormatException e) {
            throw new ControlException("Invalid probe interval, integer value expected");
        }
    }

    /** Answers, as C's, what is wrong as if it were a success. */
    private String exclude(List<String> args) {
        try {
            databases.setExcluded(args.isEmpty() ? "" : args.get(0));
            return "";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
