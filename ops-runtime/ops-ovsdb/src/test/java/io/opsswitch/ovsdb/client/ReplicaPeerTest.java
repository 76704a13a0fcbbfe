/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.client.RowCondition.Function;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The client with Open vSwitch's server: alone, and as a cluster of three. */
@Timeout(120)
class ReplicaPeerTest {

    @TempDir
    Path folder;

    private final List<PeerServer> servers = new ArrayList<>();
    private final List<ReplicaChange> changes = new CopyOnWriteArrayList<>();
    private OvsdbClient client;

    @BeforeEach
    void prepare() throws Exception {
        PeerServer.require("ovsdb-server", "ovsdb-tool", "ovs-appctl", "ovsdb-client");
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        Files.writeString(folder.resolve("schema"), TestSchema.get().toJson().toString());
    }

    @AfterEach
    void stop() throws Exception {
        if (client != null) {
            client.close();
        }
        for (PeerServer each : servers) {
            each.close();
        }
        VlogConfig.closeFile();
        VlogConfig.set("jsonrpc:file:info");
    }

    private PeerServer server(String name) throws Exception {
        PeerServer server = new PeerServer(folder, name);
        servers.add(server);
        server.start();
        return server;
    }

    private void connect(OvsdbClientBuilder builder) {
        client = builder.connect(new ReplicaListener() {
            @Override
            public void changed(Replica replica) {}

            @Override
            public void changed(ReplicaChange change) {
                changes.add(change);
            }
        });
        await().atMost(Duration.ofSeconds(30)).until(client::isConnected);
    }

    private void transact(java.util.function.Consumer<ReplicaTransaction> body) throws Exception {
        assertThat(client.transact(body, Duration.ofSeconds(40)).status()).isEqualTo(TransactionStatus.SUCCESS);
    }

    private void increment(UUID row, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            transact(transaction -> {
                long value = transaction.read("Root", row).integer("i", -1);
                transaction.durable().update("Root", row, Map.of("i", value + 1));
            });
        }
    }

    @Test
    void followsAServerOverConditionsConversionAndRestart() throws Exception {
        PeerServer.run(folder, "ovsdb-tool", "create", "one.db", "schema");
        PeerServer server = server("one");
        connect(OvsdbClients.builder(server.remote(), "T"));
        UUID row = UUID.randomUUID();
        transact(transaction -> transaction
                .insert("Root", row, Map.of("name", "a", "i", 0))
                .insert("Root", UUID.randomUUID(), Map.of("name", "b", "i", 50, "map", Map.of("k", 1))));
        increment(row, 3);
        client.setConditions(Map.of("Root", RowCondition.where("i", Function.LESS, 10)))
                .get(20, TimeUnit.SECONDS);
        assertThat(client.replica().rows("Root")).extracting(ReplicaRow::uuid).containsExactly(row);
        client.lock("L");
        await().until(client::lockHeld);
        var value = client.transaction();
        var incremented = value.increment("Root", row, "i");
        assertThat(value.submit().get(20, TimeUnit.SECONDS).isSuccess()).isTrue();
        assertThat(incremented).isCompletedWithValue(4L);

        Files.writeString(
                folder.resolve("wider"),
                Files.readString(folder.resolve("schema"))
                        .replace(
                                "\"name\":{\"type\":\"string\"}",
                                "\"name\":{\"type\":\"string\"},\"more\":{\"type\":\"boolean\"}"));
        PeerServer.run(folder, "ovsdb-client", "convert", server.remote(), "wider");
        await().until(() -> client.isConnected() && client.replica().hasColumn("Root", "more"));
        assertThat(client.replica().rows("Root")).extracting(ReplicaRow::uuid).containsExactly(row);

        changes.clear();
        server.kill();
        await().until(() -> !client.isConnected());
        server.start();
        await().until(client::isConnected);
        await().until(() -> !changes.isEmpty());
        assertThat(changes.get(0).rows()).as("nothing happened meanwhile").isEmpty();
        await().until(client::lockHeld);
        transact(transaction -> transaction.update("Root", row, Map.of("more", true)));
    }

    @Test
    void resumesAtTheNextLeaderOfACluster() throws Exception {
        PeerServer.run(folder, "ovsdb-tool", "create-cluster", "s1.db", "schema", "unix:s1.raft");
        server("s1");
        for (String name : List.of("s2", "s3")) {
            PeerServer.run(
                    folder, "ovsdb-tool", "join-cluster", name + ".db", "T", "unix:" + name + ".raft", "unix:s1.raft");
            server(name);
            PeerServer.run(folder, "ovsdb-client", "wait", "unix:" + name + ".sock", "T", "connected");
        }
        Path log = folder.resolve("client.log");
        VlogConfig.openFile(log);
        VlogConfig.set("jsonrpc:file:dbg");
        connect(OvsdbClients.builder(
                        servers.get(0).remote() + "," + servers.get(1).remote() + ","
                                + servers.get(2).remote(),
                        "T")
                .maxBackoff(Duration.ofSeconds(1)));
        UUID row = UUID.randomUUID();
        transact(transaction -> transaction.insert("Root", row, Map.of("name", "counter", "i", 0)));
        increment(row, 5);
        ReplicaRow last = client.replica().row("Root", row);
        PeerServer leader = leader();
        changes.clear();
        leader.kill();
        await().until(() -> !client.isConnected());
        await().atMost(Duration.ofSeconds(30)).until(client::isConnected);
        assertThat(leader()).isNotSameAs(leader);
        assertThat(client.replica().row("Root", row)).isSameAs(last);
        await().until(() -> !changes.isEmpty());
        assertThat(changes.get(0).rows()).isEmpty();
        assertThat(Files.readString(log)).contains("reply, result=[true,\"");
        increment(row, 5);
        assertThat(client.replica().row("Root", row).integer("i", 0)).isEqualTo(10);
    }

    /** Return the server that leads; those that were killed do not answer. */
    private PeerServer leader() throws Exception {
        for (PeerServer each : servers) {
            if (each.isAlive() && each.control("cluster/status", "T").contains("Role: leader")) {
                return each;
            }
        }
        throw new AssertionError("no server leads");
    }
}
