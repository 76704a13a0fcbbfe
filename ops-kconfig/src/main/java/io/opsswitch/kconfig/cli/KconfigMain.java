/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.ask.NoAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The command line: a drop-in for the C tool {@code conf}, and commands that no C tool has.
 *
 * <p>Reads the same environment: KCONFIG_CONFIG, CONFIG_ (the prefix), srctree, KCONFIG_DEFCONFIG_LIST,
 * KCONFIG_WARN_UNKNOWN_SYMBOLS, KCONFIG_WARN_CHANGED_INPUT, KCONFIG_WERROR, KCONFIG_OVERWRITECONFIG, KCONFIG_ALLCONFIG,
 * KCONFIG_SEED, KCONFIG_PROBABILITY, KCONFIG_NOSILENTUPDATE, KCONFIG_AUTOCONFIG, KCONFIG_AUTOHEADER, KCONFIG_RUSTCCFG,
 * and for older trees KCONFIG_TRISTATE, and BR2_CONFIG in place of KCONFIG_CONFIG. The dialect is {@code --dialect=NAME},
 * else KCONFIG_DIALECT, else the one that the tree shows.
 *
 * <p>The first word without a dash decides: one that names a {@link Command} or {@link Mode} calls it, and any other one,
 * or one behind an option that is a mode, is the Kconfig file of a call of {@code conf}.
 */
public final class KconfigMain {

    private final Settings settings;
    private final InputStream in;
    private final Messages messages;
    private final boolean interactive;

    KconfigMain(Settings settings, InputStream in, PrintStream out, PrintStream err) {
        this(settings, in, out, err, true);
    }

    private KconfigMain(Settings settings, InputStream in, PrintStream out, PrintStream err, boolean interactive) {
        this.settings = settings;
        this.in = in;
        this.messages = new Messages(out, err);
        this.interactive = interactive;
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

    /**
     * Run a command and return its exit code: 0, or 1 on any error.
     *
     * <p>Uses nothing of the process but what the context has, except for {@code menuconfig}, which needs the process's
     * terminal. Safe to call from several threads with contexts and files of their own.
     */
    public static int run(CommandContext context, String... arguments) {
        Settings settings = new Settings(context.directory(), context.environment());
        InputStream in = context.interactive() ? context.in() : new PreparedAnswers(context.in());
        return new KconfigMain(settings, in, context.out(), context.err(), context.interactive()).run(arguments);
    }

    int run(String... arguments) {
        try {
            return new Dispatcher(settings, in, messages, interactive).run(List.of(arguments));
        } catch (Failure | NoAnswerException e) {
            String message = e.getMessage();
            if (message != null && !message.isEmpty()) {
                messages.err.println(message);
            }
        } catch (KconfigException e) {
            messages.print(e.diagnostics());
        } catch (PreparedAnswers.NobodyAnswers e) {
            messages.err.println("\n" + e.getMessage());
        } catch (InvalidPathException e) {
            messages.err.println("\"" + e.getInput() + "\" is no name of a file: " + e.getReason());
        } catch (NoSuchFileException e) {
            messages.err.println("there is no file or folder " + e.getFile());
        } catch (AccessDeniedException e) {
            messages.err.println("no permission to use " + e.getFile());
        } catch (IOException e) {
            messages.err.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return 1;
    }
}
