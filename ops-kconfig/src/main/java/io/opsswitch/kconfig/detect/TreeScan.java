/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.detect;

import io.opsswitch.kconfig.lex.SourceLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the first file of a tree and some of those that it sources, the nearest first, and remembers where each clue
 * came up first. Reads so little that it takes next to no time beside loading the tree. Used by one thread.
 */
final class TreeScan {

    private static final int MOST_FILES = 60;
    private static final int MOST_CHARACTERS = 1 << 19;
    private static final Pattern VARIABLE = Pattern.compile("\\$(?:\\(([A-Za-z0-9_]+)\\)|([A-Za-z0-9_]+))");

    private final Path sourceRoot;
    private final Map<String, String> environment;
    private final Map<Clue, String> clues = new EnumMap<>(Clue.class);
    private final Queue<String> names = new ArrayDeque<>();
    private final Set<String> seen = new HashSet<>();
    private int files;
    private int characters;

    TreeScan(Path sourceRoot, Map<String, String> environment) {
        this.sourceRoot = sourceRoot;
        this.environment = environment;
    }

    /** Read the tree as far as the limits allow. */
    TreeScan read(Path rootFile) throws IOException {
        note(rootFile.toString());
        while (!names.isEmpty() && !isNamed() && files < MOST_FILES && characters < MOST_CHARACTERS) {
            String name = names.remove();
            Path file = find(name);
            if (file != null) {
                readFile(name, file);
            }
        }
        return this;
    }

    /** Tell whether the tree has said what it is, so that no form tells more. */
    private boolean isNamed() {
        return has(Clue.U_BOOT) || has(Clue.BUILDROOT) || has(Clue.ZEPHYR) || has(Clue.KERNEL);
    }

    /** Tell whether a clue came up. */
    boolean has(Clue clue) {
        return clues.containsKey(clue);
    }

    /** Return where a clue came up first, with the line; empty when it did not. */
    String place(Clue clue) {
        return clues.getOrDefault(clue, "");
    }

    /** Return the number of files that were read. */
    int files() {
        return files;
    }

    private void note(String name) {
        if (seen.add(name)) {
            names.add(name);
        }
    }

    private @Nullable Path find(String name) {
        try {
            Path direct = Path.of(name);
            Path below = sourceRoot.resolve(name);
            return Files.isRegularFile(direct) ? direct : Files.isRegularFile(below) ? below : null;
        } catch (InvalidPathException e) {
            return null; // no such file can exist
        }
    }

    private void readFile(String name, Path file) throws IOException {
        String text = String.valueOf(SourceLoader.decode(file));
        files++;
        characters += text.length();
        LineClues lines = new LineClues();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            int at = number;
            lines.read(line, clue -> clues.putIfAbsent(clue, name + ":" + at + ": " + line.strip()));
            sourced(line.strip(), name);
        }
    }

    private void sourced(String line, String from) {
        int space = line.indexOf(' ');
        if (space < 0 || !line.substring(0, space).endsWith("source") || line.indexOf('*') >= 0) {
            return;
        }
        String path = expand(line.substring(space + 1).strip().replaceAll("^[\"']|[\"'].*$", ""));
        if (path.isEmpty()) {
            return;
        }
        int slash = from.lastIndexOf('/');
        boolean relative = line.startsWith("rsource") || line.startsWith("orsource");
        note(relative && slash >= 0 ? from.substring(0, slash + 1) + path : path);
    }

    /** Put the environment's values for variables; return nothing when one is not there. */
    private String expand(String path) {
        Matcher variables = VARIABLE.matcher(path);
        StringBuilder out = new StringBuilder();
        while (variables.find()) {
            String name = variables.group(1) == null ? variables.group(2) : variables.group(1);
            String value = environment.get(name);
            if (value == null) {
                return "";
            }
            variables.appendReplacement(out, Matcher.quoteReplacement(value));
        }
        return variables.appendTail(out).toString();
    }
}
