/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.vswitchd.testing.Namespaces;
import io.opsswitch.vswitchd.testing.Namespaces.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The services of an image in a folder, as a service program runs them. Used by one thread; closing it kills what runs. */
final class TestServices implements AutoCloseable {

    static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final List<Process> processes = new ArrayList<>();
    private final Path folder;
    private final Path data;
    private final Path schema;

    TestServices(Path folder) throws IOException {
        Namespaces.requirePeer("ovs-vsctl", Namespaces.isInstalled("ovs-vsctl"));
        this.folder = folder;
        data = folder.resolve("data");
        schema = Files.createDirectories(folder.resolve("home/share/openvswitch"))
                .resolve("vswitch.ovsschema");
        Files.copy(SCHEMA, schema);
    }

    /** Return the folder of databases and sockets. */
    Path data() {
        return data;
    }

    /** Give the image a configuration with this feature alone. */
    void enable(String symbol) throws IOException {
        Path configuration =
                Files.createDirectories(folder.resolve("home/share/ops")).resolve(".ops-config");
        Files.writeString(configuration, "OPS_CONFIG_" + symbol + "=y\n");
    }

    /** Return the schema of the image, which a test may change. */
    Path schema() {
        return schema;
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
    }

    ProcessBuilder java(String name, String... words) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Dops.home=" + folder.resolve("home"),
                "-Dops.data=" + data,
                "-Dops.program=" + name,
                "-Dio.netty.machineId=00:00:00:00:00:00:00:01",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Start a service with the arguments that its description has. */
    Process start(String name, String... more) throws Exception {
        ServiceDescription service = ServiceDescription.read(
                Path.of("target/classes/META-INF/ops/image/windows/services", name + ".json"),
                folder.resolve("home").toString(),
                data.toString());
        List<String> words = new ArrayList<>(List.of(ProcrunStandIn.class.getName(), service.mainClass()));
        words.addAll(service.arguments());
        words.addAll(List.of(more));
        Process process = java(name, words.toArray(String[]::new))
                .redirectOutput(output(processes.size() + 1).toFile())
                .start();
        processes.add(process);
        return process;
    }

    Path output(int run) {
        return folder.resolve("output" + run);
    }

    Process startServer() throws Exception {
        Process server = start("ovsdb-server");
        await().atMost(LIMIT).until(() -> vsctl("--no-wait", "init").status() == 0);
        return server;
    }

    Result vsctl(String... words) {
        List<String> command =
                new ArrayList<>(List.of("ovs-vsctl", "--timeout=50", "--db=unix:" + data.resolve("db.sock")));
        command.addAll(List.of(words));
        return Namespaces.execute(command.toArray(String[]::new));
    }

    /** Stop a service as Windows does; all of it has to end then. */
    void stop(Process service) throws Exception {
        service.outputWriter().append("stop\n").flush();
        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isZero();
    }
}
