/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class EmbeddedOvsdbTest {

    private static final String SCHEMA = """
            {"name":"%s","tables":{"A":{"isRoot":true,"columns":{"n":{"type":"integer"}}}}}
            """;
    private static final String INSERT = "[\"%s\",{\"op\":\"insert\",\"table\":\"A\",\"row\":{\"n\":%d}}]";

    @TempDir
    Path folder;

    @AutoClose
    private final EmbeddedOvsdb one = EmbeddedOvsdb.start(SCHEMA.formatted("One"));

    @BeforeAll
    static void beQuiet() {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
    }

    private static SocketChannel connect(EmbeddedOvsdb server) throws Exception {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        channel.connect(UnixDomainSocketAddress.of(server.socket()));
        await().until(() -> server.server().memory().get("sessions") == 1);
        return channel;
    }

    private static void assertNumbers(EmbeddedOvsdb server, String database, long... numbers) {
        assertThat(server.dump(database, "A", "n").stream()
                        .mapToLong(row -> ((Json.Int) row.get("n")).value())
                        .toArray())
                .containsExactlyInAnyOrder(numbers);
    }

    @Test
    void servesAnEmptyDatabaseInOneLineAndLeavesNothing() {
        assertThat(one.remote()).isEqualTo("unix:" + one.socket());
        assertThat(one.dump("One", "A")).isEmpty();
        assertThat(one.transact(INSERT.formatted("One", 7)).get(0))
                .hasToString(one.dump("One", "A", "_uuid").get(0).toString().replace("_uuid", "uuid"));
        assertNumbers(one, "One", 7);
        Path home = one.file("One").getParent();
        assertThat(home).isNotEmptyDirectory();
        one.close();
        assertThat(home).doesNotExist();
    }

    @Test
    void servesSeveralDatabasesWithTheirContentsOnBothKindsOfRemote() throws Exception {
        Path original = folder.resolve("x.db");
        DatabaseFile.create(original, TestSchema.get());
        byte[] before = Files.readAllBytes(original);
        Path schema = Files.writeString(folder.resolve("two.ovsschema"), SCHEMA.formatted("Two"));
        try (EmbeddedOvsdb server = EmbeddedOvsdb.builder()
                .database(original)
                .schema(schema)
                .schema(new ByteArrayInputStream(SCHEMA.formatted("Three").getBytes(StandardCharsets.UTF_8)))
                .contents(INSERT.formatted("Two", 2))
                .contents(INSERT.formatted("Three", 3))
                .contents("[\"T\",{\"op\":\"insert\",\"table\":\"One\",\"row\":{\"x\":4}}]")
                .unix()
                .tcp()
                .start()) {
            assertThat(server.server().listDatabases()).containsExactlyInAnyOrder("T", "Two", "Three", "_Server");
            assertNumbers(server, "Two", 2);
            assertNumbers(server, "Three", 3);
            assertThat(server.dump("T", "One", "x")).hasToString("[{\"x\":4}]");
            assertThat(original).hasBinaryContent(before);
            assertThat(server.tcpRemote()).matches("tcp:127.0.0.1:[1-9]\\d*");
            new Socket("127.0.0.1", port(server)).close();
            connect(server).close();
        }
    }

    private static int port(EmbeddedOvsdb server) {
        return Integer.parseInt(server.tcpRemote().substring("tcp:127.0.0.1:".length()));
    }

    @Test
    void listensWhereItWasAndHasWhatItHadAfterARestart() throws Exception {
        try (EmbeddedOvsdb server =
                EmbeddedOvsdb.builder().schema(SCHEMA.formatted("One")).tcp().start()) {
            server.mustTransact(INSERT.formatted("One", 1));
            String remote = server.remote();
            server.stop();
            assertThatThrownBy(() -> new Socket("127.0.0.1", port(server))).hasMessageContaining("refused");
            assertThatThrownBy(() -> server.dump("One", "A")).hasMessageContaining("call start() first");
            server.start();
            server.start();
            assertThat(server.remote()).isEqualTo(remote).startsWith("tcp:");
            new Socket("127.0.0.1", port(server)).close();
            server.compact();
            server.restart();
            assertNumbers(server, "One", 1);
            assertThat(Files.readString(server.file("One"))).contains("compacting");
        }
    }

    /** As a process that is about to start does, which has copies of its parent's sockets until it runs its program. */
    @Test
    void waitsForItsPortWhileACopyOfItsSocketListens() throws Exception {
        try (EmbeddedOvsdb server = EmbeddedOvsdb.builder()
                        .schema(SCHEMA.formatted("One"))
                        .tcp()
                        .start();
                ServerSocket copy = new ServerSocket()) {
            server.refuse();
            copy.setReuseAddress(true);
            await().ignoreExceptions().untilAsserted(() -> copy.bind(new InetSocketAddress("127.0.0.1", port(server))));
            CompletableFuture<Void> accepting = CompletableFuture.runAsync(server::accept);
            await().during(Duration.ofMillis(200)).until(() -> !accepting.isDone());
            copy.close();
            accepting.get();
            new Socket("127.0.0.1", port(server)).close();
        }
    }

    @Test
    void dropsAndRefusesClientsWhenToldAndIsReachableItself() throws Exception {
        try (SocketChannel client = connect(one)) {
            one.disconnect();
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        try (SocketChannel client = connect(one)) {
            one.refuse();
            assertThat(client.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            assertThatThrownBy(() -> connect(one)).isInstanceOf(java.io.IOException.class);
            one.mustTransact(INSERT.formatted("One", 5));
            one.accept();
            connect(one).close();
        }
        await().until(() -> one.server().memory().get("sessions") == 0);
    }

    @Test
    void keepsTheFolderThatItWasGiven() throws Exception {
        Path kept = folder.resolve("kept");
        EmbeddedOvsdb.builder().schema(TestSchema.get()).folder(kept).start().close();
        assertThat(DatabaseFile.readOnly(kept.resolve("T.db")).schema().name()).isEqualTo("T");
        assertThat(kept.resolve("db.sock")).doesNotExist();
    }

    @Test
    void saysWhatIsWrong() {
        assertThatThrownBy(() -> EmbeddedOvsdb.start(folder.resolve("none"))).hasMessageContaining("none");
        assertThatThrownBy(() -> EmbeddedOvsdb.start("{")).hasMessageContaining("the schema is not JSON");
        assertThatThrownBy(() -> EmbeddedOvsdb.start("{\"name\":\"X\"}")).hasMessageContaining("tables");
        assertThatThrownBy(() -> EmbeddedOvsdb.builder().database(folder)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> EmbeddedOvsdb.builder().schema(TestSchema.get()).schema(TestSchema.get()))
                .hasMessage("T: there is a database of that name already; leave one out");
        EmbeddedOvsdbBuilder builder =
                EmbeddedOvsdb.builder().folder(folder.resolve("f")).schema(SCHEMA.formatted("One"));
        assertThatThrownBy(() -> builder.contents(INSERT.formatted("One", 1).replace("\"n\"", "\"m\""))
                        .start())
                .hasMessageContaining("fails:")
                .hasMessageContaining("No column m in table A");
        assertThatThrownBy(() -> one.transact("{}")).hasMessageContaining("[\"DATABASE\",{operation},...]");
        assertThatThrownBy(() -> one.transact("[")).hasMessageContaining("not JSON");
        assertThatThrownBy(() -> one.transact("[\"None\"]")).hasMessageContaining("unknown database");
        assertThatThrownBy(() -> one.dump("One", "B")).hasMessageContaining("No table named B");
        assertThatThrownBy(() -> one.file("Two")).hasMessage("no database Two; there is [One]");
        assertThatThrownBy(one::tcpRemote).hasMessageContaining("ask the builder for tcp()");
    }
}
