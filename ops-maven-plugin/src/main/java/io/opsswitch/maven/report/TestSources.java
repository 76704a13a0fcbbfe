/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the features that tests need in their sources, before anything is compiled: by file, and without knowing constants
 * or composed annotations, which only {@link TestClasses} sees.
 */
final class TestSources {

    private static final Pattern ANNOTATION = Pattern.compile("@(?:[\\w.]+\\.)?RequiresFeature\\s*\\(([^)]*)\\)");
    private static final Pattern NAME = Pattern.compile("\"([A-Za-z0-9_.-]+)\"");

    private TestSources() {}

    static Map<String, Set<String>> scan(Path folder) throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        List<Path> files;
        try (Stream<Path> walk = Files.walk(folder)) {
            files = walk.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String name = folder.relativize(file)
                    .toString()
                    .replaceFirst("\\.java$", "")
                    .replaceAll("[/\\\\]", ".");
            // A source in another encoding still has its annotations in ASCII.
            String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
            Matcher annotation = ANNOTATION.matcher(text);
            while (annotation.find()) {
                Matcher symbol = NAME.matcher(annotation.group(1));
                while (symbol.find()) {
                    found.computeIfAbsent(symbol.group(1), key -> new TreeSet<>())
                            .add(name);
                }
            }
        }
        return found;
    }
}
