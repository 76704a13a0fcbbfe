/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.vswitchd.testing.Namespaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    @TempDir
    Path folder;

    private TestServices services;
    private Path data;
    private Path schema;

    @BeforeEach
    void prepare() throws Exception {
        services = new TestServices(folder);
        data = services.data();
        schema = services.schema();
    }

    @AfterEach
    void end() {
        if (services != null) {
            services.close();
        }
    }

    @Test
    void theServerMakesItsDatabaseAnswersAndKeepsWhatItWasTold() throws Exception {
        Process server = services.startServer();
        assertThat(services.output(1))
                .content()
                .contains("Created an empty database, " + data.resolve("conf.db") + ".");
        assertThat(services.vsctl("--no-wait", "add-br", "br0").output()).isEmpty();
        assertThat(Namespaces.run(
                        "ovs-appctl", "-t", data.resolve("ovsdb-server.ctl").toString(), "version"))
                .startsWith("ovsdb-server");
        services.stop(server);
        assertThat(services.output(1)).content().contains("stop returned", "main returned");
        assertThat(data.resolve("db.sock")).doesNotExist();
        assertThat(data.resolve("ovsdb-server.ctl")).doesNotExist();
        assertThat(data.resolve("logs/ovsdb-server.log")).content().contains("ovsdb_server|INFO|");

        Process again = services.startServer();
        assertThat(services.vsctl("list-br").output()).isEqualTo("br0\n");
        assertThat(services.output(2)).content().doesNotContain("Created");
        services.stop(again);
    }

    @Test
    void aServerThatWasKilledComesBackWithAllThatWasAnswered() throws Exception {
        Process server = services.startServer();
        assertThat(services.vsctl("--no-wait", "add-br", "br0").status()).isZero();
        server.destroyForcibly();
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(data.resolve("db.sock")).exists(); // in its way
        Process again = services.startServer();
        assertThat(services.vsctl("list-br").output()).isEqualTo("br0\n");
        services.stop(again);
    }

    @Test
    void theDatabaseOfAnotherImageIsConvertedAndKept() throws Exception {
        String whole = Files.readString(TestServices.SCHEMA);
        Files.writeString(schema, without(whole));
        Process old = services.startServer();
        assertThat(columnsOfBridge()).doesNotContain("auto_attach");
        services.stop(old);
        Files.writeString(schema, whole);
        Process server = services.startServer();
        assertThat(services.output(2))
                .content()
                .contains("Converted " + data.resolve("conf.db") + " from schema Open_vSwitch");
        assertThat(columnsOfBridge()).contains("auto_attach");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("conf.db.backup")))
                    .hasSize(1);
        }
        services.stop(server);
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
        Process server = services.startServer();
        assertThat(services.vsctl("--no-wait", "add-br", "br0", "--", "add-aa-mapping", "br0", "1", "2")
                        .status())
                .isZero();
        services.stop(server);
        byte[] before = Files.readAllBytes(data.resolve("conf.db"));
        Files.writeString(schema, without(Files.readString(TestServices.SCHEMA)));
        Process other = services.start("ovsdb-server");
        assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(other.exitValue()).isEqualTo(1);
        assertThat(services.output(2)).content().contains("would drop data that is not default", "Nothing was changed");
        assertThat(data.resolve("conf.db")).hasBinaryContent(before);
    }

    @Test
    void anImageWithoutSchemasSaysSo() throws Exception {
        Files.delete(schema);
        Process server = services.start("ovsdb-server");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isEqualTo(1);
        assertThat(services.output(1))
                .content()
                .contains("the image is not complete; perhaps you should install it again");
    }

    @Test
    void aServerThatIsToldToExitEndsTheProcessInOrder() throws Exception {
        Process server = services.startServer();
        Namespaces.run("ovs-appctl", "-t", data.resolve("ovsdb-server.ctl").toString(), "exit");
        assertThat(server.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.exitValue()).isZero();
        // A return would leave the service program waiting for a stop that nobody asks for.
        assertThat(services.output(1)).content().doesNotContain("main returned");
        assertThat(data.resolve("db.sock")).doesNotExist();
    }

    @Test
    void theSwitchWorksUntilItIsStopped() throws Exception {
        Process server = services.startServer();
        Process daemon = services.start("ovs-vswitchd", "--enable-dummy=override");
        assertThat(services.vsctl("add-br", "br0", "--", "set", "bridge", "br0", "datapath_type=dummy")
                        .output())
                .isEmpty();
        assertThat(Namespaces.run(
                        "ovs-appctl", "-t", data.resolve("ovs-vswitchd.ctl").toString(), "dpif/show"))
                .contains("br0 65534/");
        services.stop(daemon);
        assertThat(data.resolve("ovs-vswitchd.ctl")).doesNotExist();
        services.stop(server);
    }

    @Test
    void aSwitchThatFindsNoDatabaseCanBeStopped() throws Exception {
        Process daemon = services.start("ovs-vswitchd");
        await().atMost(TestServices.LIMIT).until(() -> Files.exists(data.resolve("ovs-vswitchd.ctl")));
        services.stop(daemon);
    }

    @Test
    void managersAreSetWithoutOvsVsctl() throws Exception {
        Process server = services.start("ovsdb-server");
        await().atMost(TestServices.LIMIT).until(() -> Files.exists(data.resolve("db.sock")));
        assertThat(setManagers("ptcp:0:127.0.0.1", "tcp:127.0.0.1:1")).contains("\"count\":1");
        assertThat(services.vsctl("get-manager").output()).isEqualTo("ptcp:0:127.0.0.1\ntcp:127.0.0.1:1\n");
        assertThat(setManagers()).contains("\"count\":1");
        assertThat(services.vsctl("get-manager").output()).isEmpty();
        services.stop(server);
    }

    @Test
    void aDatabaseWithoutASwitchTakesNoManagers() throws Exception {
        Files.createDirectories(data);
        Namespaces.run("ovsdb-tool", "create", data.resolve("conf.db").toString(), schema.toString());
        Process server = services.start("ovsdb-server");
        await().atMost(TestServices.LIMIT).until(() -> Files.exists(data.resolve("db.sock")));
        assertThat(setManagers("ptcp:0:127.0.0.1")).contains("\"count\":0");
        services.stop(server);
    }

    private String setManagers(String... targets) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(Managers.class.getName(), "unix:" + data.resolve("db.sock")));
        words.addAll(List.of(targets));
        Process client = services.java("ops", words.toArray(String[]::new)).start();
        String answer = new String(client.getInputStream().readAllBytes());
        assertThat(client.waitFor()).as(answer).isZero();
        return answer;
    }
}
