/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.ask.NoAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The command line: a drop-in for the C tool {@code conf}.
 *
 * <p>Reads the same environment: KCONFIG_CONFIG, CONFIG_ (the prefix), srctree, KCONFIG_DEFCONFIG_LIST,
 * KCONFIG_WARN_UNKNOWN_SYMBOLS, KCONFIG_WARN_CHANGED_INPUT, KCONFIG_WERROR, KCONFIG_OVERWRITECONFIG, KCONFIG_ALLCONFIG,
 * KCONFIG_SEED, KCONFIG_PROBABILITY, KCONFIG_NOSILENTUPDATE, KCONFIG_AUTOCONFIG, KCONFIG_AUTOHEADER, KCONFIG_RUSTCCFG. The
 * dialect is {@code --dialect=NAME}, else KCONFIG_DIALECT, else linux.
 */
public final class KconfigMain {

    private final Settings settings;
    private final InputStream in;
    private final Messages messages;

    KconfigMain(Settings settings, InputStream in, PrintStream out, PrintStream err) {
        this.settings = settings;
        this.in = in;
        this.messages = new Messages(out, err);
    }

    /** Run, and leave the process with 0, or 1 on any error. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
        Settings settings = new Settings(Path.of(""), System.getenv());
        int status = new KconfigMain(settings, System.in, out, err).run(arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /** Run a command and return its exit code: 0, or 1 on any error. */
    public static int run(CommandContext context, String... arguments) {
        Settings settings = new Settings(context.directory(), context.environment());
        return new KconfigMain(settings, context.in(), context.out(), context.err()).run(arguments);
    }

    int run(String... arguments) {
        try {
            new ModeCommand(settings, in, messages).run(CommandLine.parse(arguments, settings.environment()));
            return 0;
        } catch (Failure | NoAnswerException e) {
            String message = e.getMessage();
            if (message != null && !message.isEmpty()) {
                messages.err.println(message);
            }
        } catch (KconfigException e) {
            messages.print(e.diagnostics());
        } catch (IOException e) {
            messages.err.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return 1;
    }
}
