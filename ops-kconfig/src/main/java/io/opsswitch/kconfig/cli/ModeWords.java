/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.util.ArrayList;
import java.util.List;

/** Turns a mode of {@code conf} that is called as a command into the options that {@code conf} has for it. */
final class ModeWords {

    private static final String SHOW_HELP = "--show-help";

    private ModeWords() {}

    static String help(Mode mode) {
        boolean lists = mode == Mode.LISTNEWCONFIG;
        return usage(mode) + "\n\n" + mode.purpose() + "\n"
                + (lists ? "  " + SHOW_HELP + "  print the help texts as well\n" : "");
    }

    static String usage(Mode mode) {
        return "usage: " + Help.PROGRAM + " [OPTIONS] " + mode.option()
                + (mode == Mode.LISTNEWCONFIG ? " [" + SHOW_HELP + "]" : "")
                + (mode.needsFile() ? " FILE" : "") + " [KCONFIG]";
    }

    /** Tell whether the words ask for help texts; take that out. */
    static boolean showsHelp(Mode mode, List<String> words) {
        return mode == Mode.LISTNEWCONFIG && words.remove(SHOW_HELP);
    }

    /**
     * Return what {@code conf} would be given.
     *
     * @param words what follows the name of the mode
     * @param kconfig the first file of the tree when the words name none
     */
    static List<String> translate(Mode mode, List<String> words, String kconfig) throws Failure {
        List<String> files = new ArrayList<>();
        List<String> result = new ArrayList<>();
        for (String word : words) {
            if (word.equals("-s") || word.equals("--silent")) {
                result.add(word);
            } else if (word.startsWith("-")) {
                throw new Failure(word + " is no option of " + mode.option() + "\n" + usage(mode));
            } else {
                files.add(word);
            }
        }
        int most = mode.needsFile() ? 2 : 1;
        if (files.size() > most || mode.needsFile() && files.isEmpty()) {
            throw new Failure(
                    files.isEmpty()
                            ? mode.option() + " needs a file\n" + usage(mode)
                            : "\"" + files.get(most) + "\" is one argument too many\n" + usage(mode));
        }
        result.add("--" + mode.option() + (mode.needsFile() ? "=" + files.remove(0) : ""));
        result.add(files.isEmpty() ? kconfig : files.get(0));
        return result;
    }
}
