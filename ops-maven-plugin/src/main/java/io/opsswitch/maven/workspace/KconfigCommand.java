/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import io.opsswitch.kconfig.cli.CommandContext;
import io.opsswitch.kconfig.cli.KconfigMain;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run of the command line of ops-kconfig on a workspace. The variables that control the command line (those that
 * start with {@code KCONFIG_}) are taken from the process, as the C tool's users know it; the workspace's own win.
 */
public final class KconfigCommand {

    private static final String CONTROL = "KCONFIG_";

    private final Workspace workspace;
    private final Map<String, String> environment = new HashMap<>();

    /**
     * How a command ended.
     *
     * @param status 0, or 1 on any error
     * @param out the lines of its result and log
     * @param err the lines of its warnings and errors
     */
    public record Result(int status, List<String> out, List<String> err) {}

    /**
     * Prepare a command.
     *
     * @param process the variables of the process
     * @param generated the folder for the files that a build reads, such as {@code autoconf.h}
     */
    public KconfigCommand(Workspace workspace, Map<String, String> process, Path generated) {
        this.workspace = workspace;
        process.forEach((name, value) -> {
            if (name.startsWith(CONTROL)) {
                environment.put(name, value);
            }
        });
        environment.putAll(workspace.environment());
        environment.put("KCONFIG_DIALECT", workspace.dialect().name());
        environment.put("KCONFIG_CONFIG", workspace.shown(workspace.configuration()));
        environment.put("KBUILD_KCONFIG", workspace.shown(workspace.kconfig()));
        environment.put("CONFIG_", workspace.prefix());
        environment.putIfAbsent("KCONFIG_AUTOCONFIG", workspace.shown(generated.resolve("include/config/auto.conf")));
        environment.putIfAbsent(
                "KCONFIG_AUTOHEADER", workspace.shown(generated.resolve("include/generated/autoconf.h")));
        environment.putIfAbsent("KCONFIG_RUSTCCFG", workspace.shown(generated.resolve("include/generated/rustc_cfg")));
    }

    /** Set a control variable; it wins over the process's. */
    public KconfigCommand with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Run without anybody to answer, and return what was printed. */
    public Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = run(InputStream.nullInputStream(), stream(out), stream(err), false, arguments);
        return new Result(status, lines(out), lines(err));
    }

    /**
     * Run with somebody to answer.
     *
     * @param terminal whether that is a person at a terminal
     * @return the exit code
     */
    public int run(InputStream in, PrintStream out, PrintStream err, boolean terminal, String... arguments) {
        CommandContext context =
                new CommandContext(workspace.directory(), Map.copyOf(environment), in, out, err, terminal);
        int status = KconfigMain.run(context, arguments);
        out.flush();
        err.flush();
        return status;
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, false, StandardCharsets.UTF_8);
    }

    private static List<String> lines(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
