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
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.ask.Interview;
import io.opsswitch.kconfig.ask.NoAnswerException;
import io.opsswitch.kconfig.ask.Purpose;
import io.opsswitch.kconfig.random.Probability;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
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
        if (command.silent()) {
            messages.silence();
        }
        Dialect dialect = new DialectChoice(settings, messages).make(command);
        new ModeCommand(settings.in(dialect), in, messages).run(command, dialect);
    }

    private void run(CommandLine command, Dialect dialect)
            throws Failure, KconfigException, IOException, NoAnswerException {
        Mode mode = command.mode();
        boolean sync = mode == Mode.SYNCCONFIG;
        if (sync && !dialect.has(Feature.SYNC_KEEPS_CONFIG)) {
            messages.silence();
        }
        int seed = 0;
        if (mode == Mode.RANDCONFIG) {
            seed = Seed.choose(settings);
            boolean old = dialect.has(Feature.DOLLAR_VARIABLES) || dialect.has(Feature.SPLIT_CONFIG);
            (old ? messages.err : messages.out).printf("KCONFIG_SEED=0x%X\n", seed);
        }
        Configuration configuration = new Configuration(load(command, dialect));
        if (sync && dialect.has(Feature.SPLIT_CONFIG)) {
            requireConfig();
        }
        Input input = new Input(settings, configuration, messages);
        input.read(command);
        boolean writes = mode.writes();
        if (sync && settings.isOn("KCONFIG_NOSILENTUPDATE")) {
            if (!configuration.agreesWithFile()) {
                throw new Failure("\n*** The configuration requires explicit update.\n");
            }
            writes = false;
        } else if (sync && dialect.has(Feature.SYNC_KEEPS_CONFIG)) {
            // Whatever is asked is new, and so the file did not agree.
            writes = !configuration.agreesWithFile();
        }
        answer(configuration, mode, seed);
        reportUnmet(configuration, input.computesEarly());
        Output output = new Output(settings, configuration, messages);
        if (mode == Mode.SAVEDEFCONFIG) {
            output.writeMinimal(command.file());
        }
        if (writes) {
            output.writeConfig();
        }
        if (sync || mode.writes() && dialect.has(Feature.SYNCED_FILES)) {
            output.writeSynced(sync);
        }
    }

    private void requireConfig() throws Failure {
        String name = settings.configName();
        if (!Files.exists(settings.resolve(name))) {
            throw new Failure("***\n*** Configuration file \"" + name + "\" not found!\n***\n"
                    + "*** Please run some configurator (e.g. \"make oldconfig\" or\n"
                    + "*** \"make menuconfig\" or \"make xconfig\").\n***");
        }
    }

    KconfigTree load(CommandLine command, Dialect dialect) throws Failure, KconfigException, IOException {
        if (settings.isOn("KCONFIG_FUNCTIONS") && dialect.has(Feature.FREE_LAYOUT)) {
            messages.err.println(
                    "KCONFIG_FUNCTIONS: functions in Python modules are not supported, their calls give nothing;"
                            + " perhaps you should use $(shell)");
        }
        KconfigOptions options = KconfigOptions.builder()
                .dialect(dialect)
                .environment(settings.environment())
                .sourceRoot(settings.sourceRoot())
                .workingDirectory(settings.directory())
                .probeCache(settings.probeCache())
                .commandTimeout(settings.commandTimeout())
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
            case OLDCONFIG -> interview(configuration, Purpose.ASK_NEW);
            case SYNCCONFIG -> interview(configuration, Purpose.SYNC);
            case LISTNEWCONFIG -> interview(configuration, Purpose.LIST_NEW);
            case HELPNEWCONFIG -> interview(configuration, Purpose.HELP_NEW);
        }
    }

    private void interview(Configuration configuration, Purpose purpose) throws IOException, NoAnswerException {
        boolean terminal = System.console() != null;
        ConsoleDialog.Manners manners = ConsoleDialog.Manners.MODERN;
        if (configuration.tree().dialect().has(Feature.SILENTOLDCONFIG)) {
            boolean sync = purpose == Purpose.SYNC;
            manners = sync && !terminal ? ConsoleDialog.Manners.NO_QUESTIONS : ConsoleDialog.Manners.CURT;
        }
        ConsoleDialog dialog = new ConsoleDialog(in, messages.out, messages.err, terminal, manners);
        new Interview(configuration, settings.prefix(), purpose, dialog).run();
    }

    private Probability probability() throws Failure {
        try {
            return Probability.parse(settings.text("KCONFIG_PROBABILITY", ""));
        } catch (IllegalArgumentException e) {
            throw new Failure("KCONFIG_PROBABILITY: " + e.getMessage());
        }
    }

    private void reportUnmet(Configuration configuration, boolean mayFail) throws Failure {
        List<Diagnostic> unmet = configuration.unmetDependencies();
        messages.print(unmet);
        if (!unmet.isEmpty() && mayFail && settings.has("KCONFIG_WERROR")) {
            throw new Failure("");
        }
    }
}
