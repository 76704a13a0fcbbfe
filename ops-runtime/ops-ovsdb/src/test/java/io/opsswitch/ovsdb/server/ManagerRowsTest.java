/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Remotes that rows of the database ask for: their options, and the status that is written back. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class ManagerRowsTest {

    private static final String SCHEMA = "{'name':'M','tables':{'Top':{'isRoot':true,'columns':{'managers':{'type':"
            + "{'key':{'type':'uuid','refTable':'Manager'},'min':0,'max':'unlimited'}}}},'Manager':{'columns':{"
            + "'target':{'type':'string'},'inactivity_probe':{'type':{'key':'integer','min':0}},'max_backoff':{'type':"
            + "{'key':'integer','min':0}},'read_only':{'type':{'key':'boolean','min':0}},'role':{'type':'string'},"
            + "'is_connected':{'type':'boolean','ephemeral':true},'status':{'type':{'key':'string','value':'string',"
            + "'min':0,'max':'unlimited'},'ephemeral':true}}}}}";

    @TempDir
    Path folder;

    private EmbeddedOvsdb server;
    private TestClient admin;

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        server = EmbeddedOvsdb.builder()
                .schema(SCHEMA.replace('\'', '"'))
                .folder(folder)
                .start();
        server.server().addRemote("db:M,Top,managers");
        admin = new TestClient(server.socket());
    }

    @AfterEach
    void stop() throws Exception {
        admin.close();
        server.close();
    }

    private void insert(String columns) throws Exception {
        assertThat(admin.call(
                        "transact",
                        "['M',{'op':'insert','table':'Manager','uuid-name':'m','row':{" + columns
                                + "}},{'op':'insert','table':'Top','row':{'managers':['named-uuid','m']}}]"))
                .doesNotContain("'details'");
    }

    private String row() throws Exception {
        return admin.call(
                "transact", "['M',{'op':'select','table':'Manager','where':[],'columns':['is_connected','status']}]");
    }

    private void awaitRow(String... parts) {
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(row()).contains(parts));
    }

    @Test
    void showsPortAndNumberOfConnectionsOfAListener() throws Exception {
        insert("'target':'ptcp:0:127.0.0.1'");
        awaitRow("'is_connected':false", "['bound_port','");
        long size = Files.size(server.file("M"));
        int port = Integer.parseInt(row().replaceAll(".*'bound_port','(\\d+)'.*", "$1"));
        try (SocketChannel one = SocketChannel.open(new java.net.InetSocketAddress("127.0.0.1", port));
                SocketChannel two = SocketChannel.open(new java.net.InetSocketAddress("127.0.0.1", port))) {
            awaitRow("'is_connected':true", "['n_connections','2']");
            assertThat(one.isConnected() && two.isConnected()).isTrue();
        }
        awaitRow("'is_connected':false");
        // What is ephemeral does not make the journal grow.
        assertThat(Files.size(server.file("M"))).isEqualTo(size);
    }

    @Test
    void showsTheStateOfAConnectionItMakes() throws Exception {
        Path socket = folder.resolve("manager");
        insert("'target':'unix:" + socket + "','max_backoff':500");
        awaitRow("'is_connected':false", "['state','BACKOFF']", "['last_error','");
        try (ServerSocketChannel manager = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            manager.bind(UnixDomainSocketAddress.of(socket));
            SocketChannel connection = manager.accept();
            awaitRow("'is_connected':true", "['state','ACTIVE']", "['sec_since_connect','");
            send(connection, "{'method':'lock','params':['L'],'id':1}");
            awaitRow("['locks_held','L']");
            connection.close();
            awaitRow("['sec_since_disconnect','");
            // The backoff is the row's: half a second.
            manager.accept().close();
        }
    }

    private static void send(SocketChannel channel, String text) throws Exception {
        channel.write(ByteBuffer.wrap(text.replace('\'', '"').getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Test
    void probesAndRefusesWritesAsTheRowSaysAlsoOnConnectionsThatThereAre() throws Exception {
        Path socket = folder.resolve("listener");
        insert("'target':'punix:" + socket + "'");
        await().until(() -> Files.exists(socket));
        try (TestClient client = new TestClient(socket)) {
            assertThat(client.call("transact", "['M',{'op':'insert','table':'Top','row':{}}]"))
                    .contains("'uuid'");
            admin.call(
                    "transact",
                    "['M',{'op':'update','table':'Manager','where':[],'row':{'read_only':true,'inactivity_probe':300}}]");
            assertThat(client.call("transact", "['M',{'op':'insert','table':'Top','row':{}}]"))
                    .contains("insert operation not allowed when database server is in read only mode");
            assertThat(client.call("transact", "['M',{'op':'select','table':'Top','where':[],'columns':[]}]"))
                    .contains("'rows'");
            assertThat(client.notification()).contains("'method':'echo'");
            assertThat(client.receive()).isEqualTo("closed");
        }
    }

    @Test
    void givesClientsTheRoleOfTheirRemote() throws Exception {
        Path socket = folder.resolve("listener");
        insert("'target':'punix:" + socket + "','role':'limited'");
        await().until(() -> Files.exists(socket));
        try (TestClient client = new TestClient(socket)) {
            assertThat(client.call("convert", "['M',{}]")).contains("role \\'limited\\' prohibit");
        }
    }
}
