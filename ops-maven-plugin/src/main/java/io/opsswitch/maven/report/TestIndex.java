/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tests need which feature, by {@code @RequiresFeature}. Immutable.
 *
 * @param tests for each symbol the classes, or methods as {@code Class.method}, in alphabetical order
 */
public record TestIndex(Map<String, Set<String>> tests) {

    /**
     * A module with tests.
     *
     * @param classes its compiled test classes; when there are none, the sources are looked at
     */
    public record Module(Path classes, Path sources) {}

    /** Copy the map. */
    public TestIndex {
        tests = Collections.unmodifiableMap(new TreeMap<>(tests));
    }

    /** Return the tests that need a feature. */
    public List<String> of(String symbol) {
        return new ArrayList<>(new TreeSet<>(tests.getOrDefault(symbol, Set.of())));
    }

    /** Look at the tests of modules; folders need not exist. */
    public static TestIndex of(List<Module> modules) throws IOException {
        Map<String, Set<String>> tests = new TreeMap<>();
        for (Module module : modules) {
            Map<String, Set<String>> found = Files.isDirectory(module.classes())
                    ? TestClasses.scan(module.classes())
                    : TestSources.scan(module.sources());
            found.forEach((symbol, names) ->
                    tests.computeIfAbsent(symbol, key -> new TreeSet<>()).addAll(names));
        }
        return new TestIndex(tests);
    }
}
