/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.ovsdb.tls.BlockingTls;
import io.opsswitch.tools.table.TableStyle;
import io.opsswitch.tools.tls.TlsOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The program ovsdb-client(1): options, and then one command. Used by the main thread, once. */
public final class OvsdbClientProgram implements OptionParser.Handler {

    /** The program's name. */
    public static final String NAME = "ovsdb-client";

    private final Daemon daemon = new Daemon(NAME, OvsDirs.current());
    private final TableStyle style = new TableStyle(TableStyle.Format.TABLE);
    private final Output out = new Output(style);
    private final TlsOptions tls = new TlsOptions();
    private @Nullable String serverName;
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
        ClientContext context = new ClientContext(
                daemon, out, timestamp, changeAware, force, leaderOnly, new BlockingTls(tls.settings(), serverName));
        try {
            Commands.run(context, words.get(0), words.subList(1, words.size()));
        } finally {
            out.flush();
        }
        return 0;
    }

    private OptionParser parser() {
        OptionParser parser = new OptionParser()
                .option("help", 'h', Arg.NONE, this)
                .option("version", 'V', Arg.NONE, this)
                .option("timestamp", Arg.NONE, this)
                .option("force", Arg.NONE, this)
                .option("timeout", 't', Arg.REQUIRED, this)
                .option("db-change-aware", Arg.NONE, this)
                .option("no-db-change-aware", Arg.NONE, this)
                .option("leader-only", Arg.NONE, this)
                .option("no-leader-only", Arg.NONE, this)
                .option("ssl-server-name", Arg.REQUIRED, this)
                .option("record", Arg.OPTIONAL, this)
                .option("replay", Arg.OPTIONAL, this);
        style.addOptions(parser);
        tls.addTo(parser);
        daemon.addOptions(parser);
        return parser;
    }

    @Override
    public void handle(String name, @Nullable String value) throws ExitException {
        switch (name) {
            case "help" -> inform(ClientHelp.TEXT);
            case "version" -> inform(ProgramVersion.of(NAME) + "\n");
            case "timestamp" -> timestamp = true;
            case "force" -> force = true;
            case "timeout" -> timeout = seconds(String.valueOf(value));
            case "db-change-aware" -> changeAware = true;
            case "no-db-change-aware" -> changeAware = false;
            case "leader-only" -> leaderOnly = true;
            case "no-leader-only" -> leaderOnly = false;
            case "ssl-server-name" -> serverName = value;
            default -> throw new ExitException("--" + name + " is not supported; leave the option out");
        }
    }

    private void inform(String text) {
        if (information == null) {
            information = text;
        }
    }

    private static boolean isNumber(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < '0' || value.charAt(i) > '9') {
                return false;
            }
        }
        return !value.isEmpty() && value.length() <= 10;
    }

    private static long seconds(String value) throws ExitException {
        if (isNumber(value)) {
            long seconds = Long.parseLong(value);
            if (seconds > 0 && seconds <= 0xffff_ffffL) {
                return seconds;
            }
        }
        throw new ExitException("value " + value + " on -t or --timeout is invalid");
    }
}
