/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The table of ovsdb-client's commands. */
final class Commands {

    private static final int MANY = Integer.MAX_VALUE;

    /** A command for which server and perhaps database have been found. */
    private interface Connected {
        void run(ClientContext context, Servers.Target target, List<String> args) throws ExitException;
    }

    /** A command that looks at all words itself. */
    private interface Plain {
        void run(ClientContext context, List<String> args) throws ExitException;
    }

    /**
     * A command.
     *
     * @param min the least number of words behind server and database
     * @param max the greatest number of words
     */
    private record Command(
            int min,
            int max,
            boolean needsDatabase,
            @Nullable Connected body,
            @Nullable Plain plain) {}

    private static final Map<String, Command> ALL = new LinkedHashMap<>();

    static {
        server("list-dbs", 0, SchemaCommands::listDatabases);
        database("get-schema", 0, 0, SchemaCommands::getSchema);
        database("get-schema-version", 0, 0, SchemaCommands::getVersion);
        database("get-schema-cksum", 0, 0, SchemaCommands::getChecksum);
        database("list-tables", 0, 0, SchemaCommands::listTables);
        database("list-columns", 0, 1, SchemaCommands::listColumns);
        plain("transact", 1, TransactCommands::transact);
        plain("query", 1, TransactCommands::query);
        database("monitor", 1, MANY, MonitorCommand::monitor);
        database("monitor-cond", 2, 3, MonitorCommand::monitorCond);
        database("monitor-cond-since", 2, 4, MonitorCommand::monitorCondSince);
        plain("wait", 2, WaitCommand::run);
        plain("convert", 1, SchemaFile::convert);
        plain("needs-conversion", 1, SchemaFile::needsConversion);
        database("dump", 0, MANY, DumpCommand::dump);
        database("backup", 0, 0, BackupCommand::backup);
        database("restore", 0, 0, RestoreCommand::restore);
        for (String method : List.of("lock", "steal", "unlock")) {
            server(
                    method,
                    1,
                    (context, target, args) -> LockCommand.run(context, target.server(), method, args.get(0)));
        }
    }

    private Commands() {}

    private static void server(String name, int args, Connected body) {
        ALL.put(name, new Command(args, args, false, body, null));
    }

    private static void database(String name, int min, int max, Connected body) {
        ALL.put(name, new Command(min, max, true, body, null));
    }

    /** Add a command of so many words, before which there may be a server. */
    private static void plain(String name, int args, Plain body) {
        ALL.put(name, new Command(args, args + 1, false, null, body));
    }

    static void run(ClientContext context, String name, List<String> args) throws ExitException {
        Command command = ALL.get(name);
        if (command == null) {
            throw new ExitException("unknown command '" + name + "'; use --help for help");
        }
        Connected body = command.body();
        Plain plain = command.plain();
        if (plain != null) {
            check(name, command, args);
            plain.run(context, args);
        }
        if (body != null) {
            run(context, name, command, body, args);
        }
    }

    private static void run(ClientContext context, String name, Command command, Connected body, List<String> args)
            throws ExitException {
        Servers.Target target = Servers.open(context, command.min(), command.needsDatabase(), args, null);
        try (ServerConnection server = target.server()) {
            List<String> rest = args.subList(target.consumed(), args.size());
            check(name, command, rest);
            body.run(context, new Servers.Target(server, target.database(), 0), rest);
        } catch (IOException e) {
            throw new ExitException(target.server().name() + ": " + e.getMessage());
        }
    }

    private static void check(String name, Command command, List<String> args) throws ExitException {
        if (args.size() < command.min() || args.size() > command.max()) {
            throw new ExitException("invalid syntax for '" + name + "' (use --help for help)");
        }
    }
}
