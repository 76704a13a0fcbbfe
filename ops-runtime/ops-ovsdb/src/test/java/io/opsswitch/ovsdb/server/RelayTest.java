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
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RelayTest {

    private static final UplinkOptions QUICK = new UplinkOptions(0, 50, -1);
    private static final Pattern STATE = Pattern.compile("\\[(true|false),'([0-9a-f-]{36})'");

    @TempDir
    Path folder;

    private Path file;
    private Path sourceSocket;
    private Path socket;
    private OvsdbServer source;
    private OvsdbServer relay;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        file = folder.resolve("t.db");
        sourceSocket = folder.resolve("source");
        socket = folder.resolve("relay");
        DatabaseFile.create(file, TestSchema.get());
        relay = relay("unix:" + sourceSocket, socket);
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private OvsdbServer relay(String from, Path at) throws Exception {
        OvsdbServer made = new OvsdbServer();
        open.add(made);
        made.relays().add("T", from, QUICK);
        made.addRemote("punix:" + at);
        return made;
    }

    private void startSource() throws Exception {
        source = new OvsdbServer();
        open.add(source);
        source.addDatabase(file);
        source.addRemote("punix:" + sourceSocket);
    }

    private TestClient client(Path at) throws Exception {
        TestClient client = new TestClient(at);
        open.add(client);
        return client;
    }

    /** Return a client that is not given up when the databases change; before it has said so, it may be. */
    private TestClient aware(Path at) {
        return await().ignoreExceptionsInstanceOf(IOException.class)
                .until(
                        () -> {
                            TestClient client = client(at);
                            String reply = client.call("set_db_change_aware", "[true]");
                            if (reply.equals("closed")) {
                                return null;
                            }
                            assertThat(reply).contains("'result':{}");
                            return client;
                        },
                        Objects::nonNull);
    }

    /** Return a client of the relay once that follows its source. */
    private TestClient connected(Path at) throws Exception {
        TestClient client = aware(at);
        await().until(() -> client.call(
                        "transact",
                        "['_Server',{'op':'select','table':'Database','where':[['name','==','T']],"
                                + "'columns':['connected','model','leader']}]")
                .contains("'connected':true"));
        return client;
    }

    private static String insert(String name) {
        return "['T',{'op':'insert','table':'Root','row':{'name':'" + name + "'}}]";
    }

    private static String names(TestClient client) throws Exception {
        return client.call("transact", "['T',{'op':'select','table':'Root','where':[],'columns':['name']}]");
    }

    private static String state(String reply) {
        Matcher matcher = STATE.matcher(reply);
        assertThat(matcher.find()).as(reply).isTrue();
        return matcher.group(2);
    }

    @Test
    void offersNothingBeforeItsSourceHasToldTheSchema() throws Exception {
        TestClient client = client(socket);
        assertThat(client.call("list_dbs", "[]")).contains("['T','_Server']");
        assertThat(client.call("get_schema", "['T']"))
                .contains("'error':'database not available'")
                .contains("get_schema request specifies database T which is not yet available because it has not"
                        + " completed joining its cluster");
        assertThat(client.call(
                        "transact",
                        "['_Server',{'op':'select','table':'Database','where':[['name','==','T']],"
                                + "'columns':['connected','model','leader','schema']}]"))
                .contains("'connected':false,'model':'relay','leader':false,'schema':['set',[]]");
        startSource();
        assertThat(client.receive()).as("not aware of changes").isEqualTo("closed");
        assertThat(connected(socket).call("get_schema", "['T']")).contains("'name':'T'");
    }

    @Test
    void answersReadsItselfAndHasItsSourceWrite() throws Exception {
        startSource();
        TestClient client = connected(socket);
        assertThat(client.call("transact", insert("a"))).contains("'result':[{'uuid':['uuid',");
        assertThat(names(client)).contains("[{'name':'a'}]");
        assertThat(names(client(sourceSocket))).contains("[{'name':'a'}]");
        assertThat(client.call("transact", "['T',{'op':'insert','table':'Root','row':{'nam':'b'}}]"))
                .contains("unknown column");
        assertThat(client.call("transact", insert("a")))
                .as("the source's index")
                .contains("constraint violation");
    }

    @Test
    void tellsOfAChangeBeforeItsReplyUnderTheSourcesNameOfTheState() throws Exception {
        startSource();
        TestClient client = connected(socket);
        TestClient atSource = client(sourceSocket);
        String monitor = "['T','m',{'Root':{'columns':['name']}},'00000000-0000-0000-0000-000000000000']";
        assertThat(state(client.call("monitor_cond_since", monitor)))
                .isEqualTo(state(atSource.call("monitor_cond_since", monitor)));
        assertThat(client.call("transact", insert("a"))).contains("'uuid'");
        assertThat(client.notificationsKept()).isEqualTo(1);
        assertThat(client.notification()).isEqualTo(atSource.notification());
    }

    @Test
    void resumesWhereItWasAndItsClientsSeeTheDifferenceOnly() throws Exception {
        startSource();
        TestClient client = connected(socket);
        client.call("transact", insert("a"));
        String before = client.call(
                "monitor_cond_since",
                "['T','m',{'Root':{'columns':['name']}},'x']".replace("'x'", "'00000000-0000-0000-0000-000000000000'"));
        source.close();
        startSource();
        client(sourceSocket).call("transact", insert("b"));
        assertThat(client.notification())
                .contains("'update3'")
                .contains("'insert':{'name':'b'}")
                .doesNotContain("'a'");
        TestClient other = client(socket);
        assertThat(other.call("monitor_cond_since", "['T','m',{'Root':{'columns':['name']}},'" + state(before) + "']"))
                .contains("[true,")
                .contains("'b'")
                .doesNotContain("'a'");
    }

    @Test
    void changesOnlyWhatDiffersWhenTheSourceHasForgottenTheState() throws Exception {
        startSource();
        TestClient client = connected(socket);
        client.call("transact", insert("a"));
        client.call("transact", insert("b"));
        client.call("monitor_cond", "['T','m',{'Root':{'columns':['name']}}]");
        source.close();
        Files.delete(folder.resolve(".t.db.history~"));
        startSource();
        client(sourceSocket)
                .call(
                        "transact",
                        "['T',{'op':'delete','table':'Root','where':[['name','==','a']]},"
                                + "{'op':'insert','table':'Root','row':{'name':'c'}}]");
        String seen = client.notification();
        assertThat(seen).contains("'delete':null").doesNotContain("'b'");
        await().until(() -> names(client).contains("'c'"));
        assertThat(names(client)).contains("'b'").doesNotContain("'a'");
    }

    @Test
    void relaysARelay() throws Exception {
        startSource();
        Path second = folder.resolve("second");
        relay("unix:" + folder.resolve("nobody") + ",unix:" + socket, second);
        TestClient client = connected(second);
        assertThat(client.call("transact", insert("a"))).contains("'uuid'");
        assertThat(names(client)).contains("'a'");
        assertThat(names(client(sourceSocket))).contains("'a'");
    }

    @Test
    void holdsWhatWritesUntilThereIsASourceAndAnswersReadsMeanwhile() throws Exception {
        startSource();
        TestClient client = connected(socket);
        source.close();
        client.send("{'id':'w','method':'transact','params':" + insert("late") + "}");
        assertThat(names(client)).contains("'result':[{'rows':[]}]");
        startSource();
        assertThat(client.notification()).contains("'id':'w'").contains("'uuid'");
        assertThat(names(client)).contains("'late'");
    }

    @Test
    void cancelsWhatTheSourceHadWhenItWasLost() throws Exception {
        startSource();
        connected(socket);
        Path second = folder.resolve("second");
        relay("unix:" + socket, second);
        TestClient client = connected(second);
        source.close();
        client.send("{'id':'w','method':'transact','params':" + insert("x") + "}");
        assertThat(names(client)).contains("'result':[{'rows':[]}]");
        relay.close(); // which has it, and has no source to give it to
        assertThat(client.notification()).isEqualTo("{'id':'w','error':'canceled'}");
    }

    @Test
    void takesTheNewSchemaOfItsSource() throws Exception {
        startSource();
        TestClient client = connected(socket);
        client.call("monitor_cond", "['T','m',{'Root':{}}]");
        source.close();
        Path other = folder.resolve("other.db");
        DatabaseFile.create(
                other,
                DatabaseSchema.parse(JsonParser.parse(
                        "{\"name\":\"T\",\"version\":\"2.0.0\",\"tables\":{\"New\":{\"columns\":{\"n\":{\"type\":"
                                + "\"integer\"}}}}}")));
        file = other;
        startSource();
        assertThat(client.notification()).isEqualTo("{'id':null,'method':'monitor_canceled','params':['m']}");
        assertThat(client.call("get_schema", "['T']")).contains("'New'").doesNotContain("'Root'");
    }

    @Test
    void refusesASourceThatIsNoServerAndANameThatIsTaken() {
        assertThatThrownBy(() -> relay.relays().add("U", "db:T,Root,name", QUICK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("db:T,Root,name: a server is wanted here");
        assertThatThrownBy(() -> relay.relays().add("T", "unix:x", QUICK))
                .isInstanceOf(OvsdbException.class)
                .hasMessageContaining("T: duplicate database name");
    }

    @Test
    void endsWithItsDatabase() throws Exception {
        startSource();
        connected(socket);
        relay.removeDatabase("T", "a test");
        assertThat(client(socket).call("list_dbs", "[]")).contains("'result':['_Server']");
        relay.relays().add("T", "unix:" + sourceSocket, QUICK);
        connected(socket);
    }
}
