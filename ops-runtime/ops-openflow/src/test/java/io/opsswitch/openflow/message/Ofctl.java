/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** Debian's ovs-ofctl. */
final class Ofctl {

    private static final int SECONDS = 20;

    private Ofctl() {}

    /** Skip the test with a printed reason if there is none; fail instead where CI is set. */
    static void require() {
        for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
            if (new File(folder, "ovs-ofctl").canExecute()) {
                return;
            }
        }
        if ("true".equals(System.getenv("CI"))) {
            fail("ovs-ofctl is not installed");
        }
        System.out.println("SKIPPED: ovs-ofctl is not installed");
        Assumptions.abort("ovs-ofctl is not installed");
    }

    /** Return what it prints, on both streams. */
    static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ovs-ofctl"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                fail("%s did not end", command);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Return how it prints a message, without log lines. */
    static String print(ByteBuffer message) {
        return run("-voff", "ofp-print", HexFormat.of().formatHex(message.array()), "1");
    }
}
