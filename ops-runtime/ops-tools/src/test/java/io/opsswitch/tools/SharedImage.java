/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The image that all tests of one JVM share: launchers, jars of the class path, and archives of the classes of its
 * programs, each made when that program is needed first. A short command takes half as long with one.
 */
final class SharedImage {

    private static final Path LAUNCHERS = Path.of("target/classes/META-INF/ops/image/bin");
    private static final Path HOME = Path.of("target/peer-image").toAbsolutePath();

    /** Where the archives are. */
    static final Path CACHE = HOME.resolve("cache");

    private static final Set<String> PRIMED = new HashSet<>();

    private SharedImage() {}

    /** Return the launcher of a program. */
    static synchronized Path bin(String program) throws Exception {
        if (PRIMED.isEmpty()) {
            if (Files.exists(HOME)) {
                delete(HOME); // of an earlier build
            }
            make(HOME);
        }
        Path launcher = HOME.resolve("bin").resolve(program);
        if (PRIMED.add(program)) {
            ProcessBuilder builder = new ProcessBuilder(launcher.toString());
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("OPS_CACHE_DIR", CACHE.toString());
            builder.environment().put("OPS_PRIME", "1");
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(HOME.resolve("prime.log").toFile())
                    .start();
            assertTrue(process.waitFor(120, TimeUnit.SECONDS), "priming ends");
        }
        return launcher;
    }

    /** Make an image in a folder: launchers, and jars of all on the class path that is not of tests. */
    static void make(Path home) throws Exception {
        Path bin = Files.createDirectories(home.resolve("bin"));
        Path lib = Files.createDirectories(home.resolve("lib"));
        try (Stream<Path> launchers = Files.list(LAUNCHERS)) {
            for (Path launcher : (Iterable<Path>) launchers::iterator) {
                Path target = Files.copy(launcher, bin.resolve(launcher.getFileName()));
                assertTrue(target.toFile().setExecutable(true));
            }
        }
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path) && !entry.contains("test-classes")) {
                jar(path, lib.resolve("ops-" + number++ + ".jar"));
            } else if (path.getFileName().toString().matches("(ops|jackson-core|netty)-.*[.]jar")) {
                Files.copy(path, lib.resolve(path.getFileName()));
            }
        }
    }

    private static void jar(Path classes, Path target) throws Exception {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target));
                Stream<Path> all = Files.walk(classes)) {
            out.setLevel(0);
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
                out.closeEntry();
            }
        }
    }

    private static void delete(Path folder) throws Exception {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(files::add);
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
