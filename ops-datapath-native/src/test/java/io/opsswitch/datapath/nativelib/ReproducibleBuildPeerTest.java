/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Builds the libraries again, in another place: the same bytes must come out. */
class ReproducibleBuildPeerTest {

    @TempDir
    Path elsewhere;

    @TestFactory
    Stream<DynamicTest> theSameSourcesGiveTheSameLibrary() {
        // The one for Windows exists where its compiler does; that is not everywhere, and no reason to fail.
        return Stream.of("linux-x86_64", "windows-x86_64")
                .filter(platform -> Files.exists(library(platform)) || platform.equals(NativeLibrary.platform()))
                .map(platform -> dynamicTest(platform, () -> compare(platform)));
    }

    private static Path library(String platform) {
        return Path.of(System.getProperty(NativeLibrary.DIRECTORY_PROPERTY), platform, LibraryFile.name(platform));
    }

    private void compare(String platform) throws IOException, InterruptedException {
        if (platform.equals(NativeLibrary.platform())) {
            NativeLibraryTest.Native.assumeBuilt();
        }
        Path sources = elsewhere.resolve(platform);
        Path built = sources.resolve("out").resolve(LibraryFile.name(platform));
        copy(Path.of("src/main/c", platform.substring(0, platform.indexOf('-'))), sources);
        Process make = new ProcessBuilder(
                        "make",
                        "-s",
                        "-C",
                        sources.toString(),
                        "JDK=" + System.getProperty("java.home"),
                        "HEADERS=" + Path.of("target/native-headers").toAbsolutePath(),
                        "OBJECTS=" + sources.resolve("objects"),
                        "LIBRARY=" + built)
                .redirectErrorStream(true)
                .start();
        String output = new String(make.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(make.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(make.exitValue()).as(output).isZero();
        assertThat(built).hasSameBinaryContentAs(library(platform));
        assertThat(LibraryFile.platform(built)).isEqualTo(platform);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }
}
