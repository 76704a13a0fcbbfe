/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The plugin for pytest: its own tests, its installation without network, and an image's manifest. */
class PytestOpsIT {

    private static final Path SOURCE =
            Path.of("..", "pytest-ops").toAbsolutePath().normalize();

    private static String python;

    @TempDir
    Path folder;

    @BeforeAll
    static void findPython() {
        for (String each : List.of("/usr/bin/python3", "python3")) {
            if (works(each, "-c", "import pytest")) {
                python = each;
                return;
            }
        }
        Peers.missing("there is no python3 with pytest (Debian: python3-pytest)");
    }

    private static boolean works(String... command) {
        try {
            return Shell.run(Map.of(), command).exitCode() == 0;
        } catch (AssertionError | UncheckedIOException e) {
            return false;
        }
    }

    private Shell.Result pytest(Map<String, String> environment, String... arguments) {
        return Shell.run(
                environment,
                300,
                Stream.concat(
                                Stream.of(python, "-B", "-m", "pytest", "-p", "no:cacheprovider", "-q"),
                                Stream.of(arguments))
                        .toArray(String[]::new));
    }

    @Test
    void passesItsOwnTests() {
        Shell.Result result = pytest(
                Map.of("PYTHONPATH", SOURCE.resolve("src").toString()), "--rootdir=" + SOURCE, SOURCE + "/tests");
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out()).contains(" passed").doesNotContain("skipped");
    }

    @Test
    void isInstalledWithoutNetworkAndReadsTheManifestOfAnImage() throws IOException {
        if (!works(python, "-c", "import setuptools, wheel, pip")) {
            Peers.missing("there is no pip, setuptools and wheel for " + python
                    + " (Debian: python3-pip, python3-setuptools, python3-wheel)");
        }
        // Beside a copy, because the installation leaves its work in the source folder.
        Path copy = folder.resolve("pytest-ops");
        try (Stream<Path> files = Files.walk(SOURCE)) {
            for (Path file : files.filter(each -> !each.toString().contains("__pycache__"))
                    .toList()) {
                Files.copy(file, copy.resolve(SOURCE.relativize(file)));
            }
        }
        Path target = folder.resolve("installed");
        // It may warn of things that are none of ours.
        Shell.Result installed = Shell.run(
                Map.of(),
                120,
                python,
                "-m",
                "pip",
                "install",
                "--quiet",
                "--no-index",
                "--no-build-isolation",
                "--no-deps",
                "--disable-pip-version-check",
                "--root-user-action=ignore",
                "--target=" + target,
                copy.toString());
        assertThat(installed.exitCode()).as(installed.toString()).isZero();
        Path tests = Files.createDirectories(folder.resolve("tests"));
        Files.writeString(tests.resolve("test_image.py"), """
                import pytest

                @pytest.mark.OPS_MIRROR
                def test_mirrors(): pass

                @pytest.mark.OPS_LACP
                def test_bonds(): assert False
                """);
        // It is found by its entry point: nothing names it.
        Map<String, String> environment = Map.of("PYTHONPATH", target.toString());
        Path image = RunningImage.image("as5712");
        Shell.Result result = pytest(
                environment,
                "-rs",
                "-v",
                "--strict-markers",
                "--ops-manifest=" + image,
                "--rootdir=" + tests,
                tests.toString());
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(result.out())
                .contains(
                        "ops: platform as5712, ",
                        "1 passed, 1 skipped",
                        "needs OPS_LACP, which is off on platform as5712");
        Shell.Result list = pytest(
                environment,
                "-rs",
                "--ops-manifest=" + image.resolve("share/ops/image_features"),
                "--rootdir=" + tests,
                tests.toString());
        assertThat(list.out()).as(list.toString()).contains("1 passed, 1 skipped");
    }
}
