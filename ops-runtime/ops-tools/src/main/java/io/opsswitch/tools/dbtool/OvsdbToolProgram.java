/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.storage.JournalReader;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;

/** The program ovsdb-tool: works on database files without a server. */
public final class OvsdbToolMain {

    private static final String PROGRAM = "ovsdb-tool";

    private static final String HELP = """
            usage: ovsdb-tool [OPTION]... COMMAND [ARG]...
            Works on OVSDB database files.

              create [DB [SCHEMA]]      create DB, empty, with the given schema
              compact [DB]              rewrite DB without its history
              convert [DB [SCHEMA [DST]]]
                                        convert DB to SCHEMA (into DST); what SCHEMA has no
                                        place for is dropped silently
              needs-conversion [DB [SCHEMA]]
                                        print "yes" if the schema in DB differs from SCHEMA,
                                        "no" otherwise
              upgrade [--drop-data] [DB [SCHEMA]]
                                        convert DB to SCHEMA if it differs, keeping a backup;
                                        fail if that would drop data, unless --drop-data
              query [DB] TRANSACTION    execute a read-only transaction on DB
              transact [DB] TRANSACTION execute a transaction on DB
              show-log [DB]             print the transactions in DB; with -m their tables,
                                        with -mm their rows
              db-name [DB]              print the name in DB
              db-version [DB]           print the schema version in DB
              db-cksum [DB]             print the schema checksum in DB
              db-is-standalone DB       succeed if DB is a standalone database
              schema-name [SCHEMA]      print the name in SCHEMA
              schema-version [SCHEMA]   print the version in SCHEMA
              schema-cksum [SCHEMA]     print the checksum in SCHEMA

            DB is conf.db of OVS_DBDIR, SCHEMA vswitch.ovsschema of OVS_PKGDATADIR unless given.

              -m, --more                print more (show-log)
              --drop-data               let upgrade drop data that SCHEMA has no place for
              -v, --verbose=SPEC        set levels as ovs-appctl vlog/set does
              -h, --help                print this
              -V, --version             print the version
            """;

    private final OvsDirs dirs = OvsDirs.current();
    private int more;
    private boolean dropData;

