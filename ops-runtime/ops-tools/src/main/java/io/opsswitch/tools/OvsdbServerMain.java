/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.tools.tls.TlsOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The program ovsdb-server: serves database files until it is told to end. */
public final class OvsdbServerMain {

    private static final String PROGRAM = "ovsdb-server";
    private static final Vlog VLOG = Vlog.module("ovsdb_server");

    private static final String HELP_START = """
            usage: ovsdb-server [OPTION]... [DATABASE]...
            Serves OVSDB databases (RFC 7047). Without DATABASE it serves conf.db of the
            database folder (OVS_DBDIR).

            Remotes:
              --remote=REMOTE          listen on or connect to REMOTE; may be repeated:
                                       punix:FILE, ptcp:[PORT][:IP], pssl:[PORT][:IP],
                                       unix:FILE, tcp:IP[:PORT], ssl:HOST[:PORT],
                                       db:DB,TABLE,COLUMN (what the rows there say)
              --config-file=FILE       take remotes and databases from a JSON file instead

            """;

    private static final String HELP_END = """
            Daemon:
              --detach                 return when the server serves, and let it run on
              --pidfile[=FILE]         write the process id to FILE
              --overwrite-pidfile      even if another server holds that file
              --no-chdir               accepted; this server never changes its folder
              --unixctl=SOCKET         control socket, or "none"

            Logging:
              -v, --verbose=SPEC       set levels as ovs-appctl vlog/set does
              --log-file[=FILE]        log to FILE

            Other:
              -h, --help               print this
              -V, --version            print the version
            """;

    private final Daemon daemon = new Daemon(PROGRAM, OvsDirs.current());
    private final TlsOptions tls = new TlsOptions();
    private final List<String> remotes = new ArrayList<>();

    private @Nullable ConfigFile config;

    private OvsdbServerMain() {}

    /** Run the program. */
    public static void main(String[] args) {
        Daemon.run(PROGRAM, () -> new OvsdbServerMain().run(args));
    }

    private @Nullable Integer run(String... args) throws ExitException {
        boolean[] informed = {false};
        OptionParser parser = new OptionParser()
                .option("remote", Arg.REQUIRED, value -> remotes.add(String.valueOf(value)))
                .option("help", 'h', Arg.NONE, value -> informed[0] = print(HELP_START + TlsOptions.HELP + HELP_END))
                .option("version", 'V', Arg.NONE, value -> informed[0] = print(ProgramVersion.of(PROGRAM) + "\n"))
                .option("disable-file-column-diff", Arg.NONE, value -> {
                    throw new ExitException("--disable-file-column-diff is not supported: this server writes the form"
                            + " that Open vSwitch 2.15 and later read; leave the option out");
                });
        tls.addTo(parser);
        parser.option(
                "config-file",
                Arg.REQUIRED,
                value -> config = new ConfigFile(daemon.dirs().dbdir().resolve(String.valueOf(value))));
        for (String mode : new String[] {"sync-from", "sync-exclude-tables", "record", "replay", "run"}) {
            parser.option(mode, Arg.REQUIRED, value -> {
                throw new ExitException("--" + mode + " is not supported yet");
            });
        }
        daemon.addOptions(parser);
        List<String> files = parser.parse(args);
        if (informed[0]) {
            return 0;
        }
        if (config != null) {
            checkConfigOnly(files);
        } else if (files.isEmpty()) {
            files = List.of(daemon.dirs().dbdir().resolve("conf.db").toString());
        }
        daemon.start();
        OvsdbServer server = new OvsdbServer();
        daemon.onExit(server::close);
        open(server, files);
        registerCommands(server);
        daemon.startControl();
        VLOG.info("%s", ProgramVersion.of(PROGRAM));
        daemon.ready();
        return null;
    }

    private void checkConfigOnly(List<String> files) throws ExitException {
        if (!remotes.isEmpty()) {
            throw new ExitException("--config-file is mutually exclusive with --remote");
        }
        if (!files.isEmpty()) {
            throw new ExitException("Databases should be specified in a config file");
        }
    }

    private static boolean print(String text) {
        System.out.print(text);
        return true;
    }

    private void open(OvsdbServer server, List<String> files) throws ExitException {
        try {
            for (String file : files) {
                server.addDatabase(Path.of(file).toAbsolutePath());
            }
            if (config != null) {
                config.apply(server, tls.settings());
                return;
            }
            server.setTls(tls.settings());
            for (String remote : remotes) {
                server.addRemote(remote);
            }
        } catch (OvsdbException | IllegalArgumentException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private void registerCommands(OvsdbServer server) {
        ControlCommands commands = daemon.commands();
        commands.register("ovsdb-server/list-dbs", "", 0, 0, args -> lines(server.listDatabases()));
        commands.register("ovsdb-server/list-remotes", "", 0, 0, args -> lines(server.listRemotes()));
        commands.register("ovsdb-server/reload", "", 0, 0, args -> reload(server));
        commands.register("ovsdb-server/add-remote", "REMOTE", 1, 1, args -> {
            refuseIfConfigured();
            try {
                server.addRemote(args.get(0));
                return "";
            } catch (IllegalArgumentException e) {
                throw new ControlException(String.valueOf(e.getMessage()));
            }
        });
        commands.register("ovsdb-server/remove-remote", "REMOTE", 1, 1, args -> {
            refuseIfConfigured();
            if (!server.removeRemote(args.get(0))) {
                throw new ControlException("no such remote");
            }
            return "";
        });
        commands.register("ovsdb-server/compact", "[DB]", 0, 1, args -> compact(server, args));
        commands.register("memory/show", "", 0, 0, args -> {
            List<String> figures = new ArrayList<>();
            server.memory().forEach((name, value) -> figures.add(name + ":" + value));
            return String.join(" ", figures) + "\n";
        });
    }

    private void refuseIfConfigured() throws ControlException {
        if (config != null) {
            throw new ControlException("Update the " + config.path() + " and use ovsdb-server/reload instead");
        }
    }

    private String reload(OvsdbServer server) throws ControlException {
        if (config == null) {
            throw new ControlException("Configuration file was not specified on command line");
        }
        try {
            config.apply(server, tls.settings());
            return "";
        } catch (OvsdbException | IllegalArgumentException | ExitException e) {
            VLOG.warn("failed to load configuration from %s: %s", config.path(), e.getMessage());
            throw new ControlException("Configuration failed.  See the log file for details.");
        }
    }

    private static String lines(List<String> words) {
        return words.isEmpty() ? "" : String.join("\n", words) + "\n";
    }

    private static String compact(OvsdbServer server, List<String> args) throws ControlException {
        String name = args.isEmpty() ? null : args.get(0);
        if (name != null && (name.startsWith("_") || !server.listDatabases().contains(name))) {
            throw new ControlException(
                    name.startsWith("_") ? "cannot compact built-in databases" : "not a known database");
        }
        try {
            server.compact(name).join();
            return "";
        } catch (CompletionException e) {
            throw new ControlException(
                    String.valueOf(e.getCause() == null ? e : e.getCause().getMessage()));
        }
    }
}
