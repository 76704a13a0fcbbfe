/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The commands beside the modes of {@code conf}: what they are called, and what {@code help} says of them. */
enum Command {
    MENUCONFIG("[--baseline=NAME=FILE]... [KCONFIG]", "edit the configuration in a full-screen menu", """
            Opens on the terminal; a configuration with errors opens as well and shows them.
              --baseline=NAME=FILE  another configuration to compare with; may be repeated
            """),
    WHY("SYMBOL...", "explain why symbols have their values", """
            Prints the value and the chain of reasons: the user, a default, select, imply, a range, and what blocks it.
            """),
    INFO("SYMBOL...", "print all that is known of symbols", """
            Prints type, value, origin, where it is defined, what it depends on with the values of the parts, what
            selects it, and the help text.
            """),
    ENABLE(
            "SYMBOL[=VALUE]... [--apply] [--keep=SYMBOL]... [--limit=SECONDS]",
            "find the changes that give symbols a value",
            """
            Proposes the fewest changes after which each symbol has its value (y where none is given), also where
            the menu refuses it, and says what else changes. Fails when there is no way, or none was found in time.
            Leaves the symbol for modules on as long as there is a way.
              --apply          make the changes and write the configuration
              --keep=SYMBOL    find a way that does not change this symbol; may be repeated
              --limit=SECONDS  how long to search for each symbol (2; fractions are fine)
            """),
    DIFF("[-m] [--effective] [OLD [NEW]]", "compare two configurations", """
            Compares the files line by line, without a tree: "-" marks what only OLD says, "+" what only NEW says.
            Without NEW, compares the current configuration with OLD, and without OLD with its .old file.
            The exit code tells nothing of differences, as that of Linux' scripts/diffconfig.
              -m           print what NEW adds and changes as a fragment
              --effective  load the tree, and compare the values that follow from the files
            """),
    MERGE("[-m] [-n] [-r] [-y] [-O DIR] [-s] [-Q] BASE FRAGMENT...", "merge fragments onto a configuration", """
            Fills up the merged values with defaults, writes the configuration, and lists with the reason what was
            asked for but did not come true; that is an error when KCONFIG_WERROR is set.
              -m      only merge: write the text without completing and checking it
              -n      fill up with n instead of the defaults
              -r      report also what a fragment repeats
              -y      keep y where a fragment says m
              -O DIR  write DIR/.config, unless --config or KCONFIG_CONFIG names a file
              -s      fail when a fragment changes a value given before
              -Q      do not report such changes
            """),
    GET("SYMBOL...", "print values, one a line", """
            Prints the value as it is, strings without quotes. Fails when there is no such symbol.
            """),
    SET("SYMBOL=VALUE...", "set values, all or none", """
            The order does not matter. A value that is refused fails with the reason, and nothing is written;
            "enable" finds out what else to change.
            """),
    CONFIG("[--file FILE] [-k] EDIT...", "edit the file as text, without a tree", """
            The options of Linux' scripts/config. Names become capitals, and may have the prefix. Nothing is checked.
              -e, --enable SYMBOL              y
              -d, --disable SYMBOL             "is not set"
              -m, --module SYMBOL              m
              --set-str SYMBOL TEXT            a text, in quotes
              --set-val SYMBOL VALUE           a value as it is
              -u, --undefine SYMBOL            remove the line
              -s, --state SYMBOL               print n, y, m, the value, or undef
              -E, --enable-after OLD SYMBOL    y, in a line behind that of OLD; also -D, --disable-after and
                                               -M, --module-after
              --refresh                        set what is new to its default; needs the tree
              -k, --keep-case                  leave the names that follow as they are
              --file FILE                      what to edit, instead of the current configuration
            Options for all commands stand before the word config.
            """),
    LINT("[--strict] [--all]", "look for mistakes in the tree and the configuration", """
            Prints what is probably wrong in the Kconfig files, and in the configuration if there is one.
            Fails when there is an error among it.
              --strict  fail for warnings, too
              --all     print notes on style, too
            """),
    EXPORT("tree|values [--output=FILE]", "print the tree or the values as JSON", """
              --output=FILE  write there instead
            """),
    HELP("[COMMAND]", "print this, or the help of a command", """
            """);

    private final String synopsis;
    private final String purpose;
    private final String details;

    Command(String synopsis, String purpose, String details) {
        this.synopsis = synopsis;
        this.purpose = purpose;
        this.details = details;
    }

    /** Return the word that calls it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    String purpose() {
        return purpose;
    }

    /** Return one line that shows how to call it. */
    String usage() {
        return "usage: " + Help.PROGRAM + " [OPTIONS] " + word() + " " + synopsis;
    }

    /** Return what {@code help COMMAND} prints. */
    String help() {
        return usage() + "\n\n" + purpose + "\n" + (details.isEmpty() ? "" : "\n" + details);
    }

    /** Tell whether its words are all its own, so that options for all commands stand before it. */
    boolean ownsItsWords() {
        return this == CONFIG;
    }

    static @Nullable Command find(String word) {
        return List.of(values()).stream()
                .filter(command -> command.word().equals(word))
                .findFirst()
                .orElse(null);
    }
}
