/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Our programs and Open vSwitch's for one test. Commands run with Open vSwitch's folders set to one of the test, so that
 * no peer touches the system's own.
 */
final class TestImage {

    /** The resource of those who log in the test's own process, which has one log. */
    static final String LOG = "log";

    record Result(int status, String out, String err) {}

    private static final String SERVER = "ovsdb-server";

    private final Path run;
    private String javaOptions = "";

    TestImage(Path folder) throws IOException {
        run = Files.createDirectories(folder.resolve("run"));
    }

    Path run() {
        return run;
    }

    Path bin(String program) throws Exception {
        return SharedImage.bin(program);
    }

    Path schema() {
        return Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    }

    /** Set options for the JVMs of programs that are started from here on. */
    void javaOptions(String options) {
        javaOptions = options;
    }

    ProcessBuilder builder(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command);
        Map<String, String> environment = builder.environment();
        for (String name : new String[] {"OVS_RUNDIR", "OVS_LOGDIR", "OVS_DBDIR", "OVS_SYSCONFDIR"}) {
            environment.put(name, run.toString());
        }
        environment.put("OPS_JAVA_OPTS", javaOptions);
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("OPS_CACHE_DIR", SharedImage.CACHE.toString());
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

    /** Start our ovsdb-server in the background, with a log and a pidfile; it is to be stopped by {@link #stop}. */
    Result startServer(String... more) throws Exception {
        List<String> args =
                new ArrayList<>(List.of("--pidfile", "--detach", "--no-chdir", "--log-file", "-vconsole:off"));
        args.addAll(List.of(more));
        return program(SERVER, args.toArray(String[]::new));
    }

    /** Run a control command of the server, and return all that is printed. */
    String control(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("ovs-appctl", "-t", SERVER));
        command.addAll(List.of(args));
        Result result = run(command.toArray(String[]::new));
        return result.out() + result.err();
    }

    /** Return what the server has logged. */
    String serverLog() throws IOException {
        return Files.readString(run.resolve(SERVER + ".log"));
    }

    /** Return the process that a pidfile in the run folder names. */
    long pid(String name) throws IOException {
        return Long.parseLong(Files.readString(run.resolve(name + ".pid")).strip());
    }

    /** Stop all daemons that have a pidfile in the run folder, and wait for their end. */
    void stop() throws Exception {
        List<Path> pidfiles;
        try (Stream<Path> all = Files.list(run)) {
            pidfiles = all.filter(path -> path.toString().endsWith(".pid")).toList();
        }
        for (Path pidfile : pidfiles) {
            stop(pidfile.getFileName().toString().replace(".pid", ""));
        }
    }

    /** Stop the daemon NAME, whose control socket is NAME.ctl in the run folder, or the usual one. */
    void stop(String name) throws Exception {
        long pid = pid(name);
        Path control = run.resolve(name + ".ctl");
        run("ovs-appctl", "-t", Files.exists(control) ? control.toString() : name, "exit");
        await().pollInterval(Duration.ofMillis(20))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !isRunning(pid));
    }

    /** Return whether a process runs; one that only waits for its parent to take notice of its end does not. */
    static boolean isRunning(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.charAt(stat.lastIndexOf(')') + 2) != 'Z';
        } catch (IOException e) {
            return false; // it is gone altogether
        }
    }

    /** Skip the test if a peer is missing, with the reason; in CI that is a failure. */
    static void needs(String... programs) {
        for (String program : programs) {
            boolean there = false;
            for (String folder : (System.getenv("PATH") + ":/usr/sbin").split(":")) {
                there |= Files.isExecutable(Path.of(folder, program));
            }
            requires(there, "the peer program " + program + " is not installed (Debian: openvswitch-switch)");
        }
    }

    /** Skip the test if something is missing, with the reason; in CI that is a failure. */
    static void requires(boolean there, String reason) {
        if (!there) {
            Assertions.assertNotEquals("true", System.getenv("CI"), reason);
            System.out.println("skipped: " + reason);
            Assumptions.abort(reason);
        }
    }
}
