/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.engine.RowChange;
import io.opsswitch.ovsdb.engine.TestEngine;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever happens to a database: who resumes from any state seen before sees exactly what is there. */
class HistoryPropertyTest {

    private static final int ROWS = 4;

    /** What happens: to a row (insert, set, set what is ephemeral, delete) or to the server. */
    record Step(Kind kind, int row, int value) {}

    enum Kind {
        INSERT,
        SET,
        EPHEMERAL,
        DELETE,
        COMPACT,
        RESTART,
        CRASH,
        FOREIGN_WRITE,
        FOREIGN_REWRITE
    }

    @Provide
    Arbitrary<List<Step>> steps() {
        Arbitrary<Kind> changes = Arbitraries.of(Kind.INSERT, Kind.SET, Kind.EPHEMERAL, Kind.DELETE);
        Arbitrary<Kind> events =
                Arbitraries.of(Kind.COMPACT, Kind.RESTART, Kind.CRASH, Kind.FOREIGN_WRITE, Kind.FOREIGN_REWRITE);
        Arbitrary<Kind> kinds = Arbitraries.oneOf(List.of(changes, changes, changes, events));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, ROWS - 1),
                        Arbitraries.integers().between(0, 9))
                .as(Step::new)
                .list()
                .ofMaxSize(25);
    }

    private static final class World implements AutoCloseable {
        final Path folder;
        final Path path;
        DatabaseFile file;
        TransactionHistory history;
        final Map<UUID, Map<UUID, String>> seen = new LinkedHashMap<>();
        int resumed;

        World() throws Exception {
            folder = Files.createTempDirectory("history");
            path = folder.resolve("db");
            DatabaseFile.create(path, TestSchema.get());
            open();
        }

        void open() throws Exception {
            file = DatabaseFile.open(path);
            history = HistoryFile.open(file);
        }

        Database database() {
            return file.database();
        }

        void run(Step step) throws Exception {
            String where = "'table':'Root','where':[['name','==','r" + step.row + "']]";
            switch (step.kind) {
                case INSERT ->
                    transact("{'op':'insert','table':'Root','row':{'name':'r" + step.row + "','i':" + step.value
                            + ",'eph':'new'}}");
                case SET ->
                    transact("{'op':'update'," + where + ",'row':{'i':" + step.value + ",'set':['set',['s" + step.value
                            + "','x']]}}");
                case EPHEMERAL -> transact("{'op':'update'," + where + ",'row':{'eph':'e" + step.value + "'}}");
                case DELETE -> transact("{'op':'delete'," + where + "}");
                case COMPACT -> file.compact(Runnable::run).get();
                case RESTART -> {
                    HistoryFile.save(file, history);
                    file.close();
                    open();
                }
                case CRASH -> {
                    file.close();
                    open();
                }
                default -> {
                    HistoryFile.save(file, history);
                    file.close();
                    foreign(step);
                    open();
                }
            }
        }

        private void foreign(Step step) throws Exception {
            try (DatabaseFile other = DatabaseFile.open(path)) {
                TestEngine.run(other.database(), "{'op':'insert','table':'One','row':{'x':" + step.value + "}}");
                if (step.kind == Kind.FOREIGN_REWRITE) {
                    other.compact(Runnable::run).get();
                }
            }
        }

        private void transact(String operation) {
            TestEngine.run(database(), operation);
        }

        Map<UUID, String> state() {
            Map<UUID, String> state = new TreeMap<>();
            Stream.of("Root", "One").forEach(table -> {
                for (Row row : database().rows(table)) {
                    state.put(row.uuid(), text(table, row));
                }
            });
            return state;
        }

        String text(String table, Row row) {
            StringBuilder text = new StringBuilder(table);
            database().schema().table(table).columns().stream()
                    .filter(c -> c.index() > 1)
                    .forEach(c -> text.append(' ')
                            .append(c.name())
                            .append('=')
                            .append(row.datum(c.index()).toJson(c.type())));
            return text.toString();
        }

        /** Resume from every state seen, as clients would that come back now. */
        void check() {
            Map<UUID, String> now = state();
            seen.forEach((id, then) -> {
                List<ChangeSet> later = history.since(id, false);
                if (later != null) {
                    resumed++;
                    Map<UUID, String> state = new HashMap<>(then);
                    later.forEach(changes -> apply(state, changes));
                    assertThat(state).isEqualTo(now);
                }
            });
            seen.put(database().transactionId(), now);
            assertThat(history.since(database().transactionId(), true)).isEmpty();
        }

        private void apply(Map<UUID, String> state, ChangeSet changes) {
            changes.tables().forEach((table, rows) -> {
                for (RowChange change : rows.rows()) {
                    Row before = change.before();
                    Row after = change.after();
                    assertThat(state.get(change.uuid())).isEqualTo(before == null ? null : text(table, before));
                    if (after == null) {
                        state.remove(change.uuid());
                    } else {
                        state.put(change.uuid(), text(table, after));
                    }
                }
            });
        }

        @Override
        public void close() throws Exception {
            file.close();
            try (Stream<Path> files = Files.list(folder)) {
                for (Path each : files.toList()) {
                    Files.delete(each);
                }
            }
            Files.delete(folder);
        }
    }

    @Property(tries = 60)
    void whoResumesSeesExactlyWhatIsThere(@ForAll("steps") List<Step> steps) throws Exception {
        try (World world = new World()) {
            world.check();
            for (Step step : steps) {
                world.run(step);
                world.check();
            }
        }
    }
}
