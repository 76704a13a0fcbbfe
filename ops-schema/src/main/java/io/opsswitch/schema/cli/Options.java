/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words behind a command: {@code --name VALUE} or {@code --name=VALUE}, options without value, and operands. */
final class Options {

    private final String command;
    private final Map<String, List<String>> values = new LinkedHashMap<>();
    private final List<String> operands = new ArrayList<>();

    private Options(String command) {
        this.command = command;
    }

    /**
     * Parse words.
     *
     * @param valued the options that have a value
     * @param flags the options that have none
     */
    static Options parse(String command, List<String> words, Set<String> valued, Set<String> flags)
            throws UsageException {
        Options options = new Options(command);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--") || word.equals("--")) {
                options.operands.add(word);
                continue;
            }
            int equals = word.indexOf('=');
            String name = word.substring(2, equals < 0 ? word.length() : equals);
            if (flags.contains(name) && equals < 0) {
                options.add(name, "");
            } else if (!valued.contains(name)) {
                throw new UsageException(
                        "unknown option \"" + word + "\"; run \"ops-schema " + command + " --help\" for the list");
            } else if (equals >= 0) {
                options.add(name, word.substring(equals + 1));
            } else if (i + 1 < words.size()) {
                options.add(name, words.get(++i));
            } else {
                throw new UsageException("option --" + name + " needs a value");
            }
        }
        return options;
    }

    private void add(String name, String value) {
        values.computeIfAbsent(name, n -> new ArrayList<>()).add(value);
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Return every value of an option that may be repeated. */
    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    @Nullable
    String value(String name) throws UsageException {
        List<String> given = all(name);
        if (given.size() > 1) {
            throw new UsageException("option --" + name + " is given twice");
        }
        return given.isEmpty() ? null : given.get(0);
    }

    String required(String name) throws UsageException {
        String value = value(name);
        if (value == null) {
            throw new UsageException("option --" + name + " is missing; run \"ops-schema " + command
                    + " --help\" for what the command needs");
        }
        return value;
    }

    @Nullable
    Path path(String name) throws UsageException {
        String value = value(name);
        return value == null ? null : path("--" + name, value);
    }

    static Path path(String what, String value) throws UsageException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw new UsageException(what + " is no file name: " + e.getMessage());
        }
    }

    /** Return the operands, of which there must be so many. */
    List<String> operands(int count, String names) throws UsageException {
        if (operands.size() != count) {
            throw new UsageException(
                    count == 0
                            ? "\"" + operands.get(0) + "\" is too much; options begin with --"
                            : "\"" + command + "\" needs " + names + ", but " + operands.size() + " given");
        }
        return operands;
    }
}
