/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.vswitchd.testing.Namespaces;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * The programs of this build in a folder, as an image has them: launchers, jars, and a configuration. Its datapath is {@link
 * BridgedDatapathProvider} alone. Used by one thread; closing it kills what runs.
 */
final class ProgramsImage implements AutoCloseable {
    private final Path home;
    private final Path run;
    private final String javaOptions;
    private final List<Process> processes = new ArrayList<>();

    ProgramsImage(Path folder, String javaOptions) throws IOException {
        this.home = Files.createDirectories(folder.resolve("image"));
        this.run = Files.createDirectories(folder.resolve("run"));
        this.javaOptions = javaOptions;
        addJars(Files.createDirectories(home.resolve("lib")));
        Path configuration = Files.createDirectories(home.resolve("share/ops")).resolve(".ops-config");
        Files.writeString(configuration, "OPS_CONFIG_" + BridgedDatapathProvider.SYMBOL + "=y\n");
    }

    private static void addJars(Path lib) throws IOException {
        int number = 0;
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry);
            if (Files.isDirectory(path)) {
                jar(path, lib.resolve("ops-" + number++ + ".jar"));
            } else if (path.getFileName().toString().matches("(ops|jackson-core|netty)-.*[.]jar")) {
                Files.copy(path, lib.resolve(path.getFileName()));
            }
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(lib.resolve("ops-bridged.jar")))) {
            out.putNextEntry(new JarEntry("META-INF/services/io.opsswitch.datapath.DatapathProvider"));
            out.write(BridgedDatapathProvider.class.getName().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void jar(Path classes, Path target) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(target));
                Stream<Path> all = Files.walk(classes)) {
            out.setLevel(0);
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                out.putNextEntry(new JarEntry(classes.relativize(file).toString()));
                Files.copy(file, out);
            }
        }
    }

    /** Return a file of the folder with sockets, databases and logs. */
    Path run(String name) {
        return run.resolve(name);
    }

    /** Start a program of the image, which is to run until it is told to end. */
    Process start(String program, String... arguments) throws IOException {
        Path launcher = Files.createDirectories(home.resolve("bin")).resolve(program);
        if (!Files.exists(launcher)) {
            String resource = "/META-INF/ops/image/bin/" + program;
            try (InputStream in = Objects.requireNonNull(ProgramsImage.class.getResourceAsStream(resource), resource);
                    OutputStream out = Files.newOutputStream(launcher)) {
                in.transferTo(out);
            }
            if (!launcher.toFile().setExecutable(true)) {
                throw new IOException(launcher + " cannot be made executable");
            }
        }
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.redirectOutput(run(program + ".out").toFile());
        Map<String, String> environment = builder.environment();
        for (String folder : List.of("OVS_RUNDIR", "OVS_LOGDIR", "OVS_DBDIR", "OVS_SYSCONFDIR")) {
            environment.put(folder, run.toString());
        }
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("OPS_CACHE_DIR", "none");
        environment.put("OPS_JAVA_OPTS", javaOptions);
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    /** Run Open vSwitch's ovs-vsctl on the database. */
    Namespaces.Result vsctl(String... words) {
        List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--timeout=60", "--db=unix:" + run("db.sock")));
        command.addAll(List.of(words));
        return Namespaces.execute(command.toArray(String[]::new));
    }

    /** Tell a program to end by its control socket, and wait until it has. */
    void exit(Process process, Path control) throws InterruptedException {
        Namespaces.run("ovs-appctl", "-t", control.toString(), "exit");
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError(control + ": the program did not end within a minute");
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }
}
