/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DatabaseChangesTest {

    private static final String SERVER_MONITOR =
            "['_Server','s',{'Database':[{'columns':['name','model','connected','leader']}]}]";

    @TempDir
    Path folder;

    private EmbeddedOvsdb embedded;
    private OvsdbServer server;
    private Path socket;
    private Path other;
    private TestClient aware;
    private TestClient unaware;

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        other = folder.resolve("other.db");
        DatabaseFile.create(other, schema("Other"));
        embedded = EmbeddedOvsdb.builder().schema(TestSchema.get()).start();
        server = embedded.server();
        socket = embedded.socket();
        aware = new TestClient(socket);
        unaware = new TestClient(socket);
        aware.call("set_db_change_aware", "[true]");
        unaware.call("echo", "[]");
    }

    @AfterEach
    void stop() throws Exception {
        aware.close();
        unaware.close();
        embedded.close();
    }

    private static DatabaseSchema schema(String name) throws Exception {
        return DatabaseSchema.parse(JsonParser.parse("{\"name\":\"" + name
                + "\",\"version\":\"1.0.0\",\"tables\":{\"A\":{\"columns\":{\"n\":{\"type\":\"integer\"}}}}}"));
    }

    @Test
    void tellsAwareClientsOfANewDatabaseAndDisconnectsTheOthers() throws Exception {
        aware.call("monitor_cond", SERVER_MONITOR);
        server.addDatabase(other);
        assertThat(unaware.receive()).isEqualTo("closed");
        assertThat(aware.notification())
                .contains("'update2'")
                .contains("'insert':{'name':'Other','model':'standalone','connected':true,'leader':true}");
        assertThat(aware.call("list_dbs", "[]")).contains("['Other','T','_Server']");
    }

    @Test
    void cancelsMonitorsAndTransactionsOfADatabaseThatGoes() throws Exception {
        server.addDatabase(other);
        unaware = new TestClient(socket);
        unaware.call("echo", "[]");
        aware.call("monitor_cond", SERVER_MONITOR);
        aware.call("monitor", "['Other',['m'],{'A':{}}]");
        aware.call("monitor", "['T','stays',{'Root':{}}]");
        String waiting = "{'op':'wait','table':'A','where':[],'columns':['_uuid'],'until':'!=','rows':[]}";
        aware.send("{'id':'w','method':'transact','params':['Other'," + waiting + "]}");
        unaware.send("{'id':'w','method':'transact','params':['Other'," + waiting + "]}");
        aware.call("echo", "[]");
        server.removeDatabase("Other", "test");
        assertThat(aware.notification()).isEqualTo("{'id':null,'method':'monitor_canceled','params':[['m']]}");
        assertThat(aware.notification()).isEqualTo("{'id':'w','error':'canceled'}");
        assertThat(aware.notification()).contains("'update2'").contains("'delete':null");
        assertThat(unaware.receive()).isEqualTo("closed");
        assertThat(aware.call("monitor_cancel", "['stays']")).contains("'result':{}");
        assertThat(aware.call("monitor_cancel", "[['m']]")).contains("unknown monitor");
        server.addDatabase(other);
        assertThat(aware.call("list_dbs", "[]")).contains("Other");
    }

    @Test
    void refusesNamesThatAreTakenReservedOrUnknown() throws Exception {
        Path twin = folder.resolve("twin.db");
        DatabaseFile.create(twin, TestSchema.get());
        assertThatThrownBy(() -> server.addDatabase(twin))
                .isInstanceOf(OvsdbException.class)
                .hasMessageContaining("T: duplicate database name");
        Path reserved = folder.resolve("reserved.db");
        DatabaseFile.create(reserved, schema("_X"));
        assertThatThrownBy(() -> server.addDatabase(reserved))
                .hasMessageContaining("_X: names beginning with \"_\" are reserved");
        assertThatThrownBy(() -> server.removeDatabase("_Server", "test"))
                .hasMessage("Cannot remove reserved database.");
        assertThatThrownBy(() -> server.removeDatabase("X", "test")).hasMessage("Failed to find the database.");
    }

    @Test
    void remotesInATableComeAndGoWithTheirDatabase() throws Exception {
        Path managers = folder.resolve("m.db");
        Path listening = folder.resolve("s2");
        DatabaseFile.create(
                managers,
                DatabaseSchema.parse(JsonParser.parse("{\"name\":\"M\",\"version\":\"1.0.0\",\"tables\":{\"R\":"
                        + "{\"columns\":{\"m\":{\"type\":\"string\"}},\"isRoot\":true}}}")));
        server.addDatabase(managers);
        server.addRemote("db:M,R,m");
        aware.call("transact", "['M',{'op':'insert','table':'R','row':{'m':'punix:" + listening + "'}}]");
        assertThat(listening).exists();
        server.removeDatabase("M", "test");
        assertThat(listening).doesNotExist();
        server.addDatabase(managers);
        assertThat(listening).exists();
    }
}