    private OvsdbToolMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        VlogConfig.setProgram(PROGRAM);
        VlogConfig.setLevel(null, null, LogLevel.WARN);
        Daemon.run(PROGRAM, () -> new OvsdbToolMain().run(args));
    }

    private int run(String... args) throws ExitException {
        boolean[] informed = {false};
        OptionParser parser = new OptionParser()
                .option("more", 'm', Arg.NONE, value -> more++)
                .option("drop-data", Arg.NONE, value -> dropData = true)
                .option("help", 'h', Arg.NONE, value -> informed[0] = print(HELP))
                .option("version", 'V', Arg.NONE, value -> informed[0] = print(ProgramVersion.of(PROGRAM)))
                .option("log-file", Arg.OPTIONAL, value -> {})
                .option("verbose", 'v', Arg.OPTIONAL, OvsdbToolMain::setLevels);
        List<String> words = parser.parse(args);
        if (informed[0]) {
            return 0;
        }
        if (words.isEmpty()) {
            throw new ExitException("missing command name; use --help for help");
        }
        try {
            return command(words.get(0), words.subList(1, words.size()));
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        } catch (JsonException e) {
            throw new ExitException("the transaction is not JSON: " + e.getMessage());
        }
    }

    private static void setLevels(@org.jspecify.annotations.Nullable String value) throws ExitException {
        try {
            VlogConfig.set(value == null ? "" : value);
        } catch (IllegalArgumentException e) {
            throw new ExitException("processing \"" + value + "\": " + e.getMessage());
        }
    }

    private static boolean print(String text) {
        System.out.println(text.stripTrailing());
        return true;
    }

    private int command(String name, List<String> args) throws ExitException, OvsdbException, JsonException {
        switch (name) {
            case "create" -> {
                limit(name, args, 0, 2);
                DatabaseFile.create(database(args), schema(args, 1));
            }
            case "compact" -> compact(name, args);
            case "convert" -> {
                limit(name, args, 0, 3);
                DatabaseSchema schema = schema(args, 1);
                ConversionCommands.convert(database(args), schema, args.size() > 2 ? Path.of(args.get(2)) : null);
            }
            case "needs-conversion" -> {
                limit(name, args, 0, 2);
                Path database = database(args);
                print(ConversionCommands.needsConversion(database, schema(args, 1)));
            }
            case "upgrade" -> {
                limit(name, args, 0, 2);
                String done = ConversionCommands.upgrade(database(args), schema(args, 1), dropData);
                if (!done.isEmpty()) {
                    print(done);
                }
            }
            case "query" -> transact(name, args, "%s operation not allowed when database server is in read only mode");
            case "transact" -> transact(name, args, "");
            case "show-log" -> {
                limit(name, args, 0, 1);
                try (JournalReader reader = JournalReader.open(database(args))) {
                    ShowLog.print(reader, more, System.out);
                }
            }
            case "db-name", "db-version", "db-cksum" -> {
                limit(name, args, 0, 1);
                try (JournalReader reader = JournalReader.open(database(args))) {
                    Json.Obj json = reader.next();
                    print(field(name, DatabaseSchema.parse(json == null ? Json.object() : json)));
                }
            }
            case "db-is-standalone" -> {
                limit(name, args, 1, 1);
                try (JournalReader reader = JournalReader.open(database(args))) {
                    return reader.next() == null ? 2 : 0;
                }
            }
            case "schema-name", "schema-version", "schema-cksum" -> {
                limit(name, args, 0, 1);
                print(field(name, schema(args, 0)));
            }
            case "help" -> print(HELP);
            case "create-cluster",
                    "join-cluster",
                    "db-cid",
                    "db-sid",
                    "db-local-address",
                    "cluster-to-standalone",
                    "check-cluster",
                    "db-is-clustered",
                    "set-election-timer" -> throw new ExitException(name + " is not supported yet");
            default -> throw new ExitException("unknown command '" + name + "'; use --help for help");
        }
        return 0;
    }

    private static void limit(String command, List<String> args, int min, int max) throws ExitException {
        if (args.size() < min) {
            throw new ExitException("'" + command + "' command requires at least " + min + " arguments");
        }
        if (args.size() > max) {
            throw new ExitException("'" + command + "' command takes at most " + max + " arguments");
        }
    }

    private Path database(List<String> args) {
        return args.isEmpty() ? dirs.dbdir().resolve("conf.db") : Path.of(args.get(0));
    }

    private DatabaseSchema schema(List<String> args, int at) throws OvsdbException {
        return DatabaseSchema.read(
                args.size() > at ? Path.of(args.get(at)) : dirs.pkgdatadir().resolve("vswitch.ovsschema"));
    }

    private static String field(String command, DatabaseSchema schema) {
        return switch (command.substring(command.indexOf('-') + 1)) {
            case "name" -> schema.name();
            case "version" -> schema.version();
            default -> schema.checksum();
        };
    }

    private void compact(String name, List<String> args) throws ExitException, OvsdbException {
        limit(name, args, 0, 1);
        try (DatabaseFile file = DatabaseFile.open(database(args))) {
            // This thread is the engine: it runs what the compaction hands back to it.
            LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
            var running = file.compact(tasks::add);
            while (!running.isDone()) {
                Runnable task = tasks.poll(100, java.util.concurrent.TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            }
            running.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (CompletionException e) {
            throw new ExitException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }

    private void transact(String name, List<String> args, String readOnlyReason)
            throws ExitException, OvsdbException, JsonException {
        limit(name, args, 1, 2);
        Path path = args.size() == 1 ? dirs.dbdir().resolve("conf.db") : Path.of(args.get(0));
        if (!(JsonParser.parse(args.get(args.size() - 1)) instanceof Json.Arr params) || params.size() == 0) {
            throw new ExitException("the transaction must be a JSON array of the database's name and operations");
        }
        if (!readOnlyReason.isEmpty()) {
            print(execute(DatabaseFile.readOnly(path), params, readOnlyReason).toSortedString());
            return;
        }
        try (DatabaseFile file = DatabaseFile.open(path)) {
            print(execute(file.database(), params, "").toSortedString());
        }
    }

    private static Json execute(Database database, Json.Arr params, String readOnlyReason) throws OvsdbException {
        if (!database.schema().name().equals(params.get(0).asString())) {
            return OvsdbException.syntax(params, "database name expected as first parameter")
                    .toJson();
        }
        Executor.Outcome outcome = Executor.execute(database, params, readOnlyReason, lock -> false, 0);
        if (outcome instanceof Executor.Outcome.Finished finished) {
            return finished.results();
        } else if (outcome instanceof Executor.Outcome.Appended appended) {
            appended.commit().apply();
            return appended.commit().results();
        }
        throw OvsdbException.of(
                "timed out", "\"wait\" is not satisfied, and without a server nothing will change that");
    }
}
