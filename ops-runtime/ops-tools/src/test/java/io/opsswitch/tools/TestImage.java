/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * An image in a temporary folder: the launchers, and a jar that refers to the test's class path. Commands run with Open
 * vSwitch's folders set to it, so that no peer touches the system's own.
 */
final class TestImage {

    record Result(int status, String out, String err) {}

    private final Path home;
    private final Path run;

    TestImage(Path folder) throws IOException {
        home = Files.createDirectories(folder.resolve("image"));
        run = Files.createDirectories(folder.resolve("run"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        for (String program : new String[] {"ovsdb-server", "ovsdb-tool", "ovsdb-client", "ovs-appctl"}) {
            Path target = home.resolve("bin").resolve(program);
            Files.copy(Path.of("target/classes/META-INF/ops/image/bin", program), target);
            Assertions.assertTrue(target.toFile().setExecutable(true));
        }
        StringBuilder classPath = new StringBuilder();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            classPath.append(Path.of(entry).toUri()).append(' ');
        }
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath.toString());
        new JarOutputStream(Files.newOutputStream(home.resolve("lib/classes.jar")), manifest).close();
    }

    Path run() {
        return run;
    }

    Path bin(String program) {
        return home.resolve("bin").resolve(program);
    }

    Path schema() {
        return Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    }

    ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        for (String name : new String[] {"OVS_RUNDIR", "OVS_LOGDIR", "OVS_DBDIR", "OVS_SYSCONFDIR"}) {
            environment.put(name, run.toString());
        }
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("OPS_CACHE_DIR", "none"); // no work in the background for an image of a few seconds
        return builder;
    }

    Result run(String... command) throws Exception {
        Path out = Files.createTempFile(run, "out", "");
        Path err = Files.createTempFile(run, "err", "");
        Process process = builder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .redirectInput(new File("/dev/null"))
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("timed out: " + List.of(command));
        }
        Result result = new Result(
                process.exitValue(),
                Files.readString(out, StandardCharsets.UTF_8),
                Files.readString(err, StandardCharsets.UTF_8));
        Files.delete(out);
        Files.delete(err);
        return result;
    }

    /** Run a command that must succeed, and return its output. */
    String ok(String... command) throws Exception {
        Result result = run(command);
        Assertions.assertEquals(0, result.status, () -> List.of(command) + ": " + result);
        return result.out;
    }

    /** Run one of the image's own programs. */
    Result program(String program, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(bin(program).toString()));
        command.addAll(List.of(args));
        return run(command.toArray(String[]::new));
    }

    /** Skip the test if a peer is missing, with the reason; in CI that is a failure. */
    static void needs(String... programs) {
        for (String program : programs) {
            boolean there = false;
            for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":")) {
                there |= Files.isExecutable(Path.of(folder, program));
            }
            if (!there) {
                String reason = "the peer program " + program + " is not installed (Debian: openvswitch-switch)";
                Assertions.assertNotEquals("true", System.getenv("CI"), reason);
                System.out.println("skipped: " + reason);
                Assumptions.abort(reason);
            }
        }
    }
}
