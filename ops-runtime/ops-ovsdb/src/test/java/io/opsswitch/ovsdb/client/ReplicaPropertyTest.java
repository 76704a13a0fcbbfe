/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.client.RowCondition.Function;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class ReplicaPropertyTest {

    /**
     * Patches a picture of its own by what the client says has changed: it must be what the snapshots show. A row that has
     * changed and changed back before that was told is not told of, so contents count; what is told of are the rows of both
     * states, themselves.
     */
    private static final class Picture implements ReplicaListener {
        private final Map<UUID, String> rows = new HashMap<>();
        private Replica told;
        private volatile String problem = "";

        @Override
        public void changed(Replica replica) {}

        @Override
        public void changed(ReplicaChange change) {
            if (change.before() != told) {
                problem += "not told last: " + change.before() + "\n";
            }
            told = change.after();
            for (RowChange each : change.rows("Root")) {
                String is = contents(each.after());
                String was = is == null ? rows.remove(each.uuid()) : rows.put(each.uuid(), is);
                if (!Objects.equals(was, contents(each.before()))
                        || each.columns().isEmpty()
                        || Objects.equals(was, is)
                        || each.before() != row(change.before(), each)
                        || each.after() != row(change.after(), each)) {
                    problem += each + " was " + was + "\n";
                }
            }
            Map<UUID, String> shown = change.after().rows("Root").stream()
                    .collect(Collectors.toMap(ReplicaRow::uuid, ReplicaPropertyTest::contents));
            if (!shown.equals(rows)) {
                problem += "shown " + shown + " but told " + rows + "\n";
            }
            for (ReplicaRow row : change.after().rows("Root")) {
                if (change.after().find("Root", Map.of("name", row.string("name"))) != row) {
                    problem += "not found by name: " + row + "\n";
                }
            }
        }
    }

    private static ReplicaRow row(Replica of, RowChange change) {
        return of == null ? null : of.row("Root", change.uuid());
    }

    private static String contents(ReplicaRow row) {
        return row == null
                ? null
                : row.string("name") + " " + row.uuid() + " " + row.integer("i", 0) + row.strings("set")
                        + row.map("map", String.class, Long.class);
    }

    private static Map<String, String> dump(OvsdbClient client, long least) {
        Map<String, String> dump = new TreeMap<>();
        for (ReplicaRow row : client.replica().rows("Root")) {
            if (row.integer("i", 0) >= least) {
                dump.put(row.string("name"), contents(row));
            }
        }
        return dump;
    }

    @Property(tries = 4, shrinking = ShrinkingMode.OFF)
    void showsWhatTheDatabaseHoldsWhateverHappens(@ForAll long seed) throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        Random random = new Random(seed);
        Path folder = Files.createTempDirectory("replica");
        Path socket = folder.resolve("s");
        Path file = folder.resolve("t.db");
        DatabaseFile.create(file, TestSchema.get());
        OvsdbServer server = serve(file, socket);
        List<OvsdbClient> clients = new ArrayList<>();
        List<Picture> pictures = new ArrayList<>();
        long[] least = new long[3];
        try {
            for (int i = 0; i < 3; i++) {
                pictures.add(new Picture());
                clients.add(OvsdbClients.builder("unix:" + socket, "T")
                        .table("Root", "name", "i", "set", "map")
                        .condition("Root", atLeast(0))
                        .connect(pictures.get(i)));
            }
            List<CompletableFuture<?>> waiting = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                int at = random.nextInt(3);
                int what = random.nextInt(30);
                if (what == 0) {
                    server.close();
                    if (random.nextBoolean()) {
                        Files.deleteIfExists(folder.resolve(".t.db.history~"));
                    }
                    server = serve(file, socket);
                } else if (what < 5) {
                    least[at] = random.nextInt(40);
                    waiting.add(clients.get(at).setConditions(Map.of("Root", atLeast(least[at]))));
                } else {
                    Random its = new Random(random.nextLong());
                    waiting.add(clients.get(at).transact(transaction -> change(transaction, its)));
                }
                if (random.nextInt(8) == 0) {
                    await(waiting);
                }
            }
            await(waiting);
            compare(socket, clients, least);
            assertThat(pictures).extracting(picture -> picture.problem).containsOnly("");
        } finally {
            clients.forEach(OvsdbClient::close);
            server.close();
            try (var files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }

    private static RowCondition atLeast(long least) {
        return RowCondition.where("i", Function.AT_LEAST, least);
    }

    private static OvsdbServer serve(Path file, Path socket) throws Exception {
        OvsdbServer server = new OvsdbServer();
        server.addDatabase(file);
        server.addRemote("punix:" + socket);
        return server;
    }

    private static void await(List<CompletableFuture<?>> waiting) throws Exception {
        for (CompletableFuture<?> each : waiting) {
            each.get(30, TimeUnit.SECONDS);
        }
        waiting.clear();
    }

    /** Change a few rows; a name that another client has taken meanwhile refuses it, which is as well. */
    private static void change(ReplicaTransaction transaction, Random random) {
        for (ReplicaRow row : transaction.replica().rows("Root")) {
            switch (random.nextInt(12)) {
                case 0 -> transaction.delete("Root", row.uuid());
                case 1 -> transaction.update("Root", row.uuid(), Map.of("i", random.nextInt(50)));
                case 2 ->
                    transaction.mutatePut(
                            "Root", row.uuid(), "map", Map.of("k" + random.nextInt(3), random.nextInt(9)));
                case 3 -> transaction.update("Root", row.uuid(), Map.of("set", Set.of("s" + random.nextInt(3))));
                default -> {}
            }
        }
        transaction.insert("Root", Map.of("name", "n" + random.nextInt(40), "i", random.nextInt(50)));
    }

    private static void compare(Path socket, List<OvsdbClient> clients, long[] least) throws Exception {
        try (OvsdbClient fresh = OvsdbClients.builder("unix:" + socket, "T").connect()) {
            org.awaitility.Awaitility.await().until(fresh::isConnected);
            for (int i = 0; i < clients.size(); i++) {
                OvsdbClient client = clients.get(i);
                long bound = least[i];
                org.awaitility.Awaitility.await()
                        .untilAsserted(() -> assertThat(dump(client, -100)).isEqualTo(dump(fresh, bound)));
            }
        }
    }
}
