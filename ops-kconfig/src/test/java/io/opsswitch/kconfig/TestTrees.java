/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Loads trees that tests write as text. */
public final class TestTrees {

    public static final String HEADING = "#\n# Automatically generated file; DO NOT EDIT.\n# Main menu\n#\n";

    private TestTrees() {}

    public static KconfigTree load(String text) {
        return load(Dialect.LINUX_6_12, text);
    }

    public static KconfigTree load(Dialect dialect, String text) {
        return load(dialect, Map.of("Kconfig", text), Map.of());
    }

    /** Load the file Kconfig out of several. */
    public static KconfigTree load(Dialect dialect, Map<String, String> files, Map<String, String> environment) {
        try {
            return tryLoad(dialect, files, environment);
        } catch (KconfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }

    public static KconfigTree tryLoad(Dialect dialect, Map<String, String> files, Map<String, String> environment)
            throws KconfigException {
        try {
            Path folder = Files.createTempDirectory("kconfig-test");
            try {
                for (Map.Entry<String, String> file : files.entrySet()) {
                    Path path = folder.resolve(file.getKey());
                    Files.createDirectories(path.getParent());
                    Files.writeString(path, file.getValue());
                }
                return Kconfig.load(
                        Path.of("Kconfig"),
                        KconfigOptions.builder()
                                .dialect(dialect)
                                .environment(environment)
                                .sourceRoot(folder)
                                .build());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the lines that loading a wrong tree reports. */
    public static List<String> errors(Dialect dialect, String text) {
        return errors(dialect, Map.of("Kconfig", text));
    }

    public static List<String> errors(Dialect dialect, Map<String, String> files) {
        try {
            tryLoad(dialect, files, Map.of());
        } catch (KconfigException e) {
            return e.problems().stream().map(Diagnostic::toString).toList();
        }
        throw new AssertionError("the tree should have been refused");
    }

    public static List<String> warnings(Dialect dialect, String text) {
        return load(dialect, text).diagnostics().stream()
                .map(Diagnostic::toString)
                .toList();
    }

    public static Symbol symbol(KconfigTree tree, String name) {
        Symbol symbol = tree.symbol(name);
        if (symbol == null) {
            throw new AssertionError("the tree has no symbol " + name);
        }
        return symbol;
    }

    public static Configuration read(KconfigTree tree, String config) {
        Configuration configuration = new Configuration(tree);
        readInto(configuration, config);
        return configuration;
    }

    /** Read a text as a file; return the warnings without the file's name. */
    public static List<String> readInto(Configuration configuration, String config) {
        try {
            Path file = Files.createTempFile("kconfig-test", ".config");
            try {
                Files.writeString(file, config);
                return configuration.read(file, "CONFIG_").stream()
                        .map(d -> d.toString().replace(file.toString(), ".config"))
                        .toList();
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the symbol lines of the full file, as name and value; n for "is not set". */
    public static Map<String, String> written(Configuration configuration) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String line : ConfigurationWriter.write(configuration, "").split("\n")) {
            if (line.endsWith(" is not set")) {
                values.put(line.substring(2, line.indexOf(' ', 2)), "n");
            } else if (!line.startsWith("#") && !line.isEmpty()) {
                values.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
            }
        }
        return values;
    }

    public static void delete(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
