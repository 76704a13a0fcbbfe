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
import java.nio.file.Path;
import java.util.List;

/** Runs the modes of {@code conf}. */
final class ModeCommand {

    private final Settings settings;
    private final InputStream in;
    private final Messages messages;

    ModeCommand(Settings settings, InputStream in, Messages messages) {
        this.settings = settings;
        this.in = in;
        this.messages = messages;
    }

    void run(CommandLine command) throws Failure, KconfigException, IOException, NoAnswerException {
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

    Dialect dialect(CommandLine command) throws Failure {
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

    KconfigTree load(CommandLine command, Dialect dialect) throws KconfigException, IOException {
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
