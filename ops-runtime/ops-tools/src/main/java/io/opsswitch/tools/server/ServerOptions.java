/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.ovsdb.server.BackupSettings;
import io.opsswitch.ovsdb.server.DatabaseConfig;
import io.opsswitch.ovsdb.server.RemoteOptions;
import io.opsswitch.ovsdb.server.ServerConfig;
import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.tools.tls.TlsOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The command line of ovsdb-server. Used by the main thread. */
final class ServerOptions {

    static final String PROGRAM = "ovsdb-server";

    private static final String HELP_START = """
            usage: ovsdb-server [OPTION]... [DATABASE]...
            Serves OVSDB databases (RFC 7047). Without DATABASE it serves conf.db of the
            database folder (OVS_DBDIR). A DATABASE is a file, or relay:DB:REMOTE[,REMOTE]...
            for a copy of the database DB of another server.

            Remotes:
              --remote=REMOTE          listen on or connect to REMOTE; may be repeated:
                                       punix:FILE, ptcp:[PORT][:IP], pssl:[PORT][:IP],
                                       unix:FILE, tcp:IP[:PORT], ssl:HOST[:PORT],
                                       db:DB,TABLE,COLUMN (what the rows there say)

            Databases:
              --no-dbs                 do not serve conf.db where no DATABASE is given
              --config-file=FILE       take remotes and databases from a JSON file instead
              --disable-file-column-diff
                                       write whole columns, as Open vSwitch 2.14 reads them
              --disable-file-no-data-conversion
                                       accepted; it is for clusters

            """;

    private static final String HELP_END = """
            Daemon:
              --detach                 return when the server serves, and let it run on
              --monitor                start the server again when it crashes
              --pidfile[=FILE]         write the process id to FILE
              --overwrite-pidfile      even if another server holds that file
              --no-chdir               accepted; this server never changes its folder
              --no-self-confinement    accepted; this server does not confine itself
              --user=USER[:GROUP]      run as that user
              --unixctl=SOCKET         control socket, or "none"

            Logging:
              -v, --verbose=SPEC       set levels as ovs-appctl vlog/set does
              --log-file[=FILE]        log to FILE

            Other:
              --run=COMMAND            serve while the shell command COMMAND runs, then end
              --metrics=ADDRESS:PORT   answer Prometheus at http://ADDRESS:PORT/metrics
                                       (with the feature ops-ovsdb-metrics)
              -h, --help               print this
              -V, --version            print the version
            """;

    private final Daemon daemon;
    private final TlsOptions tls = new TlsOptions();
    private final ReplicationOptions replication = new ReplicationOptions();
    private final Map<String, RemoteOptions> remotes = new LinkedHashMap<>();
    private final Map<String, DatabaseConfig> databases = new LinkedHashMap<>();
    private boolean informed;
    private boolean defaultDatabase = true;
    private boolean wholeColumns;

    private @Nullable String runCommand;
    private @Nullable Path configFile;
    private @Nullable String metrics;

    ServerOptions(Daemon daemon) {
        this.daemon = daemon;
    }

    /** Take the command line; the message of the exception is for the user. */
    void parse(String... args) throws ExitException {
        OptionParser parser = new OptionParser()
                .informing(PROGRAM, HELP_START + ReplicationOptions.HELP + TlsOptions.HELP + HELP_END)
                .option("remote", Arg.REQUIRED, value -> remotes.put(String.valueOf(value), RemoteOptions.DEFAULT))
                .option("run", Arg.REQUIRED, value -> runCommand = value)
                .option("metrics", Arg.REQUIRED, value -> metrics = value)
                .option("no-dbs", Arg.NONE, value -> defaultDatabase = false)
                .option("disable-file-column-diff", Arg.NONE, value -> wholeColumns = true)
                .option("disable-file-no-data-conversion", Arg.NONE, value -> {});
        tls.addTo(parser);
        replication.addTo(parser);
        parser.option(
                "config-file",
                Arg.REQUIRED,
                value -> configFile = daemon.dirs().dbdir().resolve(String.valueOf(value)));
        for (String mode : new String[] {"record", "replay"}) {
            parser.option(mode, Arg.REQUIRED, value -> {
                throw new ExitException("--" + mode + " is not supported yet");
            });
        }
        daemon.addOptions(parser);
        check(parser.parse(args));
        informed = parser.hasInformed();
    }

    private void check(List<String> files) throws ExitException {
        if (configFile != null) {
            if (!replication.isEmpty()) {
                throw new ExitException(
                        "--config-file is mutually exclusive with --sync-from, --sync-exclude and --active");
            }
            if (!remotes.isEmpty()) {
                throw new ExitException("--config-file is mutually exclusive with --remote");
            }
            if (!files.isEmpty()) {
                throw new ExitException("Databases should be specified in a config file");
            }
            return;
        }
        List<String> names = new ArrayList<>(files);
        if (names.isEmpty() && defaultDatabase) {
            names.add(daemon.dirs().dbdir().resolve("conf.db").toString());
        }
        for (String name : names) {
            DatabaseArgument argument = DatabaseArgument.parse(name, replication.shared());
            databases.put(argument.file(), argument.config());
        }
    }

    /** Return whether the help or the version was all that was wanted. */
    boolean isInformed() {
        return informed;
    }

    boolean wholeColumns() {
        return wholeColumns;
    }

    @Nullable
    String runCommand() {
        return runCommand;
    }

    @Nullable
    Path configFile() {
        return configFile;
    }

    @Nullable
    String metrics() {
        return metrics;
    }

    TlsSettings tls() throws ExitException {
        return tls.settings();
    }

    /** Return what the databases of the command line share. */
    BackupSettings backupSettings() {
        return replication.shared();
    }

    /** Return the remotes and databases of the command line. */
    ServerConfig config() {
        return new ServerConfig(remotes, databases);
    }
}
