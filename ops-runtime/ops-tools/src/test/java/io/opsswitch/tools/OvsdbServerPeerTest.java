/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our ovsdb-server and ovsdb-tool with Open vSwitch's own programs as the other side. */
@Timeout(240)
class OvsdbServerPeerTest {

    private static final String PIDFILE = "ovsdb-server.pid";

    @TempDir
    Path folder;

    private TestImage image;
    private String socket;
    private Path database;

    @BeforeEach
    void prepare() throws Exception {
        TestImage.needs("ovs-vsctl", "ovsdb-client", "ovsdb-tool", "ovs-appctl", "ovsdb-server");
        image = new TestImage(folder);
        socket = "unix:" + image.run().resolve("db.sock");
        database = image.run().resolve("conf.db");
    }

    @AfterEach
    void stop() throws Exception {
        if (image != null) {
            image.stop();
        }
    }

    private TestImage.Result start(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("--remote=p" + socket));
        args.addAll(List.of(more));
        return image.startServer(args.toArray(String[]::new));
    }

    private void create() throws Exception {
        assertThat(image.program(
                        "ovsdb-tool",
                        "create",
                        database.toString(),
                        image.schema().toString()))
                .isEqualTo(new TestImage.Result(0, "", ""));
    }

    private String vsctl(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("ovs-vsctl", "--db=" + socket, "--no-wait"));
        command.addAll(List.of(args));
        return image.ok(command.toArray(String[]::new));
    }

    @Test
    void becomesTheUserAndGroupThatAreAskedFor() throws Exception {
        TestImage.needs("setpriv");
        TestImage.requires(System.getProperty("user.name").equals("root"), "only root can become another user");
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        assertThat(start("--user=root:nogroup", database.toString()).err()).isEmpty();
        String group = Files.readAllLines(Path.of("/etc/group")).stream()
                .filter(line -> line.startsWith("nogroup:"))
                .map(line -> line.split(":")[2])
                .findFirst()
                .orElseThrow();
        assertThat(Files.readAllLines(Path.of("/proc/" + image.pid("ovsdb-server") + "/status")))
                .contains("Gid:\t" + String.join("\t", group, group, group, group), "Uid:\t0\t0\t0\t0");
        assertThat(image.ok("ovsdb-client", "list-dbs", socket)).contains("Open_vSwitch");

        TestImage.Result unknown = start("--user=nobody-at-all", database.toString());
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("ovsdb-server: --user: there is no user nobody-at-all\n");
    }

    @Test
    void behavesAsADaemonAndServesOpenVSwitchsClients() throws Exception {
        create();
        assertThat(start()).isEqualTo(new TestImage.Result(0, "", ""));
        Path pidfile = image.run().resolve(PIDFILE);
        assertThat(image.ok("ovs-appctl", "-t", "ovsdb-server", "version")).startsWith("ovsdb-server (ops) ");
        assertThat(image.ok("ovs-appctl", "-t", "ovsdb-server", "ovsdb-server/list-dbs"))
                .isEqualTo("Open_vSwitch\n_Server\n");
        assertThat(image.run("ovs-appctl", "-t", "ovsdb-server", "nonsense").err())
                .contains(
                        "\"nonsense\" is not a valid command (use \"list-commands\" to see a list of valid commands)");
        TestImage.Result second = image.program("ovsdb-server", "--pidfile", "--remote=punix:x");
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.err())
                .isEqualTo("ovsdb-server: " + pidfile + ": already running as pid "
                        + Files.readString(pidfile).strip() + ", aborting\n");

        vsctl("init");
        vsctl("add-br", "br0", "--", "add-port", "br0", "p1", "tag=5", "--", "set", "Interface", "p1", "type=internal");
        assertThat(vsctl("show")).contains("Bridge br0").contains("tag: 5").contains("type: internal");
        assertThat(vsctl("list-ports", "br0")).isEqualTo("p1\n");
        assertThat(image.ok("ovsdb-client", "list-dbs", socket)).isEqualTo("Open_vSwitch\n_Server\n");
        assertThat(image.ok("ovsdb-client", "dump", socket, "Open_vSwitch", "Port", "name", "tag"))
                .contains("p1   5");
        assertThat(image.ok(
                        "ovsdb-client",
                        "transact",
                        socket,
                        "[\"Open_vSwitch\",{\"op\":\"select\",\"table\":"
                                + "\"Bridge\",\"where\":[],\"columns\":[\"name\"]}]"))
                .isEqualTo("[{\"rows\":[{\"name\":\"br0\"}]}]\n");
        vsctl("del-port", "br0", "p1", "--", "del-br", "br0");
        assertThat(image.ok("ovsdb-client", "dump", socket, "Open_vSwitch", "Interface"))
                .doesNotContain("p1");
        assertThat(image.ok("ovsdb-tool", "show-log", "-m", database.toString()))
                .contains("add-br br0")
                .contains("delete row");
        image.ok("ovs-appctl", "-t", "ovsdb-server", "ovsdb-server/compact");
        assertThat(image.ok("ovsdb-tool", "show-log", database.toString())).contains("compacting database online");
        stop();
        assertThat(pidfile).doesNotExist();
        assertThat(image.run().resolve("db.sock")).doesNotExist();
        assertThat(image.serverLog()).doesNotContain("|WARN|", "|ERR|");
    }

    @Test
    void streamsUpdatesToOvsdbClient() throws Exception {
        create();
        start();
        vsctl("init", "--", "add-br", "br0");
        Process monitor = image.builder(
                        "ovsdb-client",
                        "-f",
                        "csv",
                        "--no-headings",
                        "monitor",
                        socket,
                        "Open_vSwitch",
                        "Bridge",
                        "name")
                .start();
        try (var out = monitor.inputReader()) {
            assertThat(out.readLine())
                    .contains("initial,\"\"\"br0\"\"\"".replace("\"\"\"", ""))
                    .contains("br0");
            vsctl("add-br", "br1");
            String line = out.readLine();
            while (!line.contains("br1")) {
                line = out.readLine();
            }
            assertThat(line).contains("insert");
        } finally {
            monitor.destroy();
            monitor.waitFor(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void readsWhatOpenVSwitchWroteAndIsReadByIt() throws Exception {
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        image.ok(
                "ovsdb-server",
                "--remote=p" + socket,
                "--pidfile",
                "--detach",
                "--no-chdir",
                "-vconsole:off",
                "--log-file=" + image.run().resolve("theirs.log"),
                database.toString());
        vsctl(
                "init",
                "--",
                "add-br",
                "theirs",
                "--",
                "set",
                "bridge",
                "theirs",
                "external_ids:a=1",
                "external_ids:b=2");
        vsctl("set", "bridge", "theirs", "external_ids:a=3", "--", "remove", "bridge", "theirs", "external_ids", "b");
        stop();
        start();
        assertThat(vsctl("get", "bridge", "theirs", "external_ids")).isEqualTo("{a=\"3\"}\n");
        vsctl("add-br", "ours", "--", "set", "bridge", "theirs", "external_ids:c=4");
        stop();
        String query = "[\"Open_vSwitch\",{\"op\":\"select\",\"table\":\"Bridge\",\"where\":[],"
                + "\"columns\":[\"external_ids\",\"name\"],\"sort\":[\"name\"]}]";
        String theirs = image.ok("ovsdb-tool", "query", database.toString(), query);
        assertThat(theirs).contains("\"ours\"").contains("[\"c\",\"4\"]");
        assertThat(image.program("ovsdb-tool", "query", database.toString(), query)
                        .out())
                .isEqualTo(theirs);
        assertThat(image.program("ovsdb-tool", "db-version", database.toString())
                        .out())
                .isEqualTo(image.ok("ovsdb-tool", "db-version", database.toString()));
        image.ok(
                "ovsdb-server",
                "--remote=p" + socket,
                "--pidfile",
                "--detach",
                "--no-chdir",
                "-vconsole:off",
                "--log-file=" + image.run().resolve("theirs.log"),
                database.toString());
        assertThat(vsctl("list-br")).isEqualTo("ours\ntheirs\n");
    }

    @Test
    void failsInOneLineWhenItCannotStart() throws Exception {
        TestImage.Result missing = start();
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err())
                .isEqualTo("ovsdb-server: I/O error: " + database + ": open failed (No such file or directory)\n");
        Files.writeString(database, "garbage");
        assertThat(start().err()).isEqualTo("ovsdb-server: ovsdb error: " + database + ": unexpected file format\n");
        Files.delete(database);
        create();
        try (ServerSocket busy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // It may be free later: like Open vSwitch's, the server starts, tells, and tries again.
            String remote = "ptcp:" + busy.getLocalPort() + ":127.0.0.1";
            assertThat(start("--remote=" + remote)).isEqualTo(new TestImage.Result(0, "", ""));
            assertThat(image.serverLog()).contains(remote + ": listen failed: Address already in use");
            image.ok("ovs-appctl", "-t", "ovsdb-server", "exit");
        }
        assertThat(image.program("ovsdb-server", "--nonsense"))
                .isEqualTo(new TestImage.Result(1, "", "ovsdb-server: unrecognized option '--nonsense'\n"));
        assertThat(image.run().resolve(PIDFILE)).doesNotExist();
    }

    @Test
    void losesNothingAcknowledgedWhenItIsKilled() throws Exception {
        create();
        Random random = new Random(1);
        int acknowledged = 0;
        for (int round = 0; round < 4; round++) {
            assertThat(start().status()).isZero();
            Path pidfile = image.run().resolve(PIDFILE);
            ProcessHandle server = ProcessHandle.of(
                            Long.parseLong(Files.readString(pidfile).strip()))
                    .orElseThrow();
            int stopAt = acknowledged + 20 + random.nextInt(200);
            acknowledged = load(acknowledged, stopAt, server);
            await().atMost(Duration.ofSeconds(30)).until(() -> !TestImage.isRunning(server.pid()));
            String names = image.ok(
                    "ovsdb-tool",
                    "query",
                    database.toString(),
                    "[\"Open_vSwitch\",{\"op\":\"select\",\"table\":\"SSL\",\"where\":[],\"columns\":[\"ca_cert\"]}]");
            // One row is changed over and over: its value is the number of the last transaction that is there.
            int found = names.contains("ca_cert")
                    ? Integer.parseInt(names.replaceAll(".*\"ca_cert\":\"(\\d+)\".*\\s*", "$1"))
                    : 0;
            assertThat(found).as("after round %d", round).isBetween(acknowledged, acknowledged + 64);
            acknowledged = found;
        }
    }

    /** Send durable transactions, many at once, and kill the server in their midst; returns the last acknowledged. */
    private int load(int from, int stopAt, ProcessHandle server) throws Exception {
        int sent = from;
        int acknowledged = from;
        try (JsonRpcChannel channel = JsonRpcChannel.connect(image.run().resolve("db.sock"))) {
            if (from == 0) {
                call(
                        channel,
                        ++sent,
                        "[\"Open_vSwitch\",{\"op\":\"insert\",\"table\":\"SSL\",\"row\":{\"private_key\":"
                                + "\"k\",\"certificate\":\"c\",\"ca_cert\":\"1\"},\"uuid-name\":\"s\"},{\"op\":\"insert\","
                                + "\"table\":\"Open_vSwitch\",\"row\":{\"ssl\":[\"named-uuid\",\"s\"]}},{\"op\":\"commit\","
                                + "\"durable\":true}]");
            }
            while (true) {
                while (sent < acknowledged + 32) {
                    call(
                            channel,
                            ++sent,
                            "[\"Open_vSwitch\",{\"op\":\"update\",\"table\":\"SSL\",\"where\":[],\"row\":"
                                    + "{\"ca_cert\":\"" + sent + "\"}},{\"op\":\"commit\",\"durable\":true}]");
                }
                JsonRpcMessage message = channel.receive();
                if (message == null) {
                    return acknowledged;
                }
                if (message instanceof JsonRpcMessage.Reply reply && reply.id() instanceof Json.Int id) {
                    assertThat(reply.result().toString()).doesNotContain("error");
                    acknowledged = Math.max(acknowledged, (int) id.value());
                    if (acknowledged >= stopAt) {
                        server.destroyForcibly();
                    }
                }
            }
        } catch (IOException e) {
            return acknowledged; // the server is gone
        }
    }

    private static void call(JsonRpcChannel channel, int id, String params) throws Exception {
        channel.send(new JsonRpcMessage.Request("transact", (Json.Arr) JsonParser.parse(params), Json.of(id)));
    }
}
