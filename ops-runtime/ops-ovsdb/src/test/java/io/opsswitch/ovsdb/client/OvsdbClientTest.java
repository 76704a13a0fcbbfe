/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class OvsdbClientTest implements ReplicaListener {

    @TempDir
    Path folder;

    private OvsdbServer server;
    private OvsdbClient client;
    private final AtomicInteger disconnects = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        DatabaseFile.create(folder.resolve("t.db"), TestSchema.get());
        client = OvsdbClients.connect(
                "unix:" + folder.resolve("s"),
                "T",
                Map.of("Root", Set.of(), "Kid", Set.of("n", "pruned"), "Pruned", Set.of()),
                this);
        startServer();
        await().until(() -> client.replica() != null);
    }

    private void startServer() throws Exception {
        server = new OvsdbServer();
        server.addDatabase(folder.resolve("t.db"));
        server.addRemote("punix:" + folder.resolve("s"));
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Override
    public void changed(Replica replica) {}

    @Override
    public void disconnected() {
        disconnects.incrementAndGet();
    }

    private ReplicaRow root() {
        return client.replica().rows("Root").iterator().next();
    }

    private static void commit(ReplicaTransaction transaction) throws Exception {
        transaction.commit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void showsItsOwnTransactionOnceItIsCommitted() throws Exception {
        ReplicaTransaction transaction = client.transaction();
        UUID kid = transaction.insert("Kid", Map.of("n", 7, "pruned", "x"));
        UUID root = transaction.insert(
                "Root",
                Map.of(
                        "name",
                        "r",
                        "i",
                        3L,
                        "set",
                        List.of("b", "a"),
                        "map",
                        Map.of("k", 1),
                        "opt",
                        Set.of(),
                        "kids",
                        kid));
        transaction.insert("Pruned", Map.of("x", 1));
        commit(transaction.comment("test"));
        ReplicaRow row = client.replica().row("Root", root);
        assertThat(row.string("name")).isEqualTo("r");
        assertThat(row.integer("i", -1)).isEqualTo(3);
        assertThat(row.strings("set")).containsExactly("a", "b");
        assertThat(row.integer("opt", -1)).isEqualTo(-1);
        assertThat(row.uuids("kids")).containsExactly(kid);
        assertThat(client.replica().row("Kid", kid).integer("n", 0)).isEqualTo(7);
        assertThat(row.has("pruned")).isFalse();
        assertThat(client.replica().hasColumn("Kid", "pruned")).isFalse();
        assertThat(client.replica().hasTable("Pruned")).isFalse();

        commit(client.transaction()
                .update("Root", root, Map.of("set", "c", "i", 3))
                .mutateInsert("Root", root, "map", Map.of("l", 2))
                .mutateInsert("Root", root, "set", List.of("d", "e"))
                .mutateDelete("Root", root, "set", "d")
                .mutateDelete("Root", root, "map", "k"));
        assertThat(root().strings("set")).containsExactly("c", "e");
        assertThat(root().map("map", String.class, Long.class)).containsExactly(Map.entry("l", 2L));
        assertThat(root().one("i", Long.class)).isEqualTo(3);
        assertThat(root().one("opt", Long.class)).isNull();
        assertThat(root().set("opt", Long.class)).isEmpty();
        commit(client.transaction().delete("Root", root));
        assertThat(client.replica().rows("Root")).isEmpty();
        assertThat(client.replica().rows("Kid")).isEmpty();
    }

    @Test
    void leavesOutUpdatesThatChangeNothing() throws Exception {
        ReplicaTransaction insert = client.transaction();
        UUID root = insert.insert("Root", Map.of("name", "r", "i", 3));
        commit(insert);
        assertThat(client.transaction()
                        .update("Root", root, Map.of("i", 3, "nope", 1))
                        .isEmpty())
                .isTrue();
        assertThat(client.transaction().update("Root", root, Map.of("i", 4)).isEmpty())
                .isFalse();
    }

    @Test
    void reportsWhatTheServerRefuses() throws Exception {
        ReplicaTransaction insert = client.transaction();
        UUID root = insert.insert("Root", Map.of("name", "r", "i", 1));
        commit(insert);
        ReplicaTransaction verified =
                client.transaction().verify("Root", root, "i").update("Root", root, Map.of("i", 9));
        commit(client.transaction().update("Root", root, Map.of("i", 2)));
        assertThatThrownBy(() -> commit(verified))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(OvsdbClientException.class)
                .hasMessageContaining("timed out");
        ReplicaTransaction bad = client.transaction();
        bad.insert("Root", Map.of("name", "x", "i", 1000));
        assertThatThrownBy(() -> commit(bad)).cause().hasMessageContaining("constraint violation");
    }

    @Test
    void reconnectsAndMakesItsReplicaAnew() throws Exception {
        client.lock("L");
        await().until(client::lockHeld);
        ReplicaTransaction insert = client.transaction();
        insert.insert("Root", Map.of("name", "before"));
        commit(insert);
        server.close();
        await().until(() -> disconnects.get() == 1 && !client.lockHeld());
        assertThatThrownBy(() -> commit(client.transaction().update("Root", root().uuid(), Map.of("name", "x"))))
                .cause()
                .hasMessageContaining("not connected");
        startServer();
        await().until(client::lockHeld);
        commit(client.transaction().update("Root", root().uuid(), Map.of("name", "after")));
        assertThat(root().string("name")).isEqualTo("after");
    }
}
