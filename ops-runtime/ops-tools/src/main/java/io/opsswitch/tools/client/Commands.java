/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import java.io.IOException;
import java.util.List;

/** The table of ovsdb-client's commands. */
final class Commands {

    private static final int MANY = Integer.MAX_VALUE;

    /**
     * A command.
     *
     * @param min the least number of words behind server and database
     * @param max the greatest number of words
     * @param kind what is found before it runs
     */
    private record Command(String name, int min, int max, Kind kind) {}

    private enum Kind {
        /** The command looks at all words itself. */
        PLAIN,
        /** A server. */
        SERVER,
        /** A server and a database. */
        DATABASE
    }

    private static final Command[] ALL = {
        new Command("list-dbs", 0, 0, Kind.SERVER),
        new Command("get-schema", 0, 0, Kind.DATABASE),
        new Command("get-schema-version", 0, 0, Kind.DATABASE),
        new Command("get-schema-cksum", 0, 0, Kind.DATABASE),
        new Command("list-tables", 0, 0, Kind.DATABASE),
        new Command("list-columns", 0, 1, Kind.DATABASE),
        new Command("transact", 1, 2, Kind.PLAIN),
        new Command("query", 1, 2, Kind.PLAIN),
        new Command("monitor", 1, MANY, Kind.DATABASE),
        new Command("monitor-cond", 2, 3, Kind.DATABASE),
        new Command("monitor-cond-since", 2, 4, Kind.DATABASE),
        new Command("wait", 2, 3, Kind.PLAIN),
        new Command("convert", 1, 2, Kind.PLAIN),
        new Command("needs-conversion", 1, 2, Kind.PLAIN),
        new Command("dump", 0, MANY, Kind.DATABASE),
        new Command("backup", 0, 0, Kind.DATABASE),
        new Command("restore", 0, 0, Kind.DATABASE),
        new Command("lock", 1, 1, Kind.SERVER),
        new Command("steal", 1, 1, Kind.SERVER),
        new Command("unlock", 1, 1, Kind.SERVER),
    };

    private Commands() {}

    static void run(ClientContext context, String name, List<String> args) throws ExitException {
        Command command = find(name);
        if (command.kind() == Kind.PLAIN) {
            check(name, command, args);
            switch (name) {
                case "transact" -> TransactCommands.transact(context, args);
                case "query" -> TransactCommands.query(context, args);
                case "wait" -> WaitCommand.run(context, args);
                case "convert" -> SchemaFile.convert(context, args);
                default -> SchemaFile.needsConversion(context, args);
            }
            return;
        }
        Servers.Target found = Servers.open(context, command.min(), command.kind() == Kind.DATABASE, args, null);
        try (ServerConnection server = found.server()) {
            List<String> rest = args.subList(found.consumed(), args.size());
            check(name, command, rest);
            connected(context, name, new Servers.Target(server, found.database(), 0), rest);
        } catch (IOException e) {
            throw new ExitException(found.server().name() + ": " + e.getMessage());
        }
    }

    /** Run a command; a switch instead of references to methods, which would all be made at each start. */
    private static void connected(ClientContext context, String name, Servers.Target target, List<String> args)
            throws ExitException {
        switch (name) {
            case "list-dbs" -> SchemaCommands.listDatabases(context, target, args);
            case "get-schema" -> SchemaCommands.getSchema(context, target, args);
            case "get-schema-version" -> SchemaCommands.getVersion(context, target, args);
            case "get-schema-cksum" -> SchemaCommands.getChecksum(context, target, args);
            case "list-tables" -> SchemaCommands.listTables(context, target, args);
            case "list-columns" -> SchemaCommands.listColumns(context, target, args);
            case "monitor" -> MonitorCommand.monitor(context, target, args);
            case "monitor-cond" -> MonitorCommand.monitorCond(context, target, args);
            case "monitor-cond-since" -> MonitorCommand.monitorCondSince(context, target, args);
            case "dump" -> DumpCommand.dump(context, target, args);
            case "backup" -> BackupCommand.backup(context, target, args);
            case "restore" -> RestoreCommand.restore(context, target, args);
            default -> LockCommand.run(context, target.server(), name, args.get(0));
        }
    }

    private static Command find(String name) throws ExitException {
        for (Command command : ALL) {
            if (command.name().equals(name)) {
                return command;
            }
        }
        throw new ExitException("unknown command '" + name + "'; use --help for help");
    }

    private static void check(String name, Command command, List<String> args) throws ExitException {
        if (args.size() < command.min() || args.size() > command.max()) {
            throw new ExitException("invalid syntax for '" + name + "' (use --help for help)");
        }
    }
}
