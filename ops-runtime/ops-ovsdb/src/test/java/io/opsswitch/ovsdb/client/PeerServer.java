/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Open vSwitch's server on files and sockets in a folder of its own. */
final class PeerServer implements AutoCloseable {

    private final Path folder;
    private final String name;
    private Process process;

    PeerServer(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Skip the test where programs are missing, or fail it where CI=true. */
    static void require(String... programs) {
        for (String program : programs) {
            boolean found = false;
            for (String each : (System.getenv("PATH") + ":/usr/sbin").split(File.pathSeparator)) {
                found |= Files.isExecutable(Path.of(each, program));
            }
            if (!found) {
                String reason = program + " is not installed";
                if ("true".equals(System.getenv("CI"))) {
                    fail(reason + ", and CI=true forbids to skip this test");
                }
                abort(reason);
            }
        }
    }

    /** Run a program in the folder and return what it prints. */
    static String run(Path folder, String... command) throws Exception {
        Process run = start(folder, List.of(command), folder.resolve("output"));
        if (!run.waitFor(30, TimeUnit.SECONDS) || run.exitValue() != 0) {
            run.destroyForcibly();
            fail(String.join(" ", command) + ": " + Files.readString(folder.resolve("output")));
        }
        return Files.readString(folder.resolve("output"));
    }

    private static Process start(Path folder, List<String> command, Path output) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().merge("PATH", ":/usr/sbin", String::concat);
        builder.environment().put("OVS_RUNDIR", folder.toString());
        builder.environment().put("OVS_LOGDIR", folder.toString());
        return builder.start();
    }

    Path socket() {
        return folder.resolve(name + ".sock");
    }

    String remote() {
        return "unix:" + socket();
    }

    void start() throws Exception {
        Files.deleteIfExists(socket());
        process = start(
                folder,
                new ArrayList<>(List.of(
                        "ovsdb-server",
                        "--no-chdir",
                        "--remote=punix:" + name + ".sock",
                        "--unixctl=" + folder.resolve(name + ".ctl"),
                        "--pidfile=" + name + ".pid",
                        name + ".db")),
                folder.resolve(name + ".out"));
        await().until(() -> Files.exists(socket()) || !process.isAlive());
        if (!process.isAlive()) {
            fail(Files.readString(folder.resolve(name + ".out")));
        }
    }

    /** Tell the server something. */
    String control(String... words) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("ovs-appctl", "-t", folder.resolve(name + ".ctl").toString()));
        command.addAll(List.of(words));
        return run(folder, command.toArray(String[]::new));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    void kill() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws Exception {
        if (process != null) {
            kill();
        }
    }
}
