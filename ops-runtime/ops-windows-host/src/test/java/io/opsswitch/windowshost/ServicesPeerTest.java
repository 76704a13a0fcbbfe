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
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The services as a service program runs them, with Open vSwitch's ovs-vsctl and ovs-appctl as their clients. */
@Timeout(120)
class ServicesPeerTest {

    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final List<Process> processes = new ArrayList<>();
    private Path data;
    private Path schema;
    private int started;

    @BeforeEach
    void prepare() throws Exception {
        Namespaces.requirePeer("ovs-vsctl", Namespaces.isInstalled("ovs-vsctl"));
        data = folder.resolve("data");
        schema = Files.createDirectories(folder.resolve("home/share/openvswitch"))
                .resolve("vswitch.ovsschema");
        Files.copy(SCHEMA, schema);
    }

    @AfterEach
    void end() {
        processes.forEach(Process::destroyForcibly);
    }

    private ProcessBuilder java(String name, String... words) {
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
    private Process start(String name, String... more) throws Exception {
        ServiceDescription service = ServiceDescription.read(
                Path.of("target/classes/META-INF/ops/image/windows/services", name + ".json"),
                folder.resolve("home").toString(),
                data.toString());
        List<String> words = new ArrayList<>(List.of(ProcrunStandIn.class.getName(), service.mainClass()));
        words.addAll(service.arguments());
        words.addAll(List.of(more));
        Process process = java(name, words.toArray(String[]::new))
                .redirectOutput(output(++started).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private Path output(int run) {
        return folder.resolve("output" + run);
    }

    private Process startServer() throws Exception {
        Process server = start("ovsdb-server");
        await().atMost(LIMIT).until(() -> vsctl("--no-wait", "init").status() == 0);
        return server;
    }

    private Result vsctl(String... words) {
        List<String> command =
                new ArrayList<>(List.of("ovs-vsctl", "--timeout=50", "--db=unix:" + data.resolve("db.sock")));
        command.addAll(List.of(words));
        return Namespaces.execute(command.toArray(String[]::new));
    }

    /** Stop a service as Windows does; all of it has to end then. */
    private void stop(Process service) throws Exception {
        service.outputWriter().append("stop\n").flush();
        assertThat(service.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(service.exitValue()).isZero();
    }

    @Test
    void theServerMakesItsDatabaseAnswersAndKeepsWhatItWasTold() throws Exception {
        Process server = startServer();
        assertThat(output(1)).content().contains("Created an empty database, " + data.resolve("conf.db") + ".");
        assertThat(vsctl("--no-wait", "add-br", "br0").output()).isEmpty();
        assertThat(Namespaces.run(
                        "ovs-appctl", "-t", data.resolve("ovsdb-server.ctl").toString(), "version"))
                .startsWith("ovsdb-server");
        stop(server);
        assertThat(output(1)).content().contains("stop returned", "main returned");
        assertThat(data.resolve("db.sock")).doesNotExist();
        assertThat(data.resolve("ovsdb-server.ctl")).doesNotExist();
        assertThat(data.resolve("logs/ovsdb-server.log")).content().contains("ovsdb_server|INFO|");

        Process again = startServer();
        assertThat(vsctl("list-br").output()).isEqualTo("br0\n");
        assertThat(output(2)).content().doesNotContain("Created");
        stop(again);
    }

    @Test
    void aServerThatWasKilledComesBackWithAllThatWasAnswered() throws Exception {
        Process server = startServer();
        assertThat(vsctl("--no-wait", "add-br", "br0").status()).isZero();
        server.destroyForcibly();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(data.resolve("db.sock")).exists(); // in its way
        Process again = startServer();
        assertThat(vsctl("list-br").output()).isEqualTo("br0\n");
        stop(again);
    }

    @Test
    void theDatabaseOfAnotherImageIsConvertedAndKept() throws Exception {
        String whole = Files.readString(SCHEMA);
        Files.writeString(schema, without(whole));
        Process old = startServer();
        assertThat(columnsOfBridge()).doesNotContain("auto_attach");
        stop(old);
        Files.writeString(schema, whole);
        Process server = startServer();
        assertThat(output(2)).content().contains("Converted " + data.resolve("conf.db") + " from schema Open_vSwitch");
        assertThat(columnsOfBridge()).contains("auto_attach");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("conf.db.backup")))
                    .hasSize(1);
        }
        stop(server);
    }

    private String columnsOfBridge() {
        return Namespaces.run(
                "ovsdb-client", "list-columns", "unix:" + data.resolve("db.sock"), "Open_vSwitch", "Bridge");
    }

    /** Return the schema of an image whose bridges have no column auto_attach. */
    private static String without(String whole) {
        return whole.replaceFirst("\"cksum\": *\"\\d+ ", "\"cksum\": \"1 ")
                .replaceFirst("(?s),\\s*\"auto_attach\": \\{.*?\"max\": 1\\}\\}", "");
    }

    @Test
    void aServerThatWouldLoseDataEndsWithTheReasonAndChangesNothing() throws Exception {
        Process server = startServer();
        assertThat(vsctl("--no-wait", "add-br", "br0", "--", "add-aa-mapping", "br0", "1", "2")
                        .status())
                .isZero();
        stop(server);
        byte[] before = Files.readAllBytes(data.resolve("conf.db"));
        Files.writeString(schema, without(Files.readString(SCHEMA)));
        Process other = start("ovsdb-server");
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isEqualTo(1);
        assertThat(output(2)).content().contains("would drop data that is not default", "Nothing was changed");
        assertThat(data.resolve("conf.db")).hasBinaryContent(before);
    }

    @Test
    void anImageWithoutSchemasSaysSo() throws Exception {
        Files.delete(schema);
        Process server = start("ovsdb-server");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(1);
        assertThat(output(1)).content().contains("the image is not complete; perhaps you should install it again");
    }

    @Test
    void aServerThatIsToldToExitEndsTheProcessInOrder() throws Exception {
        Process server = startServer();
        Namespaces.run("ovs-appctl", "-t", data.resolve("ovsdb-server.ctl").toString(), "exit");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        // A return would leave the service program waiting for a stop that nobody asks for.
        assertThat(output(1)).content().doesNotContain("main returned");
        assertThat(data.resolve("db.sock")).doesNotExist();
    }

    @Test
    void theSwitchWorksUntilItIsStopped() throws Exception {
        Process server = startServer();
        Process daemon = start("ovs-vswitchd", "--enable-dummy=override");
        assertThat(vsctl("add-br", "br0", "--", "set", "bridge", "br0", "datapath_type=dummy")
                        .output())
                .isEmpty();
        assertThat(Namespaces.run(
                        "ovs-appctl", "-t", data.resolve("ovs-vswitchd.ctl").toString(), "dpif/show"))
                .contains("br0 65534/");
        stop(daemon);
        assertThat(data.resolve("ovs-vswitchd.ctl")).doesNotExist();
        stop(server);
    }

    @Test
    void aSwitchThatFindsNoDatabaseCanBeStopped() throws Exception {
        Process daemon = start("ovs-vswitchd");
        await().atMost(LIMIT).until(() -> Files.exists(data.resolve("ovs-vswitchd.ctl")));
        stop(daemon);
    }

    @Test
    void managersAreSetWithoutOvsVsctl() throws Exception {
        Process server = start("ovsdb-server");
        await().atMost(LIMIT).until(() -> Files.exists(data.resolve("db.sock")));
        assertThat(setManagers("ptcp:0:127.0.0.1", "tcp:127.0.0.1:1")).contains("\"count\":1");
        assertThat(vsctl("get-manager").output()).isEqualTo("ptcp:0:127.0.0.1\ntcp:127.0.0.1:1\n");
        assertThat(setManagers()).contains("\"count\":1");
        assertThat(vsctl("get-manager").output()).isEmpty();
        stop(server);
    }

    @Test
    void aDatabaseWithoutASwitchTakesNoManagers() throws Exception {
        Files.createDirectories(data);
        Namespaces.run("ovsdb-tool", "create", data.resolve("conf.db").toString(), schema.toString());
        Process server = start("ovsdb-server");
        await().atMost(LIMIT).until(() -> Files.exists(data.resolve("db.sock")));
        assertThat(setManagers("ptcp:0:127.0.0.1")).contains("\"count\":0");
        stop(server);
    }

    private String setManagers(String... targets) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Managers.class.getName(), "unix:" + data.resolve("db.sock")));
        words.addAll(List.of(targets));
        Process client = java("ops", words.toArray(String[]::new)).start();
        String answer = new String(client.getInputStream().readAllBytes());
        assertThat(client.waitFor()).as(answer).isZero();
        return answer;
    }
}
