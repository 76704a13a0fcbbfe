/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A folder in which commands run, through the entry that programs use. */
final class Session {

    /** What a command printed, and how it ended. */
    record Result(int status, String out, String err) {

        /** Check that it succeeded without a word on the error output; return the output. */
        String quietly() {
            assertThat(err).isEmpty();
            assertThat(status).isZero();
            return out;
        }

        /** Check that it failed and left nothing on the output; return the error output. */
        String fails() {
            assertThat(status).as(out).isEqualTo(1);
            assertThat(out).isEmpty();
            assertThat(err).doesNotContain("Exception").doesNotContain("\tat ");
            return err;
        }
    }

    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();
    private String input = "";
    private boolean interactive;

    Session(Path folder) {
        this.folder = folder;
    }

    Session file(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    String read(String name) {
        try {
            return Files.readString(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path path(String name) {
        return folder.resolve(name);
    }

    Session with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Session answering(String text) {
        input = text;
        return this;
    }

    Session interactive() {
        interactive = true;
        return this;
    }

    Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandContext context = new CommandContext(
                folder,
                Map.copyOf(environment),
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                interactive);
        int status = KconfigMain.run(context, arguments);
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }
}
