/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.openflow.field.Field;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Runs Debian's ovs-ofctl as a filter: its hidden commands read and write all that OpenFlow has. */
public final class OfctlPeer {

    private static final Path PROGRAM = Path.of("/usr/bin/ovs-ofctl");

    private OfctlPeer() {}

    /** Skip the test, with a reason, if the program is missing; fail where all have to be there. */
    public static void require() {
        if (!Files.isExecutable(PROGRAM)) {
            assertThat(System.getenv("CI")).as(PROGRAM + " is missing").isNotEqualTo("true");
            System.out.println("skipped: " + PROGRAM + " is missing");
            Assumptions.abort(PROGRAM + " is missing");
        }
    }

    /** Run a command with input; return what it writes to both outputs. */
    public static List<String> run(List<String> arguments, String input) {
        try {
            Path in = Files.createTempFile("ofctl", ".in");
            Path out = Files.createTempFile("ofctl", ".out");
            try {
                Files.writeString(in, input);
                List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-voff"));
                command.addAll(arguments);
                Process process = new ProcessBuilder(command)
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectErrorStream(true)
                        .start();
                if (!process.waitFor(30, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                    throw new AssertionError(command + " does not end");
                }
                return Files.readAllLines(out, StandardCharsets.UTF_8);
            } finally {
                Files.delete(in);
                Files.delete(out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** Return whether the peer, which has 16 registers, knows a field. */
    public static boolean knows(Field field) {
        return !field.name().matches("reg(1[6-9]|[23]\\d)|xreg([89]|1\\d)|xxreg[4-7]");
    }
}
