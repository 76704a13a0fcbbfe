/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Follows the page "From an empty folder to your own switch" to the letter: a product from an archetype, built and running
 * for two platforms, and a feature from an archetype in it.
 */
class YourOwnSwitchIT {

    private static final int PATIENCE = 300; // seconds

    @TempDir
    Path folder;

    @Test
    void thePageIsTrue() throws IOException {
        Peers.requireNamespaces(); // the switch opens devices; those of this host are not for tests
        Peers.require("ovs-vsctl");
        Peers.require("ovsdb-client");
        RunningImage.image("as5712"); // without gcc there are no native libraries to put into an image
        Path programs = Files.createDirectory(folder.resolve("programs"));
        Path empty = Files.createDirectory(folder.resolve("empty"));
        mvn(programs);
        Map<String, String> environment = Map.of(
                "PATH", programs + ":" + System.getenv("PATH"),
                "MAVEN_OPTS", "-XX:TieredStopAtLevel=1",
                "LC_COLLATE", "C");
        List<Transcript.Step> steps = Transcript.read(Path.of(System.getProperty("ops.it.page")));
        assertThat(steps).hasSizeGreaterThan(20);
        Path product = empty.resolve("my-switch");
        Path where = empty;
        try {
            for (Transcript.Step step : steps) {
                if (step.command().equals("cd my-switch")) {
                    where = product;
                    continue;
                }
                String inside = step.command().endsWith("/ops start")
                        ? "unshare --net sh -c 'ip link set lo up; exec \"$@\"' - "
                        : "";
                Shell.Result result = Shell.run(
                        environment,
                        PATIENCE,
                        "sh",
                        "-c",
                        "cd '" + where + "' && " + inside + step.command() + " 2>&1");
                assertThat(result.exitCode()).as(result.toString()).isZero();
                // Maven resets colours also where there are none.
                assertThat(step.matches(result.out().replaceAll("\u001b\\[[0-9;]*m", "")))
                        .as("the page shows\n" + String.join("\n", step.output()) + "\nand this is\n" + result)
                        .isTrue();
            }
        } finally {
            Path ops = product.resolve("image/target/ops-lab/bin/ops");
            if (Files.exists(ops)) {
                Shell.run(environment, ops.toString(), "stop");
            }
        }
    }

    /** What people have in their settings, the test says on the command line: where the plugin of this build is. */
    private void mvn(Path programs) throws IOException {
        MavenProject settings = new MavenProject(folder, "");
        String command = "'" + String.join("' '", settings.options()) + "'";
        Path script = programs.resolve("mvn");
        Files.writeString(script, "#!/bin/sh\nexec " + command + " \"$@\"\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
