/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.detect.Detection;
import io.opsswitch.kconfig.detect.DialectDetector;
import java.io.IOException;
import java.nio.file.Path;

/** Settles which dialect a tree is read in: the one that the user names, else the one that the tree shows. */
final class DialectChoice {

    private final Settings settings;
    private final Messages messages;

    DialectChoice(Settings settings, Messages messages) {
        this.settings = settings;
        this.messages = messages;
    }

    /** Return the dialect for a command, and tell the user when it was found out and not said. */
    Dialect make(CommandLine command) throws Failure, IOException {
        Dialect dialect = command.dialect().isEmpty() ? detect(command) : named(command.dialect());
        settings.in(dialect).requireSync(command.mode());
        return dialect;
    }

    private static Dialect named(String name) throws Failure {
        try {
            return Dialect.byName(name);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        }
    }

    private Dialect detect(CommandLine command) throws IOException {
        Detection detection =
                DialectDetector.detect(Path.of(command.kconfig()), settings.sourceRoot(), settings.environment());
        if (detection.sure()) {
            tell(command.mode(), detection);
        }
        return detection.dialect();
    }

    /** Where the output is a list for programs, only what may surprise is worth a line beside it. */
    private void tell(Mode mode, Detection detection) {
        String name = detection.dialect().name();
        String text = "Kconfig dialect " + name + ", by " + detection.reason();
        if (mode == Mode.SYNCCONFIG) {
            return; // a build that runs it wants no log
        }
        if (mode.writes() || mode == Mode.SAVEDEFCONFIG) {
            messages.say(text);
        } else if (!name.startsWith(Dialect.LINUX.name())) {
            messages.aside(text);
        }
    }
}
