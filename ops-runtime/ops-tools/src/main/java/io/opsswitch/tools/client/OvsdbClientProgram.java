/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.tools.table.TableStyle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program ovsdb-client(1): options, and then one command. Used by the main thread, once. */
public final class OvsdbClientProgram {

    /** The program's name. */
    public static final String NAME = "ovsdb-client";

    private final Daemon daemon = new Daemon(NAME, OvsDirs.current());
    private final TableStyle style = new TableStyle(TableStyle.Format.TABLE);
    private final Output out = new Output(style);
    private boolean timestamp;
    private @Nullable Boolean changeAware;
    private boolean force;
    private boolean leaderOnly = true;
    private long timeout;
    private @Nullable String information;

    /**
     * Run the program and return its exit status.
     *
     * @throws ExitException if it fails, with the message for the user
     */
    public int run(String... args) throws ExitException {
        List<String> words = parser().parse(args);
        if (information == null && words.size() > 0 && words.get(0).equals("help")) {
            information = ClientHelp.TEXT;
        }
        if (information != null) {
            out.print(information);
            out.flush();
            return 0;
        }
        if (timeout > 0) {
            Alarm.set(timeout);
        }
        daemon.openLog();
        if (words.isEmpty()) {
            throw new ExitException("missing command name; use --help for help");
        }
        ClientContext context = new ClientContext(daemon, out, timestamp, changeAware, force, leaderOnly);
        try {
            Commands.run(context, words.get(0), words.subList(1, words.size()));
        } finally {
            out.flush();
        }
        return 0;
    }

    private OptionParser parser() {
        OptionParser parser = new OptionParser()
                .option("help", 'h', Arg.NONE, value -> inform(ClientHelp.TEXT))
                .option("version", 'V', Arg.NONE, value -> inform(ProgramVersion.of(NAME) + "\n"))
                .option("timestamp", Arg.NONE, value -> timestamp = true)
                .option("force", Arg.NONE, value -> force = true)
                .option("timeout", 't', Arg.REQUIRED, value -> timeout = seconds(String.valueOf(value)))
                .option("db-change-aware", Arg.NONE, value -> changeAware = true)
                .option("no-db-change-aware", Arg.NONE, value -> changeAware = false)
                .option("leader-only", Arg.NONE, value -> leaderOnly = true)
                .option("no-leader-only", Arg.NONE, value -> leaderOnly = false);
        style.addOptions(parser);
        // Without TLS these have nothing to work on; a remote that would need them is refused.
        parser.option("private-key", 'p', Arg.REQUIRED, value -> {})
                .option("certificate", 'c', Arg.REQUIRED, value -> {})
                .option("ca-cert", 'C', Arg.REQUIRED, value -> {});
        for (String name : List.of(
                "bootstrap-ca-cert",
                "peer-ca-cert",
                "ssl-protocols",
                "ssl-ciphers",
                "ssl-ciphersuites",
                "ssl-server-name")) {
            parser.option(name, Arg.REQUIRED, value -> {});
        }
        for (String name : List.of("record", "replay")) {
            parser.option(name, Arg.OPTIONAL, value -> {
                throw new ExitException("--" + name + " is not supported; leave the option out");
            });
        }
        daemon.addOptions(parser);
        return parser;
    }

    private void inform(String text) {
        if (information == null) {
            information = text;
        }
    }

    private static long seconds(String value) throws ExitException {
        if (value.matches("\\d{1,10}")) {
            long seconds = Long.parseLong(value);
            if (seconds > 0 && seconds <= 0xffff_ffffL) {
                return seconds;
            }
        }
        throw new ExitException("value " + value + " on -t or --timeout is invalid");
    }
}
