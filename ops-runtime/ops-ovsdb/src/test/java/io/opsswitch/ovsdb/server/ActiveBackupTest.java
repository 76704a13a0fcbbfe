/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ActiveBackupTest {

    private static final UplinkOptions QUICK = new UplinkOptions(0, 50, -1);

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void quiet() {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private OvsdbServer server(String name, DatabaseSchema schema) throws Exception {
        Path file = folder.resolve(name + ".db");
        if (!Files.exists(file)) {
            DatabaseFile.create(file, schema);
        }
        OvsdbServer made = new OvsdbServer();
        open.add(made);
        made.addDatabase(file);
        made.addRemote("punix:" + folder.resolve(name));
        return made;
    }

    private OvsdbServer server(String name) throws Exception {
        return server(name, TestSchema.get());
    }

    private TestClient client(String name) throws Exception {
        TestClient client = new TestClient(folder.resolve(name));
        open.add(client);
        return client;
    }

    private String socket(String name) {
        return "unix:" + folder.resolve(name);
    }

    private BackupSettings backupOf(String name, String excluded) {
        return new BackupSettings(socket(name), excluded, true, QUICK);
    }

    private static String insert(String name) {
        return "['T',{'op':'insert','table':'Root','row':{'name':'" + name + "'}}]";
    }

    private static String names(TestClient client) throws Exception {
        return client.call(
                "transact", "['T',{'op':'select','table':'Root','where':[],'columns':['name'],'sort':['name']}]");
    }

    private void awaitReplicating(OvsdbServer server) {
        await().until(() -> server.activeBackup().status().contains("replicating"));
    }

    @Test
    void becomesEqualToTheActiveServerAndStaysSo() throws Exception {
        server("active");
        OvsdbServer backup = server("backup");
        TestClient active = client("active");
        TestClient client = client("backup");
        active.call("transact", insert("a"));
        active.call("transact", insert("both"));
        client.call("transact", insert("own"));
        backup.activeBackup().configure("T", backupOf("active", ""));
        awaitReplicating(backup);
        assertThat(names(client)).contains("[{'name':'a'},{'name':'both'}]");
        assertThat(backup.activeBackup().status())
                .isEqualTo("database: T\nstate: backup\nreplicating: " + socket("active") + "\n\n");
        active.call("transact", insert("b"));
        active.call("transact", "['T',{'op':'update','table':'Root','where':[['name','==','a']],'row':{'i':7}}]");
        active.call("transact", "['T',{'op':'delete','table':'Root','where':[['name','==','both']]}]");
        await().until(() -> names(client).contains("[{'name':'a'},{'name':'b'}]"));
        assertThat(client.call("transact", "['T',{'op':'select','table':'Root','where':[],'columns':['i']}]"))
                .contains("{'i':7}");
    }

    @Test
    void refusesToBeWrittenUntilItIsActiveAgain() throws Exception {
        server("active");
        OvsdbServer backup = server("backup");
        TestClient client = client("backup");
        assertThat(backup.activeBackup().connect()).isFalse();
        backup.activeBackup().setSource(socket("active"));
        assertThat(backup.activeBackup().connect()).isTrue();
        assertThat(client.call("transact", insert("a")))
                .contains("insert operation not allowed when database server is in read only mode");
        awaitReplicating(backup);
        backup.activeBackup().disconnect();
        assertThat(backup.activeBackup().status()).isEqualTo("database: T\nstate: active\n\n");
        assertThat(client.call("transact", insert("a"))).contains("'uuid'");
    }

    @Test
    void leavesExcludedTablesAlone() throws Exception {
        server("active");
        OvsdbServer backup = server("backup");
        TestClient active = client("active");
        TestClient client = client("backup");
        active.call("transact", "['T',{'op':'insert','table':'One','row':{'x':1}}]");
        client.call("transact", "['T',{'op':'insert','table':'One','row':{'x':2}}]");
        backup.activeBackup().configure("T", backupOf("active", "T:One,Other:Root"));
        awaitReplicating(backup);
        assertThat(backup.activeBackup().status()).contains("exclude: T:One");
        active.call("transact", insert("a"));
        await().until(() -> names(client).contains("'a'"));
        assertThat(client.call("transact", "['T',{'op':'select','table':'One','where':[],'columns':['x']}]"))
                .contains("{'x':2}");
    }

    @Test
    void tellsItsClientsOnlyWhatDiffersAndKeepsItsRowsWhileTheActiveServerIsGone() throws Exception {
        OvsdbServer first = server("active");
        OvsdbServer backup = server("backup");
        TestClient client = client("backup");
        client("active").call("transact", insert("a"));
        backup.activeBackup().configure("T", backupOf("active", ""));
        awaitReplicating(backup);
        client.call("monitor", "['T','m',{'Root':{'columns':['name']}}]");
        first.close();
        assertThat(names(client)).contains("'a'");
        server("active");
        client("active").call("transact", insert("b"));
        assertThat(client.notification()).contains("'new':{'name':'b'}").doesNotContain("'a'");
    }

    @Test
    void isInItsFileToo() throws Exception {
        server("active");
        OvsdbServer backup = server("backup");
        client("active").call("transact", insert("a"));
        backup.activeBackup().configure("T", backupOf("active", ""));
        awaitReplicating(backup);
        client("active").call("transact", insert("b"));
        TestClient client = client("backup");
        await().until(() -> names(client).contains("'b'"));
        backup.close();
        server("backup");
        assertThat(names(client("backup"))).contains("[{'name':'a'},{'name':'b'}]");
    }

    @Test
    void doesNotReplicateItself() throws Exception {
        OvsdbServer alone = server("alone");
        TestClient client = client("alone");
        client.call("transact", insert("a"));
        alone.activeBackup().setSource(socket("alone"));
        alone.activeBackup().connect();
        await().until(() -> alone.activeBackup().status().contains("state: active"));
        assertThat(names(client)).contains("'a'");
        assertThat(client.call("transact", insert("b"))).contains("'uuid'");
    }

    @Test
    void takesTheRowsOfAnEarlierSchemaButNotOfALaterOne() throws Exception {
        DatabaseSchema small = schema("'n':{'type':'integer'}");
        DatabaseSchema large = schema("'n':{'type':'integer'},'more':{'type':'string'}");
        OvsdbServer early = server("early", small);
        OvsdbServer late = server("late", large);
        client("early").call("transact", "['T',{'op':'insert','table':'A','row':{'n':1}}]");
        early.activeBackup().configure("T", backupOf("late", ""));
        await().until(() -> early.activeBackup().status().contains("state: active"));
        assertThat(client("early").call("transact", "['T',{'op':'select','table':'A','where':[],'columns':['n']}]"))
                .contains("{'n':1}");
        late.activeBackup().configure("T", backupOf("early", ""));
        awaitReplicating(late);
        assertThat(client("late")
                        .call("transact", "['T',{'op':'select','table':'A','where':[],'columns':['n','more']}]"))
                .contains("{'n':1,'more':''}");
    }

    private static DatabaseSchema schema(String columns) throws Exception {
        return DatabaseSchema.parse(JsonParser.parse(
                ("{'name':'T','version':'1.0.0','tables':{'A':{'columns':{" + columns + "}}}}").replace('\'', '"')));
    }

    @Test
    void refusesWhatItCannotUnderstand() throws Exception {
        ActiveBackup settings = server("alone").activeBackup();
        assertThatThrownBy(() -> settings.setExcluded("T:One Root"))
                .hasMessageContaining("Can't parse excluded table: Root");
        assertThatThrownBy(() -> settings.setSource("nonsense")).hasMessageContaining("unknown connection method");
        assertThatThrownBy(() -> settings.configure("U", backupOf("x", ""))).hasMessageContaining("no such database");
        settings.setExcluded("T:One");
        assertThat(settings.excluded()).isEqualTo("T:One");
        assertThat(settings.source()).isNull();
    }
}
