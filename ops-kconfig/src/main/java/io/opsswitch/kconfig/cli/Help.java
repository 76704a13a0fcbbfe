/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What the program says of itself. */
final class Help {

    static final String PROGRAM = "ops-kconfig";

    private static final String OPTIONS = """

            options of all commands, before or behind the command:
              --kconfig=FILE   the first file of the tree (KBUILD_KCONFIG, else Kconfig)
              --config=FILE    the configuration (KCONFIG_CONFIG, else .config)
              --srctree=DIR    where the tree's files are (srctree, else here)
              --prefix=TEXT    what names start with in files (CONFIG_, else CONFIG_)
              --dialect=NAME   which Kconfig the tree is written in (KCONFIG_DIALECT)
              -D NAME=VALUE    a variable of the environment that the tree sees
              -s, --silent     print no log (for merge and config, before the command)
            """;

    private Help() {}

    /** Return the line that {@code --version} prints. */
    static String version() {
        Properties properties = new Properties();
        try (InputStream in = Help.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return PROGRAM + " (ops) " + properties.getProperty("version", "unknown");
    }

    /** Return the list of all there is. */
    static String overview() {
        StringBuilder out = new StringBuilder("usage: " + PROGRAM + " [OPTIONS] COMMAND [ARGUMENTS]\n       " + PROGRAM
                + " [OPTIONS] [--MODE] KCONFIG, as conf\n\ncommands:\n");
        for (Command command : Command.values()) {
            line(out, command.word(), command.purpose());
        }
        out.append("\nmodes of conf, which are commands too (MODE [KCONFIG]):\n");
        for (Mode mode : Mode.values()) {
            line(out, mode.option() + (mode.needsFile() ? " FILE" : ""), mode.purpose());
        }
        return out.append(OPTIONS)
                .append("\nA file that has the name of a command is given as ./NAME.\n")
                .toString();
    }

    private static void line(StringBuilder out, String word, String purpose) {
        out.append("  ").append(word).append(" ".repeat(Math.max(1, 20 - word.length())));
        out.append(purpose).append('\n');
    }

    /** Return the help of a command or mode, or null when there is none of that name. */
    static @Nullable String of(String word) {
        Command command = Command.find(word);
        if (command != null) {
            return command.help();
        }
        Mode mode = Mode.find(word);
        return mode == null ? null : ModeWords.help(mode);
    }
}
