/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.json.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the server at random moments under durable load: what it acknowledged is there, and Open vSwitch's own tool reads
 * the file. The number of rounds is the system property {@code ops.faults.rounds}.
 */
class KillRoundsPeerTest {

    private static final int ROUNDS = Integer.getInteger("ops.faults.rounds", 20);
    private static final int CLIENTS = 4;
    private static final int COMPACT_EACH = 3;
    private static final String SCHEMA = """
            {"name":"kill","version":"1.0.0","tables":{"T":{"isRoot":true,"indexes":[["name"]],
              "columns":{"name":{"type":"string"},"text":{"type":"string"}}}}}
            """;

    private static final String QUERY =
            "[\"kill\",{\"op\":\"select\",\"table\":\"T\",\"where\":[],\"columns\":[\"name\"]}]";

    @TempDir
    Path folder;

    /** Inserts rows durably until the server is gone. */
    private static final class Load extends Thread {
        private final Path socket;
        private final String name;
        private final Set<String> acknowledged;
        private volatile boolean answered;

        Load(Path socket, String name, Set<String> acknowledged) {
            this.socket = socket;
            this.name = name;
            this.acknowledged = acknowledged;
        }

        @Override
        public void run() {
            try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                channel.connect(UnixDomainSocketAddress.of(socket));
                JsonFramer framer = new JsonFramer(1 << 20);
                ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
                for (int i = 0; ; i++) {
                    String row = name + "-" + i;
                    channel.write(ByteBuffer.wrap(request(row).getBytes(StandardCharsets.UTF_8)));
                    Json reply = framer.next();
                    while (reply == null) {
                        buffer.clear();
                        if (channel.read(buffer) < 0) {
                            return;
                        }
                        framer.feed(buffer.flip());
                        reply = framer.next();
                    }
                    if (!reply.toString().contains("\"error\":null")
                            || reply.toString().contains("details")) {
                        throw new AssertionError(reply.toString());
                    }
                    acknowledged.add(row);
                    answered = true;
                }
            } catch (IOException e) {
                // The server was killed: what has no answer may be there or not.
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        private static String request(String row) {
            return "{\"id\":1,\"method\":\"transact\",\"params\":[\"kill\",{\"op\":\"insert\",\"table\":\"T\",\"row\":{"
                    + "\"name\":\"" + row + "\",\"text\":\"" + "x".repeat(row.hashCode() & 0x3ff) + "\"}},"
                    + "{\"op\":\"commit\",\"durable\":true}]}";
        }
    }

    @Test
    void keepsWhatItAcknowledged() throws Exception {
        TestImage.needs("ovsdb-tool", "ovs-appctl");
        TestImage image = new TestImage(folder);
        Path db = image.run().resolve("kill.db");
        Path socket = image.run().resolve("s");
        Path control = image.run().resolve("ctl");
        Files.writeString(image.run().resolve("kill.ovsschema"), SCHEMA);
        image.ok(
                "ovsdb-tool",
                "create",
                db.toString(),
                image.run().resolve("kill.ovsschema").toString());
        Set<String> acknowledged = new ConcurrentSkipListSet<>();
        Random random = new Random(42);
        for (int round = 0; round < ROUNDS; round++) {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(control);
            Process server = image.builder(
                            image.bin("ovsdb-server").toString(),
                            "--remote=punix:" + socket,
                            "--unixctl=" + control,
                            "-vconsole:off",
                            db.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(image.run().resolve("log").toFile())
                    .start();
            try {
                awaitSocket(server, control);
                List<Load> loads = new ArrayList<>();
                for (int i = 0; i < CLIENTS; i++) {
                    loads.add(new Load(socket, "r" + round + "c" + i, acknowledged));
                }
                loads.forEach(Thread::start);
                // Every other round meets a server at work, however slow the machine is.
                while (round % 2 == 0
                        && loads.stream().anyMatch(Thread::isAlive)
                        && loads.stream().noneMatch(load -> load.answered)) {
                    Thread.sleep(1);
                }
                Thread.sleep(random.nextInt(300));
                if (round % COMPACT_EACH == 1) {
                    image.builder("ovs-appctl", "-t", control.toString(), "ovsdb-server/compact")
                            .start();
                    Thread.sleep(random.nextInt(60));
                }
                server.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
                for (Load load : loads) {
                    load.join(20_000);
                    assertThat(load.isAlive()).isFalse();
                }
            } finally {
                server.destroyForcibly();
            }
            assertThat(names(rows(image, db))).as("round %d", round).containsAll(acknowledged);
        }
        assertThat(acknowledged).isNotEmpty();
    }

    /**
     * Return what Debian's tool reads. A write that crosses a page may be cut there when its process is killed: then the
     * tool must refuse the file, and read all that comes before the last record, as a server does that starts with it.
     */
    private static String rows(TestImage image, Path db) throws Exception {
        TestImage.Result whole = image.run("ovsdb-tool", "query", db.toString(), QUERY);
        if (whole.status() == 0) {
            return whole.out();
        }
        byte[] file = Files.readAllBytes(db);
        int end = endOfWholeRecords(file);
        assertThat(end).as("%s, so the last record is cut", whole).isLessThan(file.length);
        Path prefix = image.run().resolve("prefix.db");
        Files.write(prefix, Arrays.copyOf(file, end));
        return image.ok("ovsdb-tool", "query", prefix.toString(), QUERY);
    }

    /** Return where the last record ends that the file holds whole; a record is a line with its size, and its text. */
    private static int endOfWholeRecords(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int end = 0;
        while (true) {
            int line = text.indexOf('\n', end);
            if (line < 0) {
                return end;
            }
            int next = line + 1 + Integer.parseInt(text.substring(end, line).split(" ")[2]);
            if (next > file.length) {
                return end;
            }
            end = next;
        }
    }

    /** Wait until a server has its control socket, which it makes when it serves. */
    static void awaitSocket(Process server, Path control) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(control)) {
            assertThat(server.isAlive()).as("the server runs").isTrue();
            assertThat(System.nanoTime()).as("the server starts in a minute").isLessThan(end);
            Thread.sleep(10);
        }
    }

    /** Return the names in the result of a query for them. */
    static Set<String> names(String text) throws Exception {
        Set<String> names = new ConcurrentSkipListSet<>();
        Json.Arr results = (Json.Arr) JsonParser.parse(text);
        for (Json row : ((Json.Arr) ((Json.Obj) results.get(0)).get("rows")).elements()) {
            names.add(((Json.Obj) row).get("name").asString());
        }
        return names;
    }
}
