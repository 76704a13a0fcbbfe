/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.daemon.OptionParser;
import io.opsswitch.common.daemon.OptionParser.Arg;
import io.opsswitch.common.daemon.OvsDirs;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.tools.cluster.ClusterFile;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The program ovsdb-tool(1): options, and then one command. Used by the main thread, once. */
public final class OvsdbToolProgram implements OptionParser.Handler {

    /** The program's name. */
    public static final String NAME = "ovsdb-tool";

    /** The options as {@code --option} lists them. */
    private static final String OPTIONS = """
            --more
            -m\s
            --rbac-role=ARG
            --cid=ARG
            --election-timer=ARG
            --drop-data
            --verbose=[ARG]
            -v [ARG]
            --help
            -h\s
            --option
            -o\s
            --version
            -V\s
            """;

    private static final int BUFFER = 1 << 16;
    private static final UUID ZERO = new UUID(0, 0);

    private final ToolContext context;
    private @Nullable String information;

    /** Create the program with what it prints to. */
    public OvsdbToolProgram(OutputStream out) {
        this.context = new ToolContext(
                OvsDirs.current(),
                new PrintStream(new java.io.BufferedOutputStream(out, BUFFER), false, StandardCharsets.UTF_8));
    }

    /**
     * Run the program and return its exit status.
     *
     * @throws ExitException if it fails, with the message for the user
     */
    public int run(String... args) throws ExitException {
        VlogConfig.setProgram(NAME);
        VlogConfig.setLevel(null, null, LogLevel.WARN);
        try {
            List<String> words = parser().parse(args);
            if (information != null) {
                context.out().print(information);
                return 0;
            }
            if (words.isEmpty()) {
                throw new ExitException("missing command name; use --help for help");
            }
            return ToolCommands.run(context, words.get(0), words.subList(1, words.size()));
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        } finally {
            context.out().flush();
        }
    }

    private OptionParser parser() {
        return new OptionParser()
                .option("more", 'm', Arg.NONE, this)
                .option("rbac-role", Arg.REQUIRED, this)
                .option("cid", Arg.REQUIRED, this)
                .option("election-timer", Arg.REQUIRED, this)
                .option("drop-data", Arg.NONE, this)
                .option("help", 'h', Arg.NONE, this)
                .option("option", 'o', Arg.NONE, this)
                .option("version", 'V', Arg.NONE, this)
                .option("log-file", Arg.OPTIONAL, this)
                .option("verbose", 'v', Arg.OPTIONAL, this);
    }

    @Override
    public void handle(String name, @Nullable String value) throws ExitException {
        String text = value == null ? "" : value;
        switch (name) {
            case "more" -> context.more++;
            case "rbac-role" -> context.role = text;
            case "cid" -> context.clusterId = clusterId(text);
            case "election-timer" -> {
                context.electionTimerMs = number(text);
                ClusterFile.checkElectionTimer(context.electionTimerMs);
            }
            case "drop-data" -> context.dropData = true;
            case "help" -> inform(ToolHelp.TEXT);
            case "option" -> inform(OPTIONS);
            case "version" -> inform(ProgramVersion.of(NAME) + "\n");
            case "verbose" -> setLevels(text);
            default -> {} // accepted, as by Open vSwitch's tool, which has no log file either
        }
    }

    private void inform(String text) {
        if (information == null) {
            information = text;
        }
    }

    private static UUID clusterId(String text) throws ExitException {
        UUID id = Atoms.parseUuid(text);
        if (id == null || id.equals(ZERO)) {
            throw new ExitException(text + ": not a valid UUID");
        }
        return id;
    }

    /** Return the number that a text starts with, 0 if with none: what the C program makes of it. */
    private static long number(String text) {
        int end = 0;
        while (end < text.length() && end < 18 && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return end == 0 ? 0 : Long.parseLong(text.substring(0, end));
    }

    private static void setLevels(String value) throws ExitException {
        try {
            VlogConfig.set(value);
        } catch (IllegalArgumentException e) {
            throw new ExitException("processing \"" + value + "\": " + e.getMessage());
        }
    }
}
