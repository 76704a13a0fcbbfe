/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.vswitchd.testing.Namespaces;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service is stopped while somebody has something under way: it ends in the minute that the service program gives it, what
 * was acknowledged is there at the next start, the rest is there whole or not at all, and whoever was connected sees the end.
 */
@Timeout(240)
class ServicesStoppedMidwayPeerTest {

    private static final String SWITCH = "ovs-vswitchd";
    private static final String ECHO = "{\"id\":\"e\",\"method\":\"echo\",\"params\":[]}";
    private static final Pattern ANSWER =
            Pattern.compile("\\{\"id\":\"(\\d+)\",\"result\":\\[\\{\"count\":1},\\{\"count\":1},\\{}],\"error\":null}");
    private static final int PADDING = 20_000;

    @TempDir
    Path folder;

    private TestServices services;

    @BeforeEach
    void prepare() throws Exception {
        services = new TestServices(folder);
    }

    @AfterEach
    void end() {
        if (services != null) {
            services.close();
        }
    }

    private RawClient connect() throws IOException {
        return new RawClient(services.data().resolve("db.sock"));
    }

    private static String transact(String id, String... operations) {
        return "{\"id\":\"" + id + "\",\"method\":\"transact\",\"params\":[\"Open_vSwitch\","
                + String.join(",", operations) + "]}";
    }

    /** An operation that gives the switch these external_ids. */
    private static String insert(List<String> keys, String value) {
        String pairs =
                keys.stream().map(key -> "[\"" + key + "\",\"" + value + "\"]").collect(Collectors.joining(","));
        return "{\"op\":\"mutate\",\"table\":\"Open_vSwitch\",\"where\":[],"
                + "\"mutations\":[[\"external_ids\",\"insert\",[\"map\",[" + pairs + "]]]]}";
    }

