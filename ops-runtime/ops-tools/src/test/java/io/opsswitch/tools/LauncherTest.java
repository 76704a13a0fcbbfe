/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with real jars: the archives of classes that it has made. */
class LauncherTest {

    private static final String PROGRAM = "ovsdb-tool";
    /** An archive takes seconds, and much longer where others want the processors too. */
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path folder;

    private Path home;
    private Path cache;

    @BeforeEach
    void makeImage() throws Exception {
        home = folder.resolve("image");
        cache = folder.resolve("a cache").resolve("x");
        SharedImage.make(home);
    }

    private Process start(String... settings) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(home.resolve("bin").resolve(PROGRAM).toString(), "--version");
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("OPS_CACHE_DIR", cache.toString());
        for (int i = 0; i < settings.length; i += 2) {
            builder.environment().put(settings[i], settings[i + 1]);
        }
        Path out = Files.createTempFile(folder, "out", "");
        return builder.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    }

    private static int status(Process process) throws Exception {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private List<Path> files() throws Exception {
        if (!Files.exists(cache)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(cache)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private Path archive() throws Exception {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    /** Run the program and return all that it, and the JVM about classes, prints. */
    private String run(String... settings) throws Exception {
        List<Path> before = outputs();
        assertThat(status(start(settings))).isZero();
        List<Path> now = new ArrayList<>(outputs());
        now.removeAll(before);
        return Files.readString(now.get(0));
    }

    private List<Path> outputs() throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(path -> path.getFileName().toString().startsWith("out"))
                    .toList();
        }
    }

    private boolean usesArchive() throws Exception {
        return run("OPS_JAVA_OPTS", "-Xlog:class+load:stdout")
                .contains("io.opsswitch.tools.OvsdbToolMain source: shared objects file");
    }

    @Test
    void makesAnArchiveWhenAskedAndUsesItFromThenOn() throws Exception {
        assertThat(status(start("OPS_PRIME", "1"))).isZero();
        Path archive = archive();
        assertThat(usesArchive()).isTrue();
        assertThat(run()).startsWith("ovsdb-tool (ops)");

        // What is empty tells that none can be made, and what has only a beginning of its head is no archive.
        byte[] bytes = Files.readAllBytes(archive);
        Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString("rw-------"));
        for (int length : new int[] {0, 300}) {
            Files.write(archive, java.util.Arrays.copyOf(bytes, length));
            assertThat(run())
                    .startsWith("ovsdb-tool (ops)")
                    .doesNotContain("archive")
                    .doesNotContain("[");
        }
    }

    /** JDK 17 takes no classes of such a folder from an archive, which must not show otherwise. */
    @Test
    void runsFromAFolderWithASpaceInItsName() throws Exception {
        home = Files.move(home, folder.resolve("an image"));
        assertThat(status(start("OPS_PRIME", "1"))).isZero();
        assertThat(run()).startsWith("ovsdb-tool (ops)").doesNotContain("[");
    }

    @Test
    void makesTheArchiveInTheBackgroundOnceHoweverManyProgramsStart() throws Exception {
        List<Process> started = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            started.add(start());
        }
        for (Process process : started) {
            assertThat(status(process)).isZero();
        }
        await().atMost(LONG).until(() -> files().size() == 1 && Files.size(archive()) > 100_000);
        assertThat(usesArchive()).isTrue();

        // Other jars: a new archive.
        Files.setLastModifiedTime(
                archive(), java.nio.file.attribute.FileTime.fromMillis(System.currentTimeMillis() - 86_400_000));
        Path old = archive();
        Object key = Files.readAttributes(old, java.nio.file.attribute.BasicFileAttributes.class)
                .fileKey();
        assertThat(run()).startsWith("ovsdb-tool (ops)");
        await().atMost(LONG)
                .until(() -> files().size() == 1
                        && !Files.readAttributes(old, java.nio.file.attribute.BasicFileAttributes.class)
                                .fileKey()
                                .equals(key));
    }

    @Test
    void worksWhereNoArchiveCanBeMade() throws Exception {
        Files.createDirectories(cache.getParent());
        Files.writeString(cache, "a file where the folder should be");
        assertThat(run()).startsWith("ovsdb-tool (ops)");
        assertThat(Files.readString(cache)).startsWith("a file");
        assertThat(status(start("OPS_PRIME", "1"))).isEqualTo(1);
        assertThat(run("OPS_CACHE_DIR", "none")).startsWith("ovsdb-tool (ops)");
    }
}
