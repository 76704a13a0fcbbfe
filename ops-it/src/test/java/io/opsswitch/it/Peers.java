/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Asks for programs and rights that a test needs: without them it is skipped, or fails where CI=true. */
final class Peers {

    private Peers() {}

    /** Require programs on the PATH. */
    static void require(String... programs) {
        for (String program : programs) {
            boolean found = false;
            for (String folder : System.getenv("PATH").split(File.pathSeparator)) {
                found |= Files.isExecutable(Path.of(folder, program));
            }
            if (!found) {
                missing(program + " is not installed");
            }
        }
    }

    /** Require the right and the programs to make network namespaces. */
    static void requireNamespaces() {
        require("ip", "ping");
        String probe = "opsprobe" + ProcessHandle.current().pid();
        Shell.Result made = Shell.run(Map.of(), "ip", "netns", "add", probe);
        if (made.exitCode() != 0) {
            missing("network namespaces cannot be made: " + made.err().strip());
        }
        Shell.run(Map.of(), "ip", "netns", "del", probe);
    }

    /** Give up on a test: skip it with this reason, or fail it where CI=true. */
    static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what + ", and CI=true forbids to skip this test");
        }
        abort(what);
    }
}
