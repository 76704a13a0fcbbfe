/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.ovsdb.server.OvsdbServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The control commands of ovsdb-server(1) that tell how it fares. Safe for use by several threads. */
final class DiagnosticCommands {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");

    private final OvsdbServer server;

    DiagnosticCommands(OvsdbServer server) {
        this.server = server;
    }

    void register(ControlCommands commands) {
        commands.register("memory/show", "", 0, 0, args -> {
            List<String> figures = new ArrayList<>();
            server.memory().forEach((name, value) -> figures.add(name + ":" + value));
            return String.join(" ", figures) + "\n";
        });
        commands.register("ovsdb-server/memory-trim-on-compaction", "on|off", 1, 1, args -> setTrim(args.get(0)));
        commands.register("ovsdb-server/get-db-storage-status", "DB", 1, 1, args -> {
            String error = server.storageError(args.get(0));
            if (error == null) {
                throw new ControlException("Failed to find the database.");
            }
            return "status: " + (error.isEmpty() ? "ok" : error);
        });
        // What these count in Open vSwitch is processor instructions.
        commands.register(
                "ovsdb-server/perf-counters-show",
                "",
                0,
                0,
                args -> "performance counter is not supported on this platform\n");
        commands.register("ovsdb-server/perf-counters-clear", "", 0, 0, args -> "");
        commands.register("ovsdb-server/tlog-set", "DB:TABLE on|off", 2, 2, this::setTableLogged);
        commands.register("ovsdb-server/tlog-list", "", 0, 0, args -> listLoggedTables());
    }

    private String setTrim(String word) throws ControlException {
        if (!word.equals("on") && !word.equals("off")) {
            throw new ControlException("invalid argument");
        }
        server.setTrimMemory(word.equals("on"));
        VLOG.info("memory trimming after compaction %s.", word.equals("on") ? "enabled" : "disabled");
        return "";
    }

    private String setTableLogged(List<String> args) throws ControlException {
        boolean logged = args.get(1).equalsIgnoreCase("on");
        if (!logged && !args.get(1).equalsIgnoreCase("off")) {
            throw new ControlException("invalid command argument");
        }
        String[] names = args.get(0).split(":", -1);
        if (names.length != 2 || names[0].isEmpty() || names[1].isEmpty()) {
            throw new ControlException("invalid DB:TABLE argument");
        }
        if (!server.listDatabases().contains(names[0])) {
            throw new ControlException("no such database");
        }
        if (!server.setTableLogged(names[0], names[1], logged)) {
            throw new ControlException("no such table");
        }
        return "";
    }

    private String listLoggedTables() {
        StringBuilder text = new StringBuilder("database        table                       logging\n"
                + "--------        -----                       -------\n");
        for (Map.Entry<String, Map<String, Boolean>> database :
                server.loggedTables().entrySet()) {
            text.append(String.format(Locale.ROOT, "%-16s \n", database.getKey()));
            database.getValue()
                    .forEach((table, logged) -> text.append(
                            String.format(Locale.ROOT, "                %-27s %s\n", table, logged ? "ON" : "OFF")));
        }
        return text.toString();
    }
}
