/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("it reads the log")
@Timeout(60)
class ServerDiagnosticsTest {

    @TempDir
    Path folder;

    private OvsdbServer server;
    private Path file;
    private Path socket;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        file = folder.resolve("t.db");
        socket = folder.resolve("s");
        DatabaseFile.create(file, TestSchema.get());
        server = new OvsdbServer();
        server.addRemote("punix:" + socket);
        client = new TestClient(socket);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.close();
    }

    private void serve() throws Exception {
        client.call("set_db_change_aware", "[true]");
        server.addDatabase(file);
    }

    @Test
    void countsAtomsCellsMonitorsAndSessions() throws Exception {
        serve();
        Map<String, Long> before = server.memory();
        client.call(
                "transact",
                "['T',{'op':'insert','table':'One','row':{'x':1}},{'op':'insert','table':'Root','row':{'map':['map',"
                        + "[['a',1],['b',2]]],'set':['set',['x','y']]}}]");
        client.call("monitor", "['T','m',{'One':{}}]");
        client.call("monitor", "['T','n',{'One':{}}]");
        Map<String, Long> after = server.memory();
        // One: _uuid, _version, x. Root: those two, name, i, fixed, eph, two in set, two pairs in map.
        assertThat(after.get("atoms") - before.get("atoms")).isEqualTo(3 + 2 + 4 + 2 + 4);
        assertThat(after.get("cells") - before.get("cells")).isEqualTo(3 + 11);
        assertThat(after).containsEntry("monitors", 1L).containsEntry("sessions", 1L);
        assertThat(after.keySet()).contains("triggers", "backlog", "txn-history", "txn-history-atoms");
    }

    @Test
    void writesChangesOfATableToTheLogOnRequest() throws Exception {
        serve();
        Path log = folder.resolve("log");
        VlogConfig.openFile(log);
        try {
            assertThat(server.setTableLogged("T", "One", true)).isTrue();
            assertThat(server.setTableLogged("T", "None", true)).isFalse();
            assertThat(server.setTableLogged("None", "One", true)).isFalse();
            assertThat(server.loggedTables().get("T"))
                    .containsEntry("One", true)
                    .containsEntry("Root", false);
            client.call("transact", "['T',{'op':'insert','table':'One','row':{'x':7}}]");
            client.call("transact", "['T',{'op':'insert','table':'Root','row':{'i':8}}]");
            client.call("transact", "['T',{'op':'update','table':'One','where':[],'row':{'x':9}}]");
            client.call("transact", "['T',{'op':'delete','table':'One','where':[]}]");
            assertThat(Files.readString(log))
                    .containsPattern("transaction\\|INFO\\|table:One,op:inserted,_uuid:.*,x:7\n")
                    .containsPattern("op:updated,.*x:9\n")
                    .containsPattern("op:deleted,.*x:9\n")
                    .doesNotContain("Root");
        } finally {
            VlogConfig.closeFile();
        }
    }

    @Test
    void forgetsConditionalMonitorsOnRequest() throws Exception {
        serve();
        server.disableConditionalMonitors();
        assertThat(client.receive()).isEqualTo("closed");
        try (TestClient again = new TestClient(socket)) {
            assertThat(again.call("monitor_cond", "['T','m',{'One':[{}]}]")).contains("'unknown method'");
            assertThat(again.call("monitor", "['T','m',{'One':{}}]")).contains("'result'");
        }
    }

    @Test
    void tellsWhetherFilesCanBeWritten() throws Exception {
        serve();
        assertThat(server.storageError("T")).isEmpty();
        assertThat(server.storageError("_Server")).isEmpty();
        assertThat(server.storageError("None")).isNull();
    }

    @Test
    void writesWholeColumnsWhereOldReadersNeedThem() throws Exception {
        server.setWholeColumns(true);
        serve();
        client.call("transact", "['T',{'op':'insert','table':'Root','row':{'set':['set',['a','b']]}}]");
        client.call(
                "transact",
                "['T',{'op':'mutate','table':'Root','where':[],'mutations':[['set','insert',['set',['c']]]]}]");
        assertThat(Files.readString(file))
                .contains("{\"set\":[\"set\",[\"a\",\"b\",\"c\"]]}")
                .doesNotContain("_is_diff");
        server.compact(null).join();
        assertThat(Files.readString(file)).contains("compacting").doesNotContain("_is_diff");
    }

    @Test
    void listensAsSoonAsItCan() throws Exception {
        Path blocked = folder.resolve("dir/s");
        Map<String, RemoteOptions> remotes =
                Map.of("punix:" + socket, RemoteOptions.DEFAULT, "punix:" + blocked, RemoteOptions.DEFAULT);
        assertThat(server.setRemotes(remotes)).isEmpty();
        assertThat(server.listRemotes()).contains("punix:" + blocked);
        Files.createDirectory(folder.resolve("dir"));
        await().until(() -> Files.exists(blocked));
        assertThat(server.setRemotes(Map.of("db:X,Y,Z", RemoteOptions.DEFAULT)))
                .isEqualTo(java.util.List.of("\"db:X,Y,Z\": no database named X"));
        assertThat(server.listRemotes()).isEqualTo(java.util.List.of("db:X,Y,Z"));
    }
}
