/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Programs of the system that tests show things to. */
final class Peers {

    private Peers() {}

    /** Skip the test without the programs, or fail where CI=true. */
    static void require(String... programs) {
        for (String program : programs) {
            if (!isThere(program)) {
                String reason = program + " is not installed";
                if ("true".equals(System.getenv("CI"))) {
                    fail(reason + ", and CI=true forbids to skip this test");
                }
                abort(reason);
            }
        }
    }

    private static boolean isThere(String program) {
        for (String path : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(path).resolve(program))) {
                return true;
            }
        }
        return false;
    }

    /** Run a program that has to do well; return what it wrote. */
    static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as("%s: %s", List.of(command), out).isZero();
        return out;
    }
}
