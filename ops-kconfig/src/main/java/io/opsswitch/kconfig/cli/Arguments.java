/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of a command line behind the command's name; options are taken out one by one. */
final class Arguments {

    private final String command;
    private final String usage;
    private final List<String> rest;

    /**
     * Create arguments.
     *
     * @param command the command's name
     * @param usage what to show when they do not fit
     */
    Arguments(String command, String usage, List<String> words) {
        this.command = command;
        this.usage = usage;
        this.rest = new ArrayList<>(words);
    }

    /** Take an option without a value out, under any of its names; tell whether it was there. */
    boolean flag(String... names) {
        return rest.subList(0, options()).removeAll(List.of(names));
    }

    /** Take {@code --name=VALUE} or {@code --name VALUE} out; the last one counts, null when there is none. */
    @Nullable
    String value(String name) throws Failure {
        List<String> all = values(name);
        return all.isEmpty() ? null : all.get(all.size() - 1);
    }

    /** Take all occurrences of an option with a value out. */
    List<String> values(String name) throws Failure {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < options(); ) {
            String word = rest.get(i);
            if (word.startsWith(name + "=")) {
                found.add(word.substring(name.length() + 1));
                rest.remove(i);
            } else if (word.equals(name)) {
                rest.remove(i);
                if (i == rest.size()) {
                    throw usage(name + " needs a value");
                }
                found.add(rest.remove(i));
            } else {
                i++;
            }
        }
        return found;
    }

    /** Return how many words may be options: those before {@code --}. */
    private int options() {
        int end = rest.indexOf("--");
        return end < 0 ? rest.size() : end;
    }

    /**
     * Return the words that are no options.
     *
     * @throws Failure when an option is left, which nobody has taken out
     */
    List<String> words(int least, int most) throws Failure {
        int end = options();
        for (String word : rest.subList(0, end)) {
            if (word.startsWith("-") && word.length() > 1) {
                throw usage(word + " is no option of " + command);
            }
        }
        List<String> words = new ArrayList<>(rest);
        if (end < words.size()) {
            words.remove(end);
        }
        if (words.size() < least) {
            throw usage(command + " needs more arguments");
        }
        if (words.size() > most) {
            throw usage("\"" + words.get(most) + "\" is one argument too many");
        }
        return words;
    }

    /** Return all words as they are. */
    List<String> raw() {
        return List.copyOf(rest);
    }

    /** Return a failure that shows how to use the command. */
    Failure usage(String message) {
        return new Failure(message + "\n" + usage);
    }
}
