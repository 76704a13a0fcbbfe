/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Runs real programs. */
final class Peers {

    private Peers() {}

    /** What a program did. */
    record Outcome(int status, String out, String err) {

        /** Expect that it succeeded and complained of nothing; return its output. */
        String silent() {
            assertThat(err).isEmpty();
            assertThat(status).isZero();
            return out;
        }
    }

    /** Find a program; skip the test without it, or fail it where all peers must be there. */
    static Path require(String program) {
        String path = System.getenv("PATH") + File.pathSeparator + "/usr/sbin" + File.pathSeparator + "/sbin";
        for (String folder : path.split(Pattern.quote(File.pathSeparator))) {
            Path found = Path.of(folder, program);
            if (Files.isExecutable(found)) {
                return found;
            }
        }
        String reason = program + " is not installed";
        if ("true".equals(System.getenv("CI"))) {
            Assertions.fail(reason);
        }
        System.out.println("skipped: " + reason);
        Assumptions.abort(reason);
        throw new AssertionError();
    }

    /** Run a program to its end. */
    static Outcome run(Path program, Object... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("peer", ".out");
        Path err = Files.createTempFile("peer", ".err");
        try {
            List<String> command = Stream.concat(Stream.of(program), Arrays.stream(arguments))
                    .map(Object::toString)
                    .toList();
            Process process = new ProcessBuilder(command)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
                Assertions.fail("no answer in 20 s from " + command);
            }
            return new Outcome(
                    process.exitValue(), Files.readString(out), Files.readString(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }
}