    /** Return the numbers of the external_ids whose keys begin so. */
    private Set<Integer> numbers(String prefix) {
        String all = services.vsctl("get", "Open_vSwitch", ".", "external_ids").output();
        return Pattern.compile("\\b" + prefix + "(\\d+)=")
                .matcher(all)
                .results()
                .map((MatchResult found) -> Integer.valueOf(found.group(1)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void aTransactionThatWasSentByHalfLeavesNothingBehind() throws Exception {
        List<String> keys =
                IntStream.range(0, PADDING).mapToObj(number -> "half" + number).toList();
        String whole = transact("1", insert(keys, "x"));
        Process server = services.startServer();
        try (RawClient client = connect()) {
            client.send(whole.substring(0, whole.length() / 2));
            services.stop(server);
            client.awaitClose();
        }
        Process again = services.startServer();
        assertThat(numbers("half")).isEmpty();
        try (RawClient client = connect()) {
            client.send(whole);
            assertThat(client.receiveObject()).contains("\"count\":1").contains("\"error\":null");
        }
        services.stop(again);
        services.startServer();
        assertThat(numbers("half")).hasSize(PADDING);
    }

    @Test
    void whatWasAcknowledgedAsDurableIsThereAndTheRestIsNotByHalf() throws Exception {
        Process server = services.startServer();
        Set<Integer> acknowledged = new ConcurrentSkipListSet<>();
        Thread writer = new Thread(() -> writeUntilTheEnd(acknowledged), "writer");
        writer.start();
        await().atMost(TestServices.LIMIT).until(() -> acknowledged.size() >= 30);
        services.stop(server);
        writer.join(TestServices.LIMIT.toMillis());
        assertThat(writer.isAlive())
                .as("the client waits though the server is gone")
                .isFalse();
        services.startServer();
        assertThat(numbers("a"))
                .hasSizeGreaterThanOrEqualTo(30)
                .containsAll(acknowledged)
                .isEqualTo(numbers("b"));
    }

    /** Always have some transactions under way, each of which writes in two steps. */
    private void writeUntilTheEnd(Set<Integer> acknowledged) {
        try (RawClient client = connect()) {
            for (int number = 0; ; number++) {
                client.send(transact(
                        "" + number,
                        insert(List.of("a" + number), "x".repeat(2000)),
                        insert(List.of("b" + number), "x"),
                        "{\"op\":\"commit\",\"durable\":true}"));
                if (number >= 8) {
                    // Answers of transactions that were under way together come in any order.
                    String answer = client.receiveObject();
                    Matcher id = ANSWER.matcher(answer);
                    assertThat(id.matches()).as(answer).isTrue();
                    acknowledged.add(Integer.valueOf(id.group(1)));
                }
            }
        } catch (IOException e) {
            // The end that the test waits for.
        }
    }

    @Test
    void aTransactionThatWaitsEndsWithTheServer() throws Exception {
        Process server = services.startServer();
        try (RawClient client = connect()) {
            client.send(transact(
                            "w",
                            "{\"op\":\"wait\",\"timeout\":600000,\"table\":\"Open_vSwitch\",\"where\":[],"
                                    + "\"columns\":[\"next_cfg\"],\"until\":\"==\",\"rows\":[{\"next_cfg\":12345}]}",
                            insert(List.of("late1"), "x"))
                    + ECHO);
            assertThat(client.receiveObject()).as("the answer of the echo").contains("\"id\":\"e\"");
            services.stop(server);
            client.awaitClose();
        }
        services.startServer();
        services.vsctl("--no-wait", "set", "Open_vSwitch", ".", "next_cfg=12345");
        assertThat(numbers("late")).isEmpty();
    }

    @Test
    void aClientThatWaitsGoesOnWithTheNextServer() throws Exception {
        Process server = services.startServer();
        Process waiting = new ProcessBuilder(
                        "ovs-vsctl",
                        "--retry",
                        "--timeout=100",
                        "--db=unix:" + services.data().resolve("db.sock"),
                        "wait-until",
                        "Bridge",
                        "br0",
                        "name=br0")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("waiting").toFile())
                .start();
        try {
            Path control = services.data().resolve("ovsdb-server.ctl");
            await().atMost(TestServices.LIMIT)
                    .until(() -> Namespaces.run("ovs-appctl", "-t", control.toString(), "memory/show")
                            .contains("sessions:1"));
            services.stop(server);
            services.startServer();
            assertThat(waiting.isAlive()).isTrue();
            services.vsctl("--no-wait", "add-br", "br0");
            assertThat(waiting.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(waiting.exitValue())
                    .as(Files.readString(folder.resolve("waiting")))
                    .isZero();
        } finally {
            waiting.destroyForcibly();
        }
    }

    private Process startSwitch() throws Exception {
        Process daemon = services.start(SWITCH, "--enable-dummy=override");
        assertThat(services.vsctl("--may-exist", "add-br", "br0", "--", "set", "Bridge", "br0", "datapath_type=dummy")
                        .output())
                .isEmpty();
        // Who changes nothing does not wait for the switch.
        await().atMost(TestServices.LIMIT)
                .until(() -> Files.exists(services.data().resolve("br0.mgmt")));
        return daemon;
    }

    private String ofctl(String command, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "ovs-ofctl", "-OOpenFlow14", command, "unix:" + services.data().resolve("br0.mgmt")));
        words.addAll(List.of(more));
        return Namespaces.run(words.toArray(String[]::new));
    }

    private String log() throws IOException {
        return Files.readString(services.data().resolve("logs/ovs-vswitchd.log"));
    }

    /** Return whether the last that the switch said of its connection is that there is one. */
    private static boolean isConnected(String log) {
        return log.lines()
                .filter(line -> line.contains("db.sock: "))
                .reduce((first, second) -> second)
                .map(line -> line.endsWith("db.sock: connected"))
                .orElse(false);
    }

    private static long complaints(String log) {
        return log.lines()
                .filter(line -> line.contains("db.sock: connection closed by peer")
                        || line.contains("db.sock: connection dropped"))
                .count();
    }

    @Test
    void theSwitchSaysOnceThatTheServerStoppedWhileItWroteItsStateAndWritesItLater() throws Exception {
        Process server = services.startServer();
        startSwitch();
        ofctl("add-flow", "cookie=0x1234,priority=7,actions=drop");
        for (int round = 1; round <= 4; round++) {
            // On a machine with much other work the server may have given up a switch that was silent, just before.
            await().atMost(TestServices.LIMIT).until(() -> isConnected(log()));
            long before = complaints(log());
            // With its acknowledgement the switch begins to make ports, and to write what came of it.
            List<String> ports = new ArrayList<>(List.of("--no-wait"));
            for (int port = 0; port < 20; port++) {
                ports.addAll(List.of("--", "add-port", "br0", "p" + round + "x" + port));
            }
            assertThat(services.vsctl(ports.toArray(String[]::new)).output()).isEmpty();
            services.stop(server);
            await().atMost(TestServices.LIMIT).untilAsserted(() -> {
                String said = log();
                assertThat(complaints(said)).as(said).isGreaterThan(before);
            });
            assertThat(complaints(log())).as(log()).isEqualTo(before + 1);
            assertThat(ofctl("dump-flows")).contains("cookie=0x1234");
            server = services.startServer();
            for (int port = 0; port < 20; port++) {
                assertThat(services.vsctl("wait-until", "Interface", "p" + round + "x" + port, "ofport>0")
                                .status())
                        .isZero();
            }
        }
        assertThat(ofctl("dump-flows")).contains("cookie=0x1234");
        assertThat(complaints(log())).as(log()).isPositive();
        assertThat(log()).doesNotContain("|EMER|");
    }

    @Test
    void aBundleThatIsOpenIsGoneWithTheSwitch() throws Exception {
        services.startServer();
        Process daemon = startSwitch();
        try (RawClient controller = new RawClient(services.data().resolve("br0.mgmt"))) {
            controller.send(message(0, 1, new byte[0]));
            controller.receive(controller.receive(8)[3] - 8); // its hello may have elements
            controller.send(message(33, 2, bundle(0)));
            controller.send(message(34, 3, addition()));
            controller.send(message(2, 4, new byte[0]));
            byte[] opened = controller.receive(16);
            assertThat(opened).startsWith(5, 33).endsWith(0, 0, 0, 77, 0, 1, 0, 0);
            assertThat(controller.receive(8)).startsWith(5, 3);
            services.stop(daemon);
            controller.awaitClose();
        }
        startSwitch();
        assertThat(ofctl("dump-flows")).contains("actions=NORMAL").doesNotContain("0xbad");
        Path flows = Files.writeString(folder.resolve("flows"), "cookie=0xbad,priority=9,actions=drop\n");
        ofctl("--bundle", "add-flows", flows);
        assertThat(ofctl("dump-flows")).contains("0xbad");
    }

    /** A kernel's ports are its own; this one's went with the process, so all of them have to be made again. */
    @Test
    void requestsThatAreWithTheKernelDoNotKeepTheSwitchFromEnding() throws Exception {
        services.enable(SlowKernelProvider.SYMBOL);
        services.startServer();
        Process daemon = services.start(SWITCH);
        assertThat(services.vsctl("add-br", "br0").output()).isEmpty();
        Path slow = Files.createFile(services.data().resolve("slow"));
        List<String> ports = new ArrayList<>(List.of("--no-wait"));
        for (int port = 0; port < 10; port++) {
            ports.addAll(List.of("--", "add-port", "br0", "p" + port));
        }
        assertThat(services.vsctl(ports.toArray(String[]::new)).output()).isEmpty();
        await().atMost(TestServices.LIMIT)
                .until(() -> Files.exists(services.data().resolve("pending")));
        services.stop(daemon);
        assertThat(log()).doesNotContain("|EMER|");
        Files.delete(slow);

        services.start(SWITCH);
        for (int port = 0; port < 10; port++) {
            assertThat(services.vsctl("wait-until", "Interface", "p" + port, "ofport>0")
                            .status())
                    .isZero();
        }
        Path control = services.data().resolve("ovs-vswitchd.ctl");
        assertThat(Namespaces.run("ovs-appctl", "-t", control.toString(), "dpctl/show"))
                .contains("system@ovs-system", ": p0", ": p9");
    }

    private void ofctl(String option, String command, Path file) {
        Namespaces.run(
                "ovs-ofctl",
                "-OOpenFlow14",
                option,
                command,
                "unix:" + services.data().resolve("br0.mgmt"),
                file.toString());
    }

    /** Return a message of OpenFlow 1.4. */
    private static byte[] message(int type, int transaction, byte[] body) {
        return ByteBuffer.allocate(8 + body.length)
                .put((byte) 5)
                .put((byte) type)
                .putShort((short) (8 + body.length))
                .putInt(transaction)
                .put(body)
                .array();
    }

    /** Return the start of a bundle's messages: its number, a type, and "ordered". */
    private static byte[] bundle(int type) {
        return ByteBuffer.allocate(8)
                .putInt(77)
                .putShort((short) type)
                .putShort((short) 2)
                .array();
    }

    /** Return what adds a flow with cookie 0xbad to the bundle. */
    private static byte[] addition() {
        byte[] flow = ByteBuffer.allocate(48)
                .putLong(0xbad)
                .putLong(0)
                .put((byte) 0)
                .put((byte) 0)
                .putInt(0)
                .putShort((short) 9)
                .putInt(-1)
                .putInt(-1)
                .putInt(-1)
                .putShort((short) 0)
                .putShort((short) 0)
                .putShort((short) 1)
                .putShort((short) 4)
                .array();
        return ByteBuffer.allocate(64).put(bundle(0)).put(message(14, 3, flow)).array();
    }
}
