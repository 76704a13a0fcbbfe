/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server on a small file system, which fills up again and again: it says so, keeps exactly what it acknowledged, goes
 * on when there is space, and Open vSwitch's own tool reads the file at any time. The file system is in a mount namespace
 * of the test, and gone with it. The number of rounds is the system property {@code ops.faults.rounds}.
 */
class FullDiskPeerTest {

    private static final int ROUNDS = Integer.getInteger("ops.faults.rounds", 20);
    private static final String SCHEMA = """
            {"name":"full","version":"1.0.0","tables":{"T":{"isRoot":true,"indexes":[["name"]],
              "columns":{"name":{"type":"string"},"text":{"type":"string"}}}}}
            """;
    private static final String NAMES =
            "[\"full\",{\"op\":\"select\",\"table\":\"T\",\"where\":[],\"columns\":[\"name\"]}]";
    private static final int SIZE_KB = 1024;
    private static final int LEFT_KB = 40;
    private static final String FILLER = "x".repeat(4000);

    @TempDir
    Path folder;

    private final Set<String> acknowledged = new TreeSet<>();
    private TestImage image;
    private Process namespace;
    private Process server;
    private JsonRpcChannel client;
    private Path disk;
    private Path database;
    private int requests;

    @BeforeEach
    void mount() throws Exception {
        TestImage.needs("ovsdb-tool", "ovs-appctl", "unshare", "nsenter", "mount", "df");
        image = new TestImage(folder);
        TestImage.requires(image.run("unshare", "-m", "true").status() == 0, "no mount namespaces: this needs root");
        disk = Files.createDirectory(folder.resolve("disk"));
        database = disk.resolve("full.db");
        String mount = "mount -t tmpfs -o size=" + SIZE_KB + "k none '" + disk + "' && echo mounted && exec cat";
        namespace = image.builder("unshare", "-m", "--propagation", "private", "sh", "-c", mount)
                .start();
        assertThat(namespace.inputReader().readLine()).isEqualTo("mounted");
        Path schema = Files.writeString(image.run().resolve("full.ovsschema"), SCHEMA);
        inside("ovsdb-tool", "create", database.toString(), schema.toString());
    }

    @AfterEach
    void unmount() throws Exception {
        kill();
        if (namespace != null) {
            namespace.outputWriter().close(); // which ends it, and the file system
            assertThat(namespace.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private List<String> entering(String... command) {
        List<String> words = new ArrayList<>(List.of("nsenter", "-t", Long.toString(namespace.pid()), "-m"));
        words.addAll(List.of(command));
        return words;
    }

    private String inside(String... command) throws Exception {
        return image.ok(entering(command).toArray(String[]::new));
    }

    private void start() throws Exception {
        Path socket = image.run().resolve("s");
        Path control = image.run().resolve("ctl");
        Files.deleteIfExists(control);
        List<String> command = entering(
                image.bin("ovsdb-server").toString(),
                "--remote=punix:" + socket,
                "--unixctl=" + control,
                "-vconsole:off",
                database.toString());
        server = image.builder(command.toArray(String[]::new))
                .redirectErrorStream(true)
                .redirectOutput(image.run().resolve("out").toFile())
                .start();
        KillRoundsPeerTest.awaitSocket(server, control);
        client = JsonRpcChannel.connect(socket);
    }

    private void kill() throws Exception {
        if (server != null) {
            client.close();
            assertThat(server.destroyForcibly().waitFor(20, TimeUnit.SECONDS)).isTrue();
            server = null;
        }
    }

    private Json.Arr transact(String operations) throws Exception {
        Json.Arr params = (Json.Arr) JsonParser.parse("[\"full\"," + operations + "]");
        client.send(new JsonRpcMessage.Request("transact", params, Json.of(++requests)));
        JsonRpcMessage.Reply reply = (JsonRpcMessage.Reply) client.receive();
        assertThat(reply.id()).isEqualTo(Json.of(requests));
        return (Json.Arr) reply.result();
    }

    /** Insert a row durably; return what the server says against it, or nothing. */
    private String insert(String name) throws Exception {
        Json.Arr results = transact("{\"op\":\"insert\",\"table\":\"T\",\"row\":{\"name\":\"" + name + "\",\"text\":\""
                + FILLER + "\"}},{\"op\":\"commit\",\"durable\":true}");
        String text = results.toString();
        if (text.contains("\"error\"")) {
            return text;
        }
        acknowledged.add(name);
        return "";
    }

    private void assertExactlyWhatWasAcknowledged(String when) throws Exception {
        String theirs = inside("ovsdb-tool", "query", database.toString(), NAMES);
        assertThat(KillRoundsPeerTest.names(theirs)).as(when).isEqualTo(acknowledged);
        String ours = transact("{\"op\":\"select\",\"table\":\"T\",\"where\":[],\"columns\":[\"name\"]}")
                .toString();
        assertThat(KillRoundsPeerTest.names(ours)).as(when).isEqualTo(acknowledged);
    }

    private TestImage.Result compact() throws Exception {
        return image.run("ovs-appctl", "-t", image.run().resolve("ctl").toString(), "ovsdb-server/compact");
    }

    @Test
    void keepsWhatItAcknowledgedAndGoesOnWhenThereIsSpace() throws Exception {
        start();
        for (int round = 0; round < ROUNDS; round++) {
            String when = "round " + round;
            inside(
                    "sh",
                    "-c",
                    "cd '" + disk + "' && left=$(df -k --output=avail . | tail -n 1) && head -c $((left - " + LEFT_KB
                            + "))k /dev/zero >filler");
            String refused = "";
            for (int i = 0; refused.isEmpty(); i++) {
                assertThat(i).as("rows that have space").isLessThan(LEFT_KB);
                refused = insert(when + " row " + i);
            }
            assertThat(refused)
                    .contains("\"error\":\"I/O error\"", database + ": write failed (No space left on device)");
            assertThat(insert(when + " again")).contains("No space left on device");
            assertExactlyWhatWasAcknowledged(when);
            if (round % 4 == 1) {
                compact(); // for which there may be space or not
                assertExactlyWhatWasAcknowledged(when + ", after a compaction");
            } else if (round % 4 == 3) {
                kill();
                start();
                assertExactlyWhatWasAcknowledged(when + ", after a crash");
            }
            inside("rm", disk.resolve("filler").toString());
            assertThat(insert(when + " with space")).isEmpty();
            assertExactlyWhatWasAcknowledged(when + ", with space");
            assertThat(transact("{\"op\":\"delete\",\"table\":\"T\",\"where\":[]}")
                            .toString())
                    .contains("count");
            acknowledged.clear();
            assertThat(compact().status()).isZero();
        }
        assertExactlyWhatWasAcknowledged("at the end");
    }
}
