/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.AllConfig;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.ConfigurationWriter;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.KconfigTree;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The command line: a drop-in for the C tool {@code conf}, for the modes that ask nothing.
 *
 * <p>Reads the same environment: KCONFIG_CONFIG, CONFIG_ (the prefix), srctree, KCONFIG_DEFCONFIG_LIST,
 * KCONFIG_WARN_UNKNOWN_SYMBOLS, KCONFIG_WERROR. The dialect is {@code --dialect=NAME}, else KCONFIG_DIALECT, else linux.
 */
public final class KconfigMain {

    private final Map<String, String> environment;
    private final PrintStream out;
    private final PrintStream err;

    KconfigMain(Map<String, String> environment, PrintStream out, PrintStream err) {
        this.environment = environment;
        this.out = out;
        this.err = err;
    }

    /** Run, and leave the process with 0, or 1 on any error. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
        int status = new KconfigMain(System.getenv(), out, err).run(arguments);
        out.flush();
        err.flush();
        System.exit(status);
    }

    int run(String... arguments) {
        try {
            execute(CommandLine.parse(arguments, environment));
            return 0;
        } catch (Failure e) {
            err.println(e.getMessage());
        } catch (KconfigException e) {
            print(e.diagnostics());
        } catch (IOException e) {
            err.println(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        return 1;
    }

    private void execute(CommandLine command) throws Failure, KconfigException, IOException {
        KconfigTree tree = load(command);
        Configuration configuration = new Configuration(tree);
        switch (command.mode()) {
            case "olddefconfig" -> readCurrent(configuration, command);
            case "defconfig" -> {
                readGiven(configuration, command);
                AllConfig.apply(configuration, AllConfig.Mode.DEFAULT);
            }
            case "savedefconfig" -> {
                readCurrent(configuration, command);
                finish(configuration);
                Files.writeString(Path.of(command.file()), ConfigurationWriter.minimal(configuration, prefix()));
                return;
            }
            default -> answerAll(configuration, command.mode());
        }
        finish(configuration);
        Path file = configFile();
        boolean written = ConfigurationWriter.writeFile(configuration, prefix(), file);
        say(command, written ? "configuration written to " + file : "No change to " + file);
    }

    private KconfigTree load(CommandLine command) throws Failure, KconfigException, IOException {
        Dialect dialect;
        try {
            dialect = Dialect.byName(command.dialect());
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        }
        KconfigOptions options = KconfigOptions.builder()
                .dialect(dialect)
                .environment(environment)
                .sourceRoot(Path.of(environment.getOrDefault("srctree", "")))
                .workingDirectory(Path.of(""))
                .probeCache(probeCache())
                .build();
        KconfigTree tree = Kconfig.load(Path.of(command.kconfig()), options);
        print(tree.diagnostics());
        return tree;
    }

    private void answerAll(Configuration configuration, String mode) throws Failure {
        if (environment.containsKey("KCONFIG_ALLCONFIG")) {
            throw new Failure("KCONFIG_ALLCONFIG is not supported yet, perhaps you should unset it");
        }
        AllConfig.apply(
                configuration,
                switch (mode) {
                    case "allnoconfig" -> AllConfig.Mode.NO;
                    case "allyesconfig" -> AllConfig.Mode.YES;
                    case "allmodconfig" -> AllConfig.Mode.MOD;
                    default -> AllConfig.Mode.DEFAULT;
                });
    }

    private void readGiven(Configuration configuration, CommandLine command) throws Failure, IOException {
        Path file = find(command.file());
        if (file == null) {
            throw new Failure("***\n*** Can't find default configuration \"" + command.file() + "\"!\n***");
        }
        read(configuration, file);
    }

    /** Read the current configuration; without one, the first default configuration that exists. */
    private void readCurrent(Configuration configuration, CommandLine command) throws Failure, IOException {
        Path file = find(configFile().toString());
        if (file == null) {
            file = firstDefault(configuration);
            if (file == null) {
                return;
            }
            say(command, "using defaults found in " + file);
        }
        read(configuration, file);
    }

    private @Nullable Path firstDefault(Configuration configuration) {
        for (String name : DefaultFiles.candidates(configuration, environment)) {
            Path file = find(name);
            if (file != null) {
                return file;
            }
        }
        return null;
    }

    private void read(Configuration configuration, Path file) throws Failure, IOException {
        boolean unknown = environment.containsKey("KCONFIG_WARN_UNKNOWN_SYMBOLS");
        List<Diagnostic> warnings = configuration.read(file, prefix(), unknown);
        print(warnings);
        if (!warnings.isEmpty()) {
            failIfStrict();
        }
    }

    private void finish(Configuration configuration) throws Failure {
        List<Diagnostic> unmet = configuration.unmetDependencies();
        print(unmet);
        if (!unmet.isEmpty()) {
            failIfStrict();
        }
    }

    private void failIfStrict() throws Failure {
        if (environment.containsKey("KCONFIG_WERROR")) {
            throw new Failure("warnings are errors, because KCONFIG_WERROR is set");
        }
    }

    private @Nullable Path find(String name) {
        Path direct = Path.of(name);
        if (Files.isRegularFile(direct)) {
            return direct;
        }
        Path below = Path.of(environment.getOrDefault("srctree", "")).resolve(name);
        return Files.isRegularFile(below) ? below : null;
    }

    private Path configFile() {
        return Path.of(environment.getOrDefault("KCONFIG_CONFIG", ".config"));
    }

    private @Nullable Path probeCache() {
        String folder = environment.get("KCONFIG_PROBE_CACHE");
        return folder == null || folder.isEmpty() ? null : Path.of(folder);
    }

    private String prefix() {
        return environment.getOrDefault("CONFIG_", "CONFIG_");
    }

    private void say(CommandLine command, String message) {
        if (!command.silent()) {
            out.print("#\n# " + message + "\n#\n");
        }
    }

    private void print(List<Diagnostic> diagnostics) {
        for (Diagnostic diagnostic : diagnostics) {
            boolean info = diagnostic.severity() == Diagnostic.Severity.INFO && diagnostic.location() == null;
            (info ? out : err).println(diagnostic);
        }
    }
}
