/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The sentences that say what went wrong and what to do, in Maven's terms rather than the command line's. */
final class Advice {

    private static final int MOST_NAMES = 5;

    private static final Pattern MODE = Pattern.compile(
            "(?<![\\w:/.-])(?:--)?((?:all|old|sync|def|save|list|help|rand|mod|yes)[a-z0-9]*config)\\b");

    private static final Pattern ENABLE = Pattern.compile("ops-kconfig enable (\\w+)=(\\S+)");

    private static final Pattern PARAMETER = Pattern.compile("(?<!\\S)--(apply|limit)\\b");

    private Advice() {}

    /** Return the message for a command that failed: what it printed, its options turned into goals. */
    static String failure(String goal, List<String> errors) {
        String text = errors.stream()
                .map(line -> line.replaceFirst("^\\*{3} ?", ""))
                .filter(line -> !line.isBlank() && !line.equals("***"))
                .collect(Collectors.joining("\n"));
        return text.isEmpty() ? goal + " failed" : translate(text);
    }

    /** Turn options of the command line into goals. */
    static String translate(String text) {
        String enable = ENABLE.matcher(text).replaceAll("mvn ops:enable -Dsymbol=$1 -Dvalue=$2");
        String parameters = PARAMETER.matcher(enable).replaceAll("-D$1");
        return MODE.matcher(parameters).replaceAll("mvn ops:$1");
    }

    /** Return the message for questions that nobody answers. */
    static String unanswered(String goal, List<String> newSymbols) {
        int count = newSymbols.size();
        String names = newSymbols.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        String first = newSymbols.isEmpty() ? "NAME" : newSymbols.get(0);
        return goal + " has questions" + (count == 0 ? "" : " about " + names + (count > MOST_NAMES ? ", ..." : ""))
                + ", and nobody is there to answer; perhaps you should take the defaults with mvn ops:olddefconfig, give"
                + " values with mvn ops:set -Dset=" + first + "=..., or call mvn " + goal
                + " at a terminal without -B";
    }

    /** Return the message for a menu without a terminal. */
    static String noTerminal(String goal, String why) {
        return goal + " needs a terminal: " + why
                + "; perhaps you should give values with mvn ops:set -Dset=NAME=y, merge"
                + " a file with mvn ops:merge -Dfragments=FILE, or take the defaults with mvn ops:olddefconfig";
    }
}
