/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Peer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each message has the text, the place and the stream that the tables say, and so has the exit code. */
class MessagesTest {

    @TempDir
    Path folder;

    static Stream<MessageCase> cases() {
        return MessageCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatTheTableSays(MessageCase expected) throws Exception {
        expected.prepare(folder);
        Map<String, String> environment = Peer.defaults();
        environment.put("KCONFIG_DIALECT", expected.dialect());
        expected.addEnvironment(environment);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = KconfigMain.run(
                new CommandContext(
                        folder,
                        environment,
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        true),
                expected.arguments());
        String errors = err.toString(StandardCharsets.ISO_8859_1);
        if (expected.addsReason()) {
            List<String> lines = errors.lines().toList();
            assertThat(lines.get(lines.size() - 1)).as("reason").contains("Exception: " + folder);
            // Where the C library names the reason, our last line stands for that.
            String theirs = expected.err().replaceAll("(?m)^(fopen|rename): .*\n", "");
            assertThat(lines.subList(0, lines.size() - 1))
                    .isEqualTo(theirs.lines().toList());
            errors = expected.err();
        }
        compare(expected, out.toString(StandardCharsets.ISO_8859_1), errors, status);
    }

    static void compare(MessageCase expected, String out, String err, int status) {
        if (expected.comparesSets()) {
            assertThat(lines(err)).as("standard error").isEqualTo(lines(expected.err()));
        } else {
            assertThat(err).as("standard error").isEqualTo(expected.err());
        }
        assertThat(out).as("standard output").isEqualTo(expected.out());
        assertThat(status).as("exit code").isEqualTo(expected.status());
    }

    private static TreeSet<String> lines(String text) {
        return new TreeSet<>(text.lines().toList());
    }
}
