/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.List;
import java.util.Locale;

/** The table of ovsdb-tool's commands. A switch instead of a map of lambdas, which would all be made at each start. */
final class ToolCommands {

    private static final int MANY = Integer.MAX_VALUE;

    /** A command's name, its words for {@code list-commands}, and how many there are to be. */
    private record Command(String name, String usage, int min, int max) {}

    private static final Command[] ALL = {
        new Command("create", "[db [schema]]", 0, 2),
        new Command("create-cluster", "db contents local", 3, 3),
        new Command("join-cluster", "db name local remote...", 4, MANY),
        new Command("compact", "[db [dst]]", 0, 2),
        new Command("convert", "[db [schema [dst]]]", 0, 3),
        new Command("needs-conversion", "", 0, 2),
        new Command("db-name", "[db]", 0, 1),
        new Command("db-version", "[db]", 0, 1),
        new Command("db-cksum", "[db]", 0, 1),
        new Command("db-cid", "db", 1, 1),
        new Command("db-sid", "db", 1, 1),
        new Command("db-local-address", "db", 1, 1),
        new Command("db-is-clustered", "db", 1, 1),
        new Command("db-is-standalone", "db", 1, 1),
        new Command("schema-name", "[schema]", 0, 1),
        new Command("schema-version", "[schema]", 0, 1),
        new Command("schema-cksum", "[schema]", 0, 1),
        new Command("query", "[db] trns", 1, 2),
        new Command("transact", "[db] trns", 1, 2),
        new Command("show-log", "[db]", 0, 1),
        new Command("check-cluster", "db...", 1, MANY),
        new Command("compare-versions", "a op b", 3, 3),
        new Command("help", "", 0, MANY),
        new Command("list-commands", "", 0, MANY),
        new Command("cluster-to-standalone", "db clusterdb", 2, 2),
        new Command("upgrade", "[db [schema]]", 0, 2),
    };

    private ToolCommands() {}

    /** Run a command and return the program's exit status. */
    static int run(ToolContext context, String name, List<String> args) throws ExitException, OvsdbException {
        Command command = find(name);
        if (args.size() < command.min()) {
            throw new ExitException("'" + name + "' command requires at least " + command.min() + " arguments");
        }
        if (args.size() > command.max()) {
            throw new ExitException("'" + name + "' command takes at most " + command.max() + " arguments");
        }
        switch (name) {
            case "create" -> FileCommands.create(context, args);
            case "compact" -> FileCommands.compact(context, args);
            case "convert" -> FileCommands.convert(context, args);
            case "needs-conversion" -> FileCommands.needsConversion(context, args);
            case "upgrade" -> UpgradeCommand.run(context, args);
            case "query" -> TransactCommand.query(context, args);
            case "transact" -> TransactCommand.transact(context, args);
            case "show-log" -> ShowLog.run(context, args);
            case "db-name", "db-version", "db-cksum", "schema-name", "schema-version", "schema-cksum" ->
                FileCommands.field(context, name, args);
            case "db-is-clustered" -> {
                return FileCommands.isClustered(args) ? 0 : 2;
            }
            case "db-is-standalone" -> {
                return FileCommands.isClustered(args) ? 2 : 0;
            }
            case "create-cluster", "join-cluster", "cluster-to-standalone", "check-cluster" ->
                ClusterCommands.run(context, name, args);
            case "db-cid", "db-sid", "db-local-address" -> ClusterCommands.field(context, name, args);
            case "compare-versions" -> {
                return Versions.compare(args.get(0), args.get(1), args.get(2)) ? 0 : 2;
            }
            case "list-commands" -> list(context);
            default -> context.out().print(ToolHelp.TEXT);
        }
        return 0;
    }

    private static Command find(String name) throws ExitException {
        for (Command command : ALL) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        throw new ExitException("unknown command '" + name + "'; use --help for help");
    }

    private static void list(ToolContext context) {
        context.line("The available commands are:");
        for (Command command : ALL) {
            context.line(String.format(Locale.ROOT, "  %-23s %s", command.name(), command.usage()));
        }
    }
}
