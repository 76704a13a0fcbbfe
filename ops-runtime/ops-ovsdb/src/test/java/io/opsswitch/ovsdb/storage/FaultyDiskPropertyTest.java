/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.engine.Row;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.jspecify.annotations.Nullable;

/** A database on a disk that writes short, fills up, and fails to cut and to sync; copied as a crash would leave it. */
class FaultyDiskPropertyTest {

    private static final int STEPS = 60;

    /** Writes short always; fails in phases. */
    private static final class Disk implements FaultyChannel.Plan {
        private final Random random;
        private boolean full;
        private boolean stuck;
        private boolean unsynced;
        private boolean cutFailed;

        Disk(Random random) {
            this.random = random;
        }

        FileChannel open(Path path, java.nio.file.OpenOption... options) throws IOException {
            return new FaultyChannel(FileChannel.open(path, options), this);
        }

        @Override
        public int taken(int left) {
            return left == 0 ? 0 : 1 + random.nextInt(left);
        }

        @Override
        public void write() throws IOException {
            if (full && random.nextBoolean()) {
                throw new IOException("No space left on device");
            }
        }

        @Override
        public void truncate() throws IOException {
            if (stuck) {
                cutFailed = true;
                throw new IOException("Input/output error");
            }
        }

        @Override
        public void force() throws IOException {
            if (unsynced) {
                throw new IOException("Input/output error");
            }
        }

        void change() {
            full = random.nextInt(3) == 0;
            stuck = full && random.nextInt(3) == 0;
            unsynced = random.nextInt(6) == 0;
        }
    }

    private static final int TRIES = 20;
    private static final int ROUNDS = Integer.getInteger("ops.faults.rounds", TRIES);

    private @Nullable Path folder;

    @BeforeProperty
    void quiet() throws IOException {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        folder = Files.createTempDirectory("faulty");
    }

    @AfterProperty
    void clean() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    @Property(tries = TRIES)
    void keepsWhatItAcknowledgedAndNothingThatItRefused(@ForAll long seed) throws Exception {
        for (int round = 0; round < ROUNDS / TRIES; round++) {
            keepsWhatItAcknowledged(new Random(seed + round));
        }
    }

    private void keepsWhatItAcknowledged(Random random) throws Exception {
        Disk disk = new Disk(random);
        Path path = folder.resolve("t.db");
        Files.deleteIfExists(path);
        DatabaseFile.create(path, TestSchema.get());
        Set<String> acknowledged = new TreeSet<>();
        Set<String> uncertain = new TreeSet<>();
        DatabaseFile file = DatabaseFile.open(path, disk::open);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0, 1 -> disk.change();
                case 2 -> compact(file);
                case 3 -> {
                    file.close();
                    file = DatabaseFile.open(path, disk::open);
                    assertThat(names(file)).containsAll(acknowledged);
                    uncertain.addAll(names(file));
                }
                default -> insert(file, "n" + step, random.nextBoolean(), disk, acknowledged, uncertain);
            }
            Set<String> survivors = survivors(path);
            assertThat(survivors).containsAll(acknowledged);
            survivors.removeAll(acknowledged);
            assertThat(uncertain).containsAll(survivors);
        }
        file.close();
    }

    private static void insert(
            DatabaseFile file, String name, boolean durable, Disk disk, Set<String> acknowledged, Set<String> uncertain)
            throws Exception {
        disk.cutFailed = false;
        String text = "[\"T\",{\"op\":\"insert\",\"table\":\"Root\",\"row\":{\"name\":\"" + name
                + "\"}},{\"op\":\"commit\",\"durable\":" + durable + "}]";
        Executor.Outcome outcome =
                Executor.execute(file.database(), (Json.Arr) JsonParser.parse(text), "", lock -> false, 0);
        if (outcome instanceof Executor.Outcome.Appended appended) {
            appended.commit().apply();
            try {
                appended.commit().progress().durable().join();
                acknowledged.add(name);
            } catch (CompletionException e) {
                uncertain.add(name);
            }
        } else {
            assertThat(((Executor.Outcome.Finished) outcome).results().toString())
                    .contains("\"error\":\"I/O error\"");
            assertThat(names(file)).doesNotContain(name);
            if (disk.cutFailed) {
                uncertain.add(name);
            }
        }
    }

    private static void compact(DatabaseFile file) {
        try {
            file.compact(Runnable::run).join();
        } catch (CompletionException e) {
            assertThat(e.getCause()).hasMessageContaining("compaction failed");
        }
    }

    private static Set<String> names(DatabaseFile file) {
        return names(file.database().rows("Root"));
    }

    private static Set<String> names(Iterable<Row> rows) {
        int column = TestSchema.get().table("Root").column("name").index();
        Set<String> names = new TreeSet<>();
        rows.forEach(row -> names.add((String) row.datum(column).key(0)));
        return names;
    }

    /** Read the file as another program would find it now. */
    private Set<String> survivors(Path path) throws Exception {
        Path copy = folder.resolve("copy.db");
        Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
        return names(DatabaseFile.readOnly(copy).rows("Root"));
    }
}
