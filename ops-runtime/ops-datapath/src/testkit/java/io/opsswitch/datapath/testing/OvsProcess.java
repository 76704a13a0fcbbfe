/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Open vSwitch's own switch with dummy devices, in a network namespace of its own that ends with it. */
public final class OvsProcess implements AutoCloseable {

    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final int START_SECONDS = 20;

    private final Path folder;
    private final List<Process> processes = new ArrayList<>();

    /** What a program printed, both streams, and its exit status. */
    public record Result(int status, String output) {}

    /** Start the switch; its files are in the folder. */
    public OvsProcess(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        try {
            Path database = folder.resolve("conf.db");
            require("ovsdb-tool", "create", database.toString(), SCHEMA.toString());
            start("ovsdb-server", "--remote=punix:" + folder.resolve("db.sock"), database.toString());
            await(folder.resolve("db.sock"));
            require("ovs-vsctl", "--db=" + remote(), "--no-wait", "init");
            start(
                    "unshare",
                    "--net",
                    "ovs-vswitchd",
                    "--enable-dummy=override",
                    "--disable-system",
                    "--unixctl=" + control(),
                    remote());
            await(folder.resolve("control"));
        } catch (IOException | InterruptedException | RuntimeException | Error e) {
            close();
            throw e;
        }
    }

    /** Skip a test when programs are missing; in continuous integration that is a failure. */
    public static void requirePeers(String... programs) {
        String missing = "";
        for (String program : programs) {
            boolean isThere = false;
            for (String place : new String[] {"/usr/bin", "/usr/sbin", "/bin", "/sbin"}) {
                isThere |= Files.isExecutable(Path.of(place, program));
            }
            missing = isThere ? missing : program;
        }
        if (missing.isEmpty() && !System.getProperty("user.name").equals("root")) {
            missing = "the right to make network namespaces";
        }
        if (!missing.isEmpty()) {
            String reason = missing + " is missing, nothing to compare with";
            if ("true".equals(System.getenv("CI"))) {
                throw new AssertionError(reason);
            }
            System.out.println("skipped: " + reason);
            throw new TestAbortedException(reason);
        }
    }

    private String remote() {
        return "unix:" + folder.resolve("db.sock");
    }

    /** Return the socket of the running switch for control commands. */
    public Path control() {
        return folder.resolve("control");
    }

    /** Configure the switch. */
    public void vsctl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--db=" + remote(), "--timeout=20"));
        command.addAll(List.of(arguments));
        require(command.toArray(String[]::new));
    }

    /** Send a rule, a group or a meter to a bridge. */
    public void ofctl(String command, String bridge, String what) throws IOException, InterruptedException {
        require("ovs-ofctl", "-OOpenFlow15", command, "unix:" + folder.resolve(bridge + ".mgmt"), what);
    }

    /** Send a command to the running switch. */
    public Result appctl(String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("ovs-appctl", "-t", control().toString()));
        command.addAll(List.of(arguments));
        return run(command.toArray(String[]::new));
    }

    /** Run a program to its end. */
    public static Result run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        try (InputStream output = process.getInputStream()) {
            String text = new String(output.readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), text);
        }
    }

    private static void require(String... command) throws IOException, InterruptedException {
        Result result = run(command);
        if (result.status != 0) {
            throw new IllegalStateException(String.join(" ", command) + ": " + result.output);
        }
    }

    private void start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(folder.resolve("log" + processes.size()).toFile());
        builder.environment().put("OVS_RUNDIR", folder.toString());
        processes.add(builder.start());
    }

    private void await(Path socket) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(socket)) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "no " + socket + ": " + Files.readString(folder.resolve("log" + (processes.size() - 1))));
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            Process process = processes.get(i);
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            try {
                if (!process.waitFor(5, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
