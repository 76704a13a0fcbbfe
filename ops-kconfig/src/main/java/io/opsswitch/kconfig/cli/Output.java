/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.BuildOutput;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.ConfigurationWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the files that a run leaves behind. */
final class Output {

    private final Settings settings;
    private final Configuration configuration;
    private final Messages messages;

    Output(Settings settings, Configuration configuration, Messages messages) {
        this.settings = settings;
        this.configuration = configuration;
        this.messages = messages;
    }

    void writeMinimal(String name) throws Failure {
        reportChangedInput();
        try {
            Files.writeString(settings.resolve(name), ConfigurationWriter.minimal(configuration, settings.prefix()));
        } catch (IOException e) {
            throw new Failure("n*** Error while saving defconfig to: " + name + "\n\n" + reason(e));
        }
    }

    void writeConfig() throws Failure {
        String name = settings.configName();
        if (name.isEmpty()) {
            throw new Failure("config name is empty\n\n*** Error during writing of the configuration.\n");
        }
        Path file = settings.resolve(name);
        if (Files.isDirectory(file)) {
            throw new Failure(name + ": Is a directory\n\n*** Error during writing of the configuration.\n");
        }
        reportChangedInput();
        try {
            boolean written = true;
            if (settings.isOn("KCONFIG_OVERWRITECONFIG")) {
                ConfigurationWriter.overwriteFile(configuration, settings.prefix(), file);
            } else {
                written = ConfigurationWriter.writeFile(configuration, settings.prefix(), file);
            }
            messages.say(written ? "configuration written to " + name : "No change to " + name);
        } catch (IOException e) {
            throw new Failure("\n*** Error during writing of the configuration.\n\n" + reason(e));
        }
    }

    /** Write what a build reads: always when asked for, else only when there is nothing yet. */
    void writeSynced(boolean always) throws Failure {
        BuildOutput files = settings.buildOutput();
        if (!always && files.exist()) {
            return;
        }
        try {
            messages.print(files.write(configuration, settings.prefix()));
        } catch (IOException e) {
            if (always) {
                throw new Failure("\n*** Error during sync of the configuration.\n\n" + reason(e));
            }
            // Nobody asked for these files; the C tool does not mention it either, but people may wonder.
            messages.err.println("cannot write " + files.shownName() + ": " + reason(e));
        }
    }

    private void reportChangedInput() {
        if (settings.isOn("KCONFIG_WARN_CHANGED_INPUT")) {
            messages.err.print(configuration.changedInput(settings.prefix()));
        }
    }

    private static String reason(IOException e) {
        return e.getClass().getSimpleName() + ": " + e.getMessage();
    }
}
