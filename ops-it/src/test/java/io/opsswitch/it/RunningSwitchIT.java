/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The running image, driven with Debian's own programs; every ovs-vsctl here waits for vswitchd. */
class RunningSwitchIT {

    private static RunningImage image;

    @BeforeAll
    static void startImage() throws IOException {
        Peers.require("ovs-vsctl", "ovsdb-client", "ovsdb-tool", "ovs-appctl");
        image = new RunningImage(RunningImage.image("genericx86-64")).start();
    }

    @AfterAll
    static void stopImage() throws IOException {
        if (image != null) {
            image.close();
        }
    }

    @Test
    void addsConfiguresShowsAndDeletesBridgesAndPorts() {
        image.vsctl("add-br", "br-life").quietly();
        image.vsctl("add-port", "br-life", "life0", "--", "set", "Interface", "life0", "type=dummy")
                .quietly();
        image.vsctl("set", "Port", "life0", "tag=10").quietly();
        assertThat(image.vsctl("show").quietly())
                .contains("Bridge br-life", "Port life0", "tag: 10", "type: dummy", "ovs_version:");
        assertThat(image.vsctl("get", "Interface", "life0", "ofport").quietly().strip())
                .matches("[1-9][0-9]*");
        assertThat(image.vsctl("get", "Interface", "br-life", "mac_in_use").quietly())
                .matches("\"([0-9a-f]{2}:){5}[0-9a-f]{2}\"\n");
        // "list" asks for every column that the client knows, and says which ones features would bring.
        Shell.Result list = image.vsctl("list", "interface", "life0");
        assertThat(list.exitCode()).isZero();
        assertThat(list.out()).contains("link_state", "admin_state", "statistics");
        assertThat(list.err().lines()).allMatch(line -> line.contains("lacks") && line.contains("column"));
        assertThat(image.vsctl("list-ports", "br-life").quietly()).isEqualTo("life0\n");
        image.vsctl("del-port", "br-life", "life0").quietly();
        image.vsctl("del-br", "br-life").quietly();
        assertThat(image.vsctl("list-br").quietly()).doesNotContain("br-life");
    }

    @Test
    void tellsClientsWhatItCanDo() {
        assertThat(image.vsctl("get", "Open_vSwitch", ".", "iface_types").quietly())
                .contains("internal", "patch", "system", "tap");
        assertThat(image.vsctl("get", "Open_vSwitch", ".", "datapath_types").quietly())
                .contains("netdev");
    }

    @Test
    void reportsAMissingInterfaceAndSurvives() {
        image.vsctl("add-br", "br-miss").quietly();
        Shell.Result result = image.vsctl("add-port", "br-miss", "nosuchdev0");
        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("Error detected while setting up 'nosuchdev0'");
        assertThat(image.vsctl("get", "Interface", "nosuchdev0", "error").quietly())
                .contains("nosuchdev0", "No such device");
        assertThat(image.vsctl("get", "Interface", "nosuchdev0", "ofport")
                        .quietly()
                        .strip())
                .isEqualTo("-1");
        image.vsctl("add-port", "br-miss", "well0", "--", "set", "Interface", "well0", "type=dummy")
                .quietly();
        image.vsctl("del-br", "br-miss").quietly();
    }

