/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the files that a run starts from. */
final class Input {

    private final Settings settings;
    private final Configuration configuration;
    private final Messages messages;
    private List<Diagnostic> warnings = List.of();
    private boolean compared;

    Input(Settings settings, Configuration configuration, Messages messages) {
        this.settings = settings;
        this.configuration = configuration;
        this.messages = messages;
    }

    void read(CommandLine command) throws Failure, IOException {
        if (command.mode() == Mode.DEFCONFIG) {
            readGiven(command.file());
        } else if (command.mode().startsFromCurrent()) {
            readCurrent();
        } else {
            readSeed(command.mode());
        }
        compared = command.mode().asks() || compared;
        if (!warnings.isEmpty() && settings.has("KCONFIG_WERROR")) {
            throw new Failure("");
        }
    }

    private void readGiven(String name) throws Failure, IOException {
        Path file = settings.find(name);
        if (file == null) {
            throw new Failure("***\n*** Can't find default configuration \"" + name + "\"!\n***");
        }
        note(configuration.read(file, name, settings.prefix(), reportsUnknown()));
        compared = true;
    }

    /**
     * Tell whether the C tool computes all values before it writes: to compare them with the file, or to ask. If not, it
     * finds unmet dependencies only while it writes, too late to fail.
     */
    boolean computesEarly() {
        return compared;
    }

    /** Read the current configuration; without one, the first default configuration that exists. */
    void readCurrent() throws IOException {
        String name = settings.configName();
        Path file = settings.find(name);
        if (file == null) {
            for (String candidate : DefaultFiles.candidates(configuration, settings.environment())) {
                file = settings.find(candidate);
                if (file != null) {
                    name = candidate;
                    messages.say("using defaults found in " + name);
                    break;
                }
            }
        }
        if (file != null) {
            note(configuration.read(file, name, settings.prefix(), reportsUnknown()));
            compared = true;
        }
    }

    /** Read the answers given in advance that KCONFIG_ALLCONFIG names; empty or 1 stands for files of fixed names. */
    private void readSeed(Mode mode) throws Failure, IOException {
        String name = settings.environment().get("KCONFIG_ALLCONFIG");
        if (name == null) {
            return;
        }
        if (!name.isEmpty() && !name.equals("1")) {
            if (!seed(name)) {
                throw new Failure("*** Can't read seed configuration \"" + name + "\"!");
            }
            return;
        }
        String own = switch (mode) {
            case ALLNOCONFIG -> "allno.config";
            case ALLYESCONFIG -> "allyes.config";
            case ALLMODCONFIG -> "allmod.config";
            case RANDCONFIG -> "allrandom.config";
            default -> "alldef.config";
        };
        if (!seed(own) && !seed("all.config")) {
            throw new Failure("*** KCONFIG_ALLCONFIG set, but no \"" + own + "\" or \"all.config\" file found");
        }
    }

    private boolean seed(String name) throws IOException {
        @Nullable Path file = settings.find(name);
        if (file == null) {
            return false;
        }
        note(configuration.readSeed(file, name, settings.prefix(), reportsUnknown()));
        return true;
    }

    private boolean reportsUnknown() {
        return settings.has("KCONFIG_WARN_UNKNOWN_SYMBOLS");
    }

    private void note(List<Diagnostic> found) {
        messages.print(found);
        warnings = found;
    }

    /** Return what was wrong with the file. */
    List<Diagnostic> warnings() {
        return warnings;
    }
}
