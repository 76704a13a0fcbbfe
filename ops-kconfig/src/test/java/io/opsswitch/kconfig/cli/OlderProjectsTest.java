/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Runs through small trees that use what U-Boot and Buildroot use.
 *
 * <p>What is expected was written by the C tools of U-Boot 2026.10 and Buildroot 2026.08 when they went through the same
 * steps. Beside the tree, each folder under {@code projects} has the steps, the environment and the answers.
 */
class OlderProjectsTest {

    private static final Path PROJECTS = Path.of("src/test/resources/projects");

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"u-boot, Kconfig", "buildroot, Config.in"})
    void behavesAsTheToolOfTheProject(String name, String rootFile) throws IOException {
        Path project = PROJECTS.resolve(name);
        TreeSet<String> tree = files(project.resolve("tree"));
        for (String file : tree) {
            Files.createDirectories(folder.resolve(file).getParent());
            Files.copy(project.resolve("tree").resolve(file), folder.resolve(file));
        }
        StringBuilder transcript = new StringBuilder();
        byte[] answers = Files.readAllBytes(project.resolve("answers"));
        for (String step : Files.readAllLines(project.resolve("steps"))) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            int status = new KconfigMain(
                            new Settings(folder, environment(project)),
                            new ByteArrayInputStream(answers),
                            new PrintStream(out, true, StandardCharsets.UTF_8),
                            new PrintStream(err, true, StandardCharsets.UTF_8))
                    .run("--dialect=" + name, step, rootFile);
            transcript.append("$ ").append(step).append('\n').append(out.toString(StandardCharsets.UTF_8));
            transcript.append("-> ").append(status).append('\n').append(Files.readString(folder.resolve(".config")));
        }
        for (String file : files(folder)) {
            if (!tree.contains(file)) {
                transcript.append("== ").append(file).append('\n').append(Files.readString(folder.resolve(file)));
            }
        }
        assertThat(transcript.toString()).isEqualTo(Files.readString(project.resolve("expected")));
    }

    private static Map<String, String> environment(Path project) throws IOException {
        Map<String, String> environment = new HashMap<>(Map.of("LC_ALL", "C", "PATH", "/usr/bin:/bin"));
        List<String> lines = Files.readAllLines(project.resolve("environment"));
        lines.forEach(
                line -> environment.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1)));
        return environment;
    }

    private static TreeSet<String> files(Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            paths.filter(Files::isRegularFile)
                    .forEach(path -> names.add(folder.relativize(path).toString()));
        }
        return names;
    }
}
