/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.edit.SymbolNames;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The tree that a command works on, and the configurations that it reads.
 *
 * <p>Whatever there is to report goes to the error output, so that the output has nothing but what was asked for.
 */
final class Workspace {

    private final Settings settings;
    private final Messages aside;
    private final KconfigTree tree;
    private List<Diagnostic> problems = List.of();

    private Workspace(Settings settings, Messages aside, KconfigTree tree) {
        this.settings = settings;
        this.aside = aside;
        this.tree = tree;
    }

    /** Load the tree. */
    static Workspace open(Call call) throws Failure, KconfigException, IOException {
        Messages aside = new Messages(call.err(), call.err());
        aside.silence();
        CommandLine command = CommandLine.parse(
                new String[] {"--olddefconfig", call.kconfig()}, call.settings().environment());
        Dialect dialect = new DialectChoice(call.settings(), aside).make(command);
        Settings settings = call.settings().in(dialect);
        KconfigTree tree = new ModeCommand(settings, call.in(), aside).load(command, dialect);
        return new Workspace(settings, aside, tree);
    }

    KconfigTree tree() {
        return tree;
    }

    /** Read the current configuration; when there is none, the default one. */
    Configuration current() throws IOException {
        Configuration configuration = new Configuration(tree);
        Input input = new Input(settings, configuration, aside);
        input.readCurrent();
        problems = input.warnings();
        return configuration;
    }

    /** Return what was wrong with the current configuration. */
    List<Diagnostic> problems() {
        return problems;
    }

    /** Find the file of another configuration. */
    Path find(String name) throws Failure {
        Path file = settings.find(name);
        if (file == null) {
            throw new Failure("can't find the configuration \"" + name + "\"");
        }
        return file;
    }

    /** Read another configuration. */
    Configuration read(Path file, String name) throws IOException {
        Configuration configuration = new Configuration(tree);
        aside.print(configuration.read(file, name, settings.prefix(), settings.has("KCONFIG_WARN_UNKNOWN_SYMBOLS")));
        return configuration;
    }

    /** Find a symbol that a user named. */
    Symbol symbol(String name) throws Failure {
        try {
            return SymbolNames.find(tree, name, settings.prefix());
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        }
    }

    /** Write the configuration to where the current one is. */
    void save(Configuration configuration, Call call) throws Failure {
        List<Diagnostic> unmet = configuration.unmetDependencies();
        aside.print(unmet);
        new Output(settings, configuration, call.messages()).writeConfig();
    }

    /** Return the settings, with the names that the dialect of the tree has for things. */
    Settings settings() {
        return settings;
    }

    /** Return what names start with in files. */
    String prefix() {
        return settings.prefix();
    }
}
