/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.engine.ChangeSet;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.TestEngine;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The history beside a database file. */
class HistoryFileTest {

    @TempDir
    Path folder;

    private Path path;
    private DatabaseFile file;
    private TransactionHistory history;

    @BeforeEach
    void create() throws Exception {
        path = folder.resolve("db");
        DatabaseFile.create(path, TestSchema.get());
        open();
    }

    private void open() throws Exception {
        file = DatabaseFile.open(path);
        history = HistoryFile.open(file);
    }

    private void restart() throws Exception {
        HistoryFile.save(file, history);
        file.close();
        open();
    }

    private UUID insert(int i) {
        TestEngine.run(file.database(), "{'op':'insert','table':'Root','row':{'name':'r" + i + "','i':" + i + "}}");
        return file.database().transactionId();
    }

    private static int rows(List<ChangeSet> changes) {
        return changes.stream()
                .flatMap(each -> each.tables().values().stream())
                .mapToInt(table -> table.rows().size())
                .sum();
    }

    @Test
    void resumesAcrossACleanRestart() throws Exception {
        UUID first = insert(1);
        insert(2);
        UUID last = insert(3);
        restart();
        assertThat(rows(history.since(first, false))).isEqualTo(2);
        assertThat(rows(history.since(last, false))).isZero();
    }

    @Test
    void resumesAcrossTwoRestartsAndACompaction() throws Exception {
        UUID first = insert(1);
        restart();
        insert(2);
        file.compact(Runnable::run).get();
        restart();
        insert(3);
        assertThat(rows(history.since(first, false))).isEqualTo(2);
        assertThat(rows(history.since(file.database().transactionId(), true))).isZero();
    }

    @Test
    void tellsThatARestartEmptiesEphemeralColumns() throws Exception {
        insert(1);
        TestEngine.run(file.database(), "{'op':'update','table':'Root','where':[],'row':{'eph':'gone'}}");
        UUID last = file.database().transactionId();
        restart();
        assertThat(rows(history.since(last, false))).isEqualTo(1);
    }

    @Test
    void doesNotResumeAClientThatWatchesVersionsWhichARestartRenews() throws Exception {
        UUID last = insert(1);
        restart();
        assertThat(history.since(last, true)).isNull();
        assertThat(history.since(last, false)).isNotNull();
    }

    @Test
    void isUsedUpByOpeningSoThatACrashLeavesNone() throws Exception {
        UUID last = insert(1);
        restart();
        file.close();
        open();
        assertThat(history.since(last, false)).isNull();
    }

    @Test
    void isDiscardedWhenTheJournalWasPutBackFromAnEarlierCopy() throws Exception {
        UUID first = insert(1);
        Path copy = folder.resolve("copy");
        Files.copy(path, copy);
        insert(2);
        HistoryFile.save(file, history);
        file.close();
        Files.move(copy, path, StandardCopyOption.REPLACE_EXISTING);
        open();
        assertThat(history.since(first, false)).isNull();
        assertThat(HistoryFile.beside(file)).doesNotExist();
    }

    @Test
    void isDiscardedWhenItIsGarbage() throws Exception {
        UUID last = insert(1);
        Path beside = HistoryFile.beside(file);
        HistoryFile.save(file, history);
        file.close();
        Files.writeString(beside, Files.readString(beside).substring(10));
        open();
        assertThat(history.since(last, false)).isNull();
        assertThat(beside).doesNotExist();
    }

    @Test
    void holdsAtMostAHundredTransactions() {
        UUID first = insert(0);
        for (int i = 1; i <= 100; i++) {
            insert(i);
        }
        assertThat(history.size()).isEqualTo(100);
        assertThat(rows(history.since(first, true))).isEqualTo(100);
        insert(-1);
        assertThat(history.since(first, true)).isNull();
    }

    @Test
    void holdsNoMoreAtomsThanTheDatabaseButAlwaysOneTransaction() {
        insert(1);
        insert(2);
        insert(3);
        Database database = file.database();
        for (int i = 0; i < 20; i++) {
            TestEngine.run(database, "{'op':'update','table':'Root','where':[],'row':{'i':" + i + "}}");
            assertThat(history.size() == 1 || history.atoms() <= database.atoms())
                    .isTrue();
        }
        TestEngine.run(database, "{'op':'delete','table':'Root','where':[]}");
        assertThat(database.atoms()).isZero();
        assertThat(history.size()).isEqualTo(1);
    }
}
