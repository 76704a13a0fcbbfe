/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.AllConfig;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Feature;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.RandomConfig;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.ask.Interview;
import io.opsswitch.kconfig.ask.NoAnswerException;
import io.opsswitch.kconfig.ask.Purpose;
import io.opsswitch.kconfig.random.Probability;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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
            execute(CommandLine.parse(arguments, settings.environment()));
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

    private void execute(CommandLine command) throws Failure, KconfigException, IOException, NoAnswerException {
        Mode mode = command.mode();
        boolean sync = mode == Mode.SYNCCONFIG;
        if (command.silent() || sync) {
            messages.silence();
        }
        int seed = 0;
        Dialect dialect = dialect(command);
        if (mode == Mode.RANDCONFIG) {
            seed = Seed.choose(settings);
            boolean old = dialect.has(Feature.DOLLAR_VARIABLES);
            (old ? messages.err : messages.out).printf("KCONFIG_SEED=0x%X\n", seed);
        }
        Configuration configuration = new Configuration(load(command, dialect));
        new Input(settings, configuration, messages).read(command);
        boolean writes = mode.writes();
        if (sync && settings.isOn("KCONFIG_NOSILENTUPDATE")) {
            if (!configuration.agreesWithFile()) {
                throw new Failure("\n*** The configuration requires explicit update.\n");
            }
            writes = false;
        }
        answer(configuration, mode, seed);
        reportUnmet(configuration);
        Output output = new Output(settings, configuration, messages);
        if (mode == Mode.SAVEDEFCONFIG) {
            output.writeMinimal(command.file());
        }
        if (writes) {
            output.writeConfig();
        }
        if (mode.writes() && dialect.has(Feature.SYNCED_FILES)) {
            output.writeSynced(sync);
        }
    }

    private Dialect dialect(CommandLine command) throws Failure {
        try {
            Dialect dialect = Dialect.byName(command.dialect());
            if (command.mode() == Mode.SYNCCONFIG && !dialect.has(Feature.SYNCED_FILES)) {
                throw new Failure("--syncconfig is not supported for the dialect " + dialect.name()
                        + ", perhaps you should use --olddefconfig");
            }
            return dialect;
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        }
    }

    private KconfigTree load(CommandLine command, Dialect dialect) throws KconfigException, IOException {
        KconfigOptions options = KconfigOptions.builder()
                .dialect(dialect)
                .environment(settings.environment())
                .sourceRoot(settings.sourceRoot())
                .workingDirectory(settings.directory())
                .probeCache(settings.probeCache())
                .build();
        KconfigTree tree = Kconfig.load(Path.of(command.kconfig()), options);
        messages.print(tree.diagnostics());
        return tree;
    }

    private void answer(Configuration configuration, Mode mode, int seed)
            throws Failure, IOException, NoAnswerException {
        switch (mode) {
            case OLDDEFCONFIG, SAVEDEFCONFIG -> {
                // What was not said has its default already.
            }
            case DEFCONFIG, ALLDEFCONFIG -> AllConfig.apply(configuration, AllConfig.Mode.DEFAULT);
            case ALLNOCONFIG -> AllConfig.apply(configuration, AllConfig.Mode.NO);
            case ALLYESCONFIG -> AllConfig.apply(configuration, AllConfig.Mode.YES);
            case ALLMODCONFIG -> AllConfig.apply(configuration, AllConfig.Mode.MOD);
            case RANDCONFIG -> RandomConfig.apply(configuration, seed, probability());
            case YES2MODCONFIG -> configuration.rewriteTristates(Tristate.Y, Tristate.M);
            case MOD2YESCONFIG -> configuration.rewriteTristates(Tristate.M, Tristate.Y);
            case MOD2NOCONFIG -> configuration.rewriteTristates(Tristate.M, Tristate.N);
            case OLDASKCONFIG -> interview(configuration, Purpose.ASK_ALL);
            case OLDCONFIG, SYNCCONFIG -> interview(configuration, Purpose.ASK_NEW);
            case LISTNEWCONFIG -> interview(configuration, Purpose.LIST_NEW);
            case HELPNEWCONFIG -> interview(configuration, Purpose.HELP_NEW);
        }
    }

    private void interview(Configuration configuration, Purpose purpose)
            throws Failure, IOException, NoAnswerException {
        Dialect dialect = configuration.tree().dialect();
        if (dialect.has(Feature.CLASSIC_CHOICES) && purpose != Purpose.LIST_NEW) {
            // Tools before Linux 6.9 ask for choices in another way.
            List<Symbol> open = configuration.newSymbols();
            if (purpose != Purpose.ASK_NEW || !open.isEmpty()) {
                throw new Failure("asking questions is not supported for the dialect " + dialect.name()
                        + (open.isEmpty() ? "" : ", and " + open.size() + " symbols are new, such as " + open.get(0))
                        + "; perhaps you should use --olddefconfig");
            }
            return;
        }
        boolean terminal = System.console() != null;
        ConsoleDialog dialog = new ConsoleDialog(in, messages.out, messages.err, terminal);
        new Interview(configuration, settings.prefix(), purpose, dialog).run();
    }

    private Probability probability() throws Failure {
        try {
            return Probability.parse(settings.text("KCONFIG_PROBABILITY", ""));
        } catch (IllegalArgumentException e) {
            throw new Failure("KCONFIG_PROBABILITY: " + e.getMessage());
        }
    }

    private void reportUnmet(Configuration configuration) throws Failure {
        List<Diagnostic> unmet = configuration.unmetDependencies();
        messages.print(unmet);
        if (!unmet.isEmpty() && settings.has("KCONFIG_WERROR")) {
            throw new Failure("");
        }
    }
}
