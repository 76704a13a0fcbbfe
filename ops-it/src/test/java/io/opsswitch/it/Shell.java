/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs and waits for them. */
final class Shell {

    private Shell() {}

    /** What a program printed, and how it ended. */
    record Result(List<String> command, int exitCode, String out, String err) {

        /** Return standard output, after checking that the program succeeded without a word on standard error. */
        String quietly() {
            if (exitCode != 0 || !err.isEmpty()) {
                throw new AssertionError(this.toString());
            }
            return out;
        }
    }

    static Result run(Map<String, String> environment, String... command) {
        return run(environment, 60, command);
    }

    static Result run(Map<String, String> environment, int seconds, String... command) {
        try {
            Path out = Files.createTempFile("ops-it", ".out");
            Path err = Files.createTempFile("ops-it", ".err");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectInput(ProcessBuilder.Redirect.from(
                                Path.of("/dev/null").toFile()))
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
                builder.environment().putAll(environment);
                Process process = builder.start();
                if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(Arrays.toString(command) + " did not end within " + seconds + " s; out: "
                            + read(out) + " err: " + read(err));
                }
                return new Result(List.of(command), process.exitValue(), read(out), read(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private static String read(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
