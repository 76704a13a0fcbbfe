/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Describes the files that a command names: place, size and time of last change of each.
 *
 * <p>Any word of a command may be a program or a file, be it behind {@code CC=} or inside quotes; what exists counts,
 * on the search path or from the working directory. The assembler and the linker count always, because compilers run
 * them unasked. A file is looked at once in a load. Safe for use by several threads.
 */
final class ProgramIdentity {

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[\\s\"'`;|&(){}<>=,$:]+");
    private static final List<String> ALWAYS = List.of("sh", "as", "ld");
    private static final String ABSENT = "";

    private final Path folder;
    private final List<Path> searchPath = new ArrayList<>();
    private final Map<String, String> known = new ConcurrentHashMap<>();

    ProgramIdentity(Path folder, Map<String, String> environment) {
        this.folder = folder;
        for (String part : environment.getOrDefault("PATH", "").split(":")) {
            if (!part.isEmpty()) {
                searchPath.add(folder.resolve(part));
            }
        }
    }

    String identify(String command) {
        StringBuilder out = new StringBuilder();
        ALWAYS.forEach(word -> append(out, word));
        BETWEEN_WORDS.splitAsStream(command).forEach(word -> append(out, word));
        return out.toString();
    }

    private void append(StringBuilder out, String word) {
        if (!word.isEmpty() && word.charAt(0) != '-' && word.charAt(0) != '%') {
            out.append(known.computeIfAbsent(word, this::look));
        }
    }

    private String look(String word) {
        try {
            String here = describe(folder.resolve(word));
            if (word.indexOf('/') >= 0) {
                return here;
            }
            for (Path place : searchPath) {
                String found = describe(place.resolve(word));
                if (!found.isEmpty()) {
                    return here + found;
                }
            }
            return here;
        } catch (InvalidPathException e) {
            return ABSENT; // no file can have such a name
        }
    }

    private static String describe(Path file) {
        try {
            Path real = file.toRealPath();
            BasicFileAttributes attributes = Files.readAttributes(real, BasicFileAttributes.class);
            return attributes.isRegularFile()
                    ? "\0" + real + ' ' + attributes.size() + ' ' + attributes.lastModifiedTime()
                    : ABSENT;
        } catch (IOException e) {
            return ABSENT;
        }
    }
}
