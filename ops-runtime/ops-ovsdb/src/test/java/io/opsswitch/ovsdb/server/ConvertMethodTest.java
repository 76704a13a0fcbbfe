/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ConvertMethodTest {

    private static final String BOTH = "'a':{'type':'integer'},'b':{'type':'string'}";

    @TempDir
    Path folder;

    private OvsdbServer server;
    private Path socket;
    private Path file;
    private TestClient aware;
    private TestClient unaware;

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        file = folder.resolve("real.db");
        DatabaseFile.create(
                file, DatabaseSchema.parse(JsonParser.parse(schema(BOTH).replace('\'', '"'))));
        Path link = Files.createSymbolicLink(folder.resolve("link.db"), file);
        socket = folder.resolve("s");
        server = new OvsdbServer();
        server.addDatabase(link);
        server.addRemote("punix:" + socket);
        aware = new TestClient(socket);
        unaware = new TestClient(socket);
        aware.call("set_db_change_aware", "[true]");
    }

    @AfterEach
    void stop() throws Exception {
        aware.close();
        unaware.close();
        server.close();
    }

    private static String schema(String columns) {
        return "{'name':'D','version':'1.0.0','tables':{'T':{'columns':{" + columns + "},'isRoot':true}}}";
    }

    private static String insert(String row) {
        return "['D',{'op':'insert','table':'T','row':{" + row + "}}]";
    }

    @Test
    void keepsWhatTheNewSchemaHasAndTellsClients() throws Exception {
        aware.call("transact", insert("'a':7,'b':'x'"));
        aware.call("monitor", "['D','m',{'T':{}}]");
        unaware.call("monitor", "['D','m',{'T':{}}]");
        assertThat(aware.call("convert", "['D'," + schema("'a':{'type':'integer'},'c':{'type':'real'}") + "]"))
                .contains("'result':{}");
        assertThat(aware.notification()).contains("'method':'monitor_canceled','params':['m']");
        assertThat(unaware.receive()).isEqualTo("closed");
        assertThat(aware.call("transact", "['D',{'op':'select','table':'T','where':[],'columns':['a','c']}]"))
                .contains("'rows':[{'a':7,'c':0}]");
        assertThat(aware.call("get_schema", "['D']")).contains("'c'").doesNotContain("'b'");
        assertThat(aware.call("transact", insert("'a':8,'c':0.5"))).contains("uuid");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(6);
        assertThat(lines.get(3)).contains("\"_comment\":\"converted by ovsdb-server\"");
        assertThat(folder.resolve("link.db")).isSymbolicLink();
        server.close();
        assertThat(DatabaseFile.readOnly(file).rows("T")).hasSize(2);
    }

    @Test
    void leavesAllAsItWasWhenDataDoNotFit() throws Exception {
        aware.call("transact", insert("'a':7,'b':'x'"));
        aware.call("monitor", "['D','m',{'T':{}}]");
        String before = Files.readString(file);
        String limited = "'a':{'type':{'key':{'type':'integer','maxInteger':5}}}";
        assertThat(aware.call("convert", "['D'," + schema(limited) + "]"))
                .contains("'error':'constraint violation'")
                .doesNotContain("result");
        assertThat(aware.call("convert", "['D',{'name':'E','version':'1.0.0','tables':{}}]"))
                .contains("new schema name (E) does not match database name (D)");
        assertThat(aware.call("convert", "['D',7]")).contains("'syntax error'");
        assertThat(aware.call("convert", "['D']")).contains("array expected");
        assertThat(aware.call("convert", "['_Server'," + schema(BOTH) + "]"))
                .contains("conversion is not allowed for read-only database _Server");
        assertThat(Files.readString(file)).isEqualTo(before);
        assertThat(aware.call("monitor_cancel", "['m']")).contains("'result':{}");
    }

    @Test
    void cancelsTransactionsThatWaitAndKeepsCompactingAfterwards() throws Exception {
        aware.send("{'id':'w','method':'transact','params':['D',{'op':'wait','table':'T','where':[],"
                + "'columns':['a'],'until':'!=','rows':[]}]}");
        aware.call("convert", "['D'," + schema("'a':{'type':'integer'}") + "]");
        assertThat(aware.notification()).isEqualTo("{'id':'w','error':'canceled'}");
        aware.call("transact", insert("'a':1"));
        server.compact(null).join();
        aware.call("transact", insert("'a':2"));
        server.close();
        assertThat(DatabaseFile.readOnly(file).rows("T")).hasSize(2);
    }

    @Test
    void isNotUndoneByACompactionThatIsAskedForMeanwhile() throws Exception {
        for (int i = 0; i < 5; i++) {
            aware.call("transact", insert("'a':" + i));
            boolean odd = i % 2 == 1;
            String columns = "'a':{'type':'integer'}" + (odd ? ",'b':{'type':'string'}" : "");
            aware.send("{'id':'c','method':'convert','params':['D'," + schema(columns) + "]}");
            server.compact(null).join();
            server.compact(null).join();
            assertThat(aware.receive()).contains("'result':{}");
            assertThat(DatabaseFile.readOnly(file).schema().toJson().toString().contains("\"b\""))
                    .isEqualTo(odd);
        }
        server.close();
        assertThat(DatabaseFile.readOnly(file).rows("T")).hasSize(5);
        assertThat(folder.resolve("real.db.tmp")).doesNotExist();
    }
}