    @Test
    void servesDebiansDatabaseClient() throws IOException {
        assertThat(image.peer("ovsdb-client", "list-dbs", image.remote()).quietly())
                .contains("Open_vSwitch");
        assertThat(image.peer("ovsdb-client", "dump", image.remote(), "Open_vSwitch")
                        .quietly())
                .contains("Open_vSwitch table", "Bridge table");
        // The row that is there first shows when the monitor listens.
        image.vsctl("add-br", "br-first").quietly();
        Path output = Files.createTempFile("ops-it", ".monitor");
        Process monitor = new ProcessBuilder(
                        "ovsdb-client", "monitor", image.remote(), "Open_vSwitch", "Bridge", "name")
                .redirectOutput(output.toFile())
                .redirectErrorStream(true)
                .start();
        try {
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Files.readString(output)).contains("initial", "br-first"));
            image.vsctl("add-br", "br-seen").quietly();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Files.readString(output)).contains("insert", "br-seen"));
            image.vsctl("del-br", "br-seen").quietly();
            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(Files.readString(output)).contains("delete"));
            image.vsctl("del-br", "br-first").quietly();
        } finally {
            monitor.destroy();
            Files.delete(output);
        }
    }

    @Test
    void writesAFileThatDebiansDatabaseToolReads() {
        image.vsctl("add-br", "br-file").quietly();
        String query =
                "[\"Open_vSwitch\",{\"op\":\"select\",\"table\":\"Bridge\",\"where\":[],\"columns\":[\"name\"]}]";
        assertThat(image.peer("ovsdb-tool", "query", image.database().toString(), query)
                        .quietly())
                .contains("br-file");
        image.vsctl("del-br", "br-file").quietly();
    }

    @Test
    void answersDebiansAppctl() {
        assertThat(image.peer("ovs-appctl", "-t", "ovs-vswitchd", "version").quietly())
                .isNotBlank();
        assertThat(image.peer("ovs-appctl", "-t", "ovsdb-server", "ovsdb-server/list-dbs")
                        .quietly())
                .contains("Open_vSwitch");
    }

    @Test
    void bringsAnAppctlThatAnswersAsDebiansDoes() {
        for (String command : new String[] {"list-commands", "version", "fdb/show"}) {
            Shell.Result ours = image.program("ovs-appctl", command, "br-none");
            Shell.Result debians = image.peer("ovs-appctl", command, "br-none");
            assertThat(ours.out()).isEqualTo(debians.out());
            assertThat(ours.err()).isEqualTo(debians.err());
            assertThat(ours.exitCode()).isEqualTo(debians.exitCode());
        }
        assertThat(image.program("ovs-appctl", "-t", "ovsdb-server", "ovsdb-server/list-dbs")
                        .quietly())
                .contains("Open_vSwitch");
    }

    @Test
    void saysThatItRunsAndRefusesASecondServerOnTheSameDatabase() {
        assertThat(image.ops("status").quietly())
                .contains("ovsdb-server is running with pid", "ovs-vswitchd is running with pid");
        assertThat(image.ops("version").quietly()).contains("platform genericx86-64");
        Shell.Result second = image.program(
                "ovsdb-server", image.database().toString(), "--remote=punix:" + image.database() + ".second");
        assertOneClearLine(second, "lock");
    }

    @Test
    void saysThatAPortIsInUseAndServesTheRest() throws IOException {
        Path folder = Files.createTempDirectory("ops-it");
        String database = folder.resolve("other.db").toString();
        image.program("ovsdb-tool", "create", database, schema()).quietly();
        try (java.net.ServerSocket taken = new java.net.ServerSocket(0, 1, java.net.InetAddress.getLoopbackAddress())) {
            image.program(
                            "ovsdb-server",
                            database,
                            "--remote=ptcp:" + taken.getLocalPort() + ":127.0.0.1",
                            "--remote=punix:" + database + ".sock",
                            "--pidfile=" + database + ".pid",
                            "--log-file=" + database + ".log",
                            "--unixctl=" + database + ".ctl",
                            "--detach",
                            "-vconsole:off")
                    .quietly();
            assertThat(Path.of(database + ".log")).content().contains("listen failed: Address already in use");
            assertThat(image.peer("ovsdb-client", "list-dbs", "unix:" + database + ".sock")
                            .quietly())
                    .contains("Open_vSwitch");
        } finally {
            image.peer("ovs-appctl", "-t", database + ".ctl", "exit").quietly();
        }
    }

    @Test
    void refusesACorruptDatabaseWithOneLine() throws IOException {
        Path database = Files.createTempFile("ops-it", ".db");
        Files.writeString(database, "this is no database\n");
        Shell.Result result =
                image.program("ovsdb-server", database.toString(), "--remote=punix:" + database + ".sock");
        assertOneClearLine(result, database.toString());
        assertThat(database).hasContent("this is no database");
    }

    @Test
    void servesAFileThatDebiansDatabaseToolMade() throws IOException {
        Path database = Files.createTempDirectory("ops-it").resolve("debian.db");
        image.peer("ovsdb-tool", "create", database.toString(), schema()).quietly();
        String remote = "unix:" + database + ".sock";
        Path pidfile = database.resolveSibling("debian.pid");
        image.program(
                        "ovsdb-server",
                        database.toString(),
                        "--remote=p" + remote,
                        "--pidfile=" + pidfile,
                        "--detach",
                        "-vconsole:off",
                        "--unixctl=" + database + ".ctl")
                .quietly();
        try {
            image.peer("ovs-vsctl", "--no-wait", "--db=" + remote, "add-br", "br0")
                    .quietly();
            assertThat(image.peer("ovs-vsctl", "--no-wait", "--db=" + remote, "list-br")
                            .quietly())
                    .isEqualTo("br0\n");
        } finally {
            image.peer("ovs-appctl", "-t", database + ".ctl", "exit").quietly();
        }
    }

    private static String schema() {
        return RunningImage.image("genericx86-64")
                .resolve("share/openvswitch/vswitch.ovsschema")
                .toString();
    }

    private static void assertOneClearLine(Shell.Result result, String text) {
        assertThat(result.exitCode()).as(result.toString()).isNotZero();
        List<String> lines =
                result.err().lines().filter(line -> !line.isBlank()).toList();
        assertThat(lines).as(result.toString()).hasSize(1);
        assertThat(lines.get(0)).contains(text);
        assertThat(result.err().getBytes(StandardCharsets.UTF_8).length).isLessThan(1000);
    }
}
