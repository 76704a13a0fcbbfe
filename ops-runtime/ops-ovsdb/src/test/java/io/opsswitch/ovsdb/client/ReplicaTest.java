/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.client.RowCondition.Function;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ReplicaTest {

    @TempDir
    Path folder;

    private OvsdbServer server;
    private OvsdbClient client;
    private final List<ReplicaChange> changes = new CopyOnWriteArrayList<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    /** Keeps what the client tells. */
    private final class Recorder implements ReplicaListener {
        @Override
        public void changed(Replica replica) {
            throw new AssertionError("the other form is overridden");
        }

        @Override
        public void changed(ReplicaChange change) {
            changes.add(change);
        }
    }

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        DatabaseFile.create(folder.resolve("t.db"), TestSchema.get());
        startServer();
        client = connect(builder(), new Recorder());
    }

    private OvsdbClientBuilder builder() {
        return OvsdbClients.builder("unix:" + folder.resolve("s"), "T");
    }

    private OvsdbClient connect(OvsdbClientBuilder builder, ReplicaListener listener) {
        OvsdbClient made = builder.connect(listener);
        open.add(made);
        await().until(made::isConnected);
        await().until(() -> made.replica() != null);
        return made;
    }

    private void startServer() throws Exception {
        server = new OvsdbServer();
        server.addDatabase(folder.resolve("t.db"));
        server.addRemote("punix:" + folder.resolve("s"));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        server.close();
    }

    private UUID insert(OvsdbClient by, String name, int i) throws Exception {
        ReplicaTransaction transaction = by.transaction();
        UUID uuid = transaction.insert("Root", Map.of("name", name, "i", i));
        assertThat(transaction.submit().get(20, TimeUnit.SECONDS)).isEqualTo(TransactionResult.SUCCESS);
        return uuid;
    }

    private static Set<String> names(OvsdbClient of) {
        return of.replica().rows("Root").stream().map(row -> row.string("name")).collect(Collectors.toSet());
    }

    private static TransactionResult submit(ReplicaTransaction transaction) throws Exception {
        return transaction.submit().get(20, TimeUnit.SECONDS);
    }

    @Test
    void tellsWhatChangedBetweenTwoSnapshots() throws Exception {
        UUID a = insert(client, "a", 1);
        UUID b = insert(client, "b", 2);
        changes.clear();
        assertThat(submit(client.transaction()
                        .update("Root", a, Map.of("i", 5, "set", Set.of("x")))
                        .delete("Root", b)))
                .isEqualTo(TransactionResult.SUCCESS);
        assertThat(changes).hasSize(1);
        ReplicaChange change = changes.get(0);
        assertThat(change.tables()).containsExactly("Root");
        assertThat(change.rows()).hasSize(2);
        for (RowChange row : change.rows("Root")) {
            assertThat(row.before()).isSameAs(change.before().row("Root", row.uuid()));
            assertThat(row.after()).isSameAs(change.after().row("Root", row.uuid()));
            if (row.uuid().equals(a)) {
                assertThat(row.kind()).isEqualTo(RowChange.Kind.MODIFIED);
                assertThat(row.columns()).containsExactlyInAnyOrder("i", "set");
                assertThat(row.before().integer("i", 0)).isEqualTo(1);
            } else {
                assertThat(row.kind()).isEqualTo(RowChange.Kind.DELETED);
            }
        }
        UUID c = insert(client, "c", 3);
        assertThat(changes.get(1).rows("Root"))
                .extracting(RowChange::uuid, RowChange::kind)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(c, RowChange.Kind.INSERTED));
    }

    @Test
    void findsRowsByTheSchemasIndexesWhileNamesMoveBetweenRows() throws Exception {
        UUID a = insert(client, "a", 1);
        UUID b = insert(client, "b", 2);
        Replica before = client.replica();
        assertThat(before.find("Root", Map.of("name", "a")).uuid()).isEqualTo(a);
        submit(client.transaction().update("Root", a, Map.of("name", "b")).update("Root", b, Map.of("name", "a")));
        assertThat(client.replica().find("Root", Map.of("name", "a")).uuid()).isEqualTo(b);
        assertThat(client.replica().find("Root", Map.of("name", "b")).uuid()).isEqualTo(a);
        assertThat(client.replica().find("Root", Map.of("i", 2)).uuid())
                .as("no index")
                .isEqualTo(b);
        assertThat(client.replica().find("Root", Map.of("name", "c"))).isNull();
        ReplicaTransaction move = client.transaction().delete("Root", a);
        UUID again = move.insert("Root", Map.of("name", "b"));
        submit(move);
        assertThat(client.replica().find("Root", Map.of("name", "b")).uuid()).isEqualTo(again);
        assertThat(before.find("Root", Map.of("name", "b")).uuid())
                .as("a snapshot")
                .isEqualTo(b);
    }

    @Test
    void hearsOnlyRealDifferencesAfterAReconnect() throws Exception {
        UUID a = insert(client, "a", 1);
        UUID b = insert(client, "b", 2);
        ReplicaRow kept = client.replica().row("Root", a);
        for (boolean resumes : List.of(true, false)) {
            server.close();
            await().until(() -> !client.isConnected());
            if (!resumes) {
                java.nio.file.Files.delete(folder.resolve(".t.db.history~"));
            }
            changes.clear();
            startServer();
            await().until(client::isConnected);
            await().until(() -> changes.size() == 1);
            assertThat(changes.get(0).rows()).isEmpty();
            assertThat(client.replica().row("Root", a)).isSameAs(kept);
        }
        server.close();
        await().until(() -> !client.isConnected());
        changes.clear();
        OvsdbServer elsewhere = new OvsdbServer();
        elsewhere.addDatabase(folder.resolve("t.db"));
        elsewhere.addRemote("punix:" + folder.resolve("other"));
        try (OvsdbClient other =
                OvsdbClients.builder("unix:" + folder.resolve("other"), "T").connect()) {
            await().until(other::isConnected);
            submit(other.transaction().update("Root", b, Map.of("i", 3)));
        }
        elsewhere.close();
        startServer();
        await().until(() -> !changes.isEmpty());
        assertThat(changes.get(0).rows()).hasSize(1);
        assertThat(changes.get(0).rows().get(0).columns()).containsExactly("i");
    }

    @Test
    void followsConditionsAsTheyChangeAndOverReconnects() throws Exception {
        for (int i = 0; i < 5; i++) {
            insert(client, "r" + i, i);
        }
        RowCondition first =
                RowCondition.where("i", Function.LESS, 1).or(RowCondition.where("name", Function.EQUAL, "r4"));
        OvsdbClient some = connect(builder().table("Root", "name").condition("Root", first), replica -> {});
        assertThat(names(some)).containsExactlyInAnyOrder("r0", "r4");
        some.setConditions(Map.of("Root", RowCondition.where("i", Function.AT_LEAST, 3)))
                .get(20, TimeUnit.SECONDS);
        assertThat(names(some)).containsExactlyInAnyOrder("r3", "r4");
        server.close();
        await().until(() -> !some.isConnected() && !client.isConnected());
        var later = some.setConditions(Map.of("Root", RowCondition.where("i", Function.EQUAL, 2)));
        startServer();
        later.get(20, TimeUnit.SECONDS);
        assertThat(names(some)).containsExactly("r2");
        await().until(client::isConnected);
        insert(client, "r9", 2);
        await().untilAsserted(() -> assertThat(names(some)).containsExactlyInAnyOrder("r2", "r9"));
        some.setConditions(Map.of("Root", RowCondition.NONE)).get(20, TimeUnit.SECONDS);
        assertThat(names(some)).isEmpty();
        some.setConditions(Map.of("Root", RowCondition.ALL)).get(20, TimeUnit.SECONDS);
        assertThat(names(some)).hasSize(6);
        assertThatThrownBy(() -> some.setConditions(Map.of("Kid", RowCondition.NONE)))
                .hasMessageContaining("not monitored");
        assertThatThrownBy(() -> some.setConditions(Map.of("Root", RowCondition.where("i", Function.EQUAL, "x"))))
                .hasMessageContaining("column i takes integer");
    }

    @Test
    void triesATransactionAgainOnANewerReplicaUntilItCommits() throws Exception {
        UUID root = insert(client, "counter", 0);
        OvsdbClient other = connect(builder(), replica -> {});
        var all = new ArrayList<java.util.concurrent.CompletableFuture<TransactionResult>>();
        for (int n = 0; n < 20; n++) {
            for (OvsdbClient each : List.of(client, other)) {
                all.add(each.transact(transaction -> {
                    long value = transaction.read("Root", root).integer("i", -1);
                    transaction.update("Root", root, Map.of("i", value + 1));
                }));
            }
        }
        for (var each : all) {
            assertThat(each.get(30, TimeUnit.SECONDS).status()).isEqualTo(TransactionStatus.SUCCESS);
        }
        // Of what the other one did last only the other one knows by now.
        await().until(() -> client.replica().row("Root", root).integer("i", -1) == 40);
        assertThat(client.transact(
                                transaction -> transaction.update("Root", root, Map.of("i", 40)),
                                Duration.ofSeconds(20))
                        .status())
                .as("it is that already")
                .isEqualTo(TransactionStatus.UNCHANGED);
    }

    @Test
    void tellsApartHowATransactionEnds() throws Exception {
        UUID root = insert(client, "r", 1);
        ReplicaTransaction stale = client.transaction().verify("Root", root).update("Root", root, Map.of("i", 9));
        var value = client.transaction();
        var incremented = value.increment("Root", root, "i");
        var missing = client.transaction();
        var never = missing.increment("Root", UUID.randomUUID(), "i");
        assertThat(submit(value)).isEqualTo(TransactionResult.SUCCESS);
        assertThat(incremented).isCompletedWithValue(2L);
        assertThat(submit(missing).status()).isEqualTo(TransactionStatus.ERROR);
        assertThat(never).isCompletedExceptionally();
        assertThat(submit(stale).status()).isEqualTo(TransactionStatus.TRY_AGAIN);
        assertThatThrownBy(stale::submit).isInstanceOf(IllegalStateException.class);
        assertThat(submit(client.transaction().comment("nothing")).status()).isEqualTo(TransactionStatus.UNCHANGED);
        ReplicaTransaction aborted = client.transaction().delete("Root", root);
        aborted.abort();
        assertThat(submit(aborted).status()).isEqualTo(TransactionStatus.ABORTED);
        TransactionResult refused = submit(client.transaction().update("Root", root, Map.of("i", 1000)));
        assertThat(refused.status()).isEqualTo(TransactionStatus.ERROR);
        assertThatThrownBy(refused::orThrow).hasMessageContaining("constraint violation");
        assertThat(submit(client.transaction()
                        .durable()
                        .mutatePut("Root", root, "map", Map.of("k", 1))
                        .mutatePut("Root", root, "map", Map.of("k", 2, "l", 3))))
                .isEqualTo(TransactionResult.SUCCESS);
        assertThat(client.replica().row("Root", root).map("map", String.class, Long.class))
                .isEqualTo(Map.of("k", 2L, "l", 3L));
        assertThatThrownBy(() -> client.transact(
                        transaction -> {
                            throw new IllegalArgumentException("mine");
                        },
                        Duration.ofSeconds(20)))
                .hasMessage("mine");
    }

    @Test
    void transactsOnlyWhileItHoldsTheLockThatItHasAskedFor() throws Exception {
        OvsdbClient other = connect(builder(), replica -> {});
        client.lock("L");
        await().until(client::lockHeld);
        insert(client, "a", 1);
        other.lock("L");
        ReplicaTransaction refused = other.transaction();
        refused.insert("Root", Map.of("name", "b"));
        assertThat(submit(refused).status()).isEqualTo(TransactionStatus.NOT_LOCKED);
        await().until(other::lockContended);
        assertThat(client.lockContended()).isFalse();
        client.unlock();
        await().until(other::lockHeld);
        assertThat(other.lockContended()).isFalse();
        insert(other, "b", 1);
        insert(client, "c", 1);
        other.lock("M");
        await().until(other::lockHeld);
    }

    @Test
    void endsEverythingAtOnceWhenItIsClosed() throws Exception {
        var waiting = client.setConditions(Map.of("Root", RowCondition.NONE));
        server.close();
        await().until(() -> !client.isConnected());
        var attempts = client.transact(transaction -> transaction.insert("Root", Map.of("name", "x")));
        TransactionResult late =
                client.transact(transaction -> transaction.insert("Root", Map.of("name", "x")), Duration.ofMillis(50));
        assertThat(late.status()).isEqualTo(TransactionStatus.TRY_AGAIN);
        long start = System.nanoTime();
        client.close();
        assertThat(System.nanoTime() - start).isLessThan(2_000_000_000L);
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("ovsdb-client")));
        assertThat(attempts.get(1, TimeUnit.SECONDS).status()).isEqualTo(TransactionStatus.TRY_AGAIN);
        await().until(waiting::isDone);
        assertThat(submit(client.transaction().update("Root", UUID.randomUUID(), Map.of("i", 1)))
                        .status())
                .isEqualTo(TransactionStatus.TRY_AGAIN);
        assertThat(client.transact(transaction -> {}).get(1, TimeUnit.SECONDS).message())
                .contains("closed");
    }
}
