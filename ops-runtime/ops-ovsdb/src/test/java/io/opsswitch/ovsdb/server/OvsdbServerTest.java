/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
@Timeout(60)
class OvsdbServerTest {

    private EmbeddedOvsdb embedded;
    private OvsdbServer server;
    private Path socket;
    private TestClient client;

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        embedded = EmbeddedOvsdb.builder()
                .schema(TestSchema.get())
                .messageLimit(1 << 20)
                .start();
        server = embedded.server();
        socket = embedded.socket();
        client = new TestClient(socket);
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        embedded.close();
    }

    private static String insert(String name) {
        return "['T',{'op':'insert','table':'Root','row':{'name':'" + name + "'}}]";
    }

    @Test
    void answersMethodsAndRefusesUnknownOnes() throws Exception {
        assertThat(client.call("list_dbs", "[]")).contains("['T','_Server']").contains("'error':null");
        assertThat(client.call("echo", "[1,{'a':null}]")).contains("'result':[1,{'a':null}]");
        assertThat(client.call("nonsense", "[]")).isEqualTo("{'id':3,'error':'unknown method'}");
        assertThat(client.call("get_schema", "['X']"))
                .contains("unknown database")
                .doesNotContain("result");
        assertThat(client.call("transact", "['T']")).contains("'result':[]");
        assertThat(client.call("transact", "['_Server',{'op':'delete','table':'Database','where':[]}]"))
                .contains("not allowed");
    }

    @Test
    void sendsTheUpdateBeforeTheReplyOfTheTransaction() throws Exception {
        try (TestClient other = new TestClient(socket)) {
            other.call("monitor_cond", "['T','c',{'Root':[{'columns':['name'],'where':[['name','!=','y']]}]}]");
            client.call("monitor", "['T',['m'],{'Root':{'columns':['name']}}]");
            assertThat(client.call("transact", insert("x"))).contains("'result':[{'uuid'");
            assertThat(client.notification())
                    .contains("'method':'update','params':[['m'],{'Root':{'")
                    .contains("{'new':{'name':'x'}}");
            assertThat(other.notification())
                    .contains("'update2','params':['c',")
                    .contains("{'insert':{'name':'x'}}");
            client.call("transact", "['T',{'op':'update','table':'Root','where':[],'row':{'name':'y'}}]");
            assertThat(client.notification()).contains("{'old':{'name':'x'},'new':{'name':'y'}}");
            assertThat(other.notification()).contains("{'delete':null}");
        }
    }

    @Test
    void changesConditionsAndTellsWhatEnters() throws Exception {
        client.call("transact", insert("x"));
        client.call("monitor_cond", "['T','a',{'Root':[{'columns':['name'],'where':[false]}]}]");
        client.call("monitor_cond_change", "['a','b',{'Root':[{'where':[true]}]}]");
        assertThat(client.notification()).contains("'params':['b',").contains("'insert':{'name':'x'}");
        assertThat(client.call("monitor_cancel", "['a']")).contains("'error':'unknown monitor'");
        assertThat(client.call("monitor_cancel", "['b']")).contains("'result':{}");
    }

    @Test
    void tellsOfRowsThoughNoColumnIsAskedFor() throws Exception {
        client.call("transact", insert("x"));
        assertThat(client.call("monitor_cond", "['T','a',{'Root':[{'columns':[]}]}]"))
                .contains("{'initial':{}}");
        client.call("transact", "['T',{'op':'update','table':'Root','where':[],'row':{'name':'y'}}]");
        client.call("transact", "['T',{'op':'delete','table':'Root','where':[]}]");
        assertThat(client.notification()).contains("{'delete':null}");
    }

    @Test
    void resumesFromTheLastTransactionOfAnEarlierConnection() throws Exception {
        String zero = "'00000000-0000-0000-0000-000000000000'";
        String request = "['T','m',{'Root':[{'columns':['name']}]},%s]";
        client.call("transact", insert("old"));
        String first = client.call("monitor_cond_since", request.formatted(zero));
        assertThat(first).contains("[false,'").contains("'initial':{'name':'old'}");
        String last = first.replaceAll(".*\\[false,('[0-9a-f-]{36}').*", "$1");
        client.close();
        client = new TestClient(socket);
        client.call("transact", insert("new"));
        assertThat(client.call("monitor_cond_since", request.formatted(last)))
                .contains("[true,'")
                .contains("'insert':{'name':'new'}")
                .doesNotContain("old");
        assertThat(client.notification())
                .as("the state that the reply leads to, for clients that take it from updates only")
                .matches("\\{'id':null,'method':'update3','params':\\['m','[0-9a-f-]{36}',\\{}]}");
        client.call("transact", insert("third"));
        assertThat(client.notification()).contains("'method':'update3'").contains("'name':'third'");
    }

    @Test
    void handsALockOnAndLetsItBeStolen() throws Exception {
        try (TestClient second = new TestClient(socket)) {
            assertThat(client.call("lock", "['L']")).contains("'locked':true");
            assertThat(second.call("lock", "['L']")).contains("'locked':false");
            client.close();
            assertThat(second.notification()).isEqualTo("{'id':null,'method':'locked','params':['L']}");
            try (TestClient thief = new TestClient(socket)) {
                assertThat(thief.call("steal", "['L']")).contains("'locked':true");
                assertThat(second.notification()).contains("'stolen'");
                assertThat(second.call("transact", "['T',{'op':'assert','lock':'L'}]"))
                        .contains("not owner");
                assertThat(thief.call("unlock", "['L']")).contains("'result':{}");
                assertThat(second.notification()).contains("'locked'");
            }
            assertThat(second.call("lock", "['L']")).contains("must issue \\'unlock\\'");
        }
    }

    @Test
    void retriesAWaitUntilItHoldsTimesOutOrIsCancelled() throws Exception {
        String wait =
                "['T',{'op':'wait','table':'Root','where':[],'columns':['name'],'until':'==','rows':[{'name':'x'}]"
                        + "%s}]";
        try (TestClient other = new TestClient(socket)) {
            client.send("{'method':'transact','params':" + wait.formatted("") + ",'id':'w'}");
            client.send("{'method':'transact','params':" + wait.formatted(",'timeout':50") + ",'id':'t'}");
            assertThat(client.receive()).contains("'id':'t'").contains("timed out");
            assertThat(client.call("echo", "[]")).contains("'result':[]");
            other.call("transact", insert("x"));
            assertThat(client.receive()).contains("'id':'w'").contains("'result':[{}]");
            other.call("transact", insert("y"));
            client.send("{'method':'transact','params':" + wait.formatted("") + ",'id':'c'}");
            client.send("{'method':'cancel','params':['c'],'id':null}");
            assertThat(client.receive()).isEqualTo("{'id':'c','error':'canceled'}");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hello",
                "{'method':'echo','params':{},'id':1}",
                "{'method':'echo','params':['\\u0000'],'id':1}",
                "{'method':'echo','params':[],'id':1,'x':1}",
                "{'method':'echo',]",
                "{'result':1,'error':null,'id':77}",
                "deep",
                "huge"
            })
    void closesTheConnectionOfWhoeverSendsGarbageAndNoOther(String garbage) throws Exception {
        try (TestClient bad = new TestClient(socket)) {
            try {
                bad.send(
                        switch (garbage) {
                            case "deep" -> "[".repeat(5000);
                            case "huge" -> "{'method':'echo','params':['" + "x".repeat(3 << 20);
                            default -> garbage;
                        });
            } catch (java.io.IOException e) {
                assertThat(garbage).isEqualTo("huge"); // closed while it was still being sent
            }
            assertThat(bad.receive()).isEqualTo("closed");
        }
        assertThat(client.call("echo", "[]")).contains("'result':[]");
    }

    @Test
    void mergesUpdatesForAClientThatDoesNotRead() throws Exception {
        String big = "b".repeat(3000);
        try (TestClient slow = new TestClient(socket)) {
            slow.call("monitor", "['T','m',{'Root':{'columns':['map']}}]");
            client.call("transact", insert("x"));
            slow.notification();
            int changes = 1000;
            for (int i = 0; i < changes; i++) {
                client.call(
                        "transact",
                        "['T',{'op':'update','table':'Root','where':[],'row':{'map':['map',[['" + big + "'," + i
                                + "]]]}}]");
            }
            int updates = 0;
            String last;
            do {
                last = slow.notification();
                updates++;
            } while (!last.contains("'new':{'map':['map',[['" + big + "'," + (changes - 1) + "]]]}"));
            assertThat(updates).isBetween(2, changes / 2);
        }
    }

    @Test
    void acknowledgesDurableTransactionsOfManyClients() throws Exception {
        for (int i = 0; i < 20; i++) {
            client.send("{'method':'transact','params':['T',{'op':'insert','table':'Root','row':{'name':'d" + i
                    + "'}},{'op':'commit','durable':true}],'id':" + i + "}");
        }
        for (int i = 0; i < 20; i++) {
            assertThat(client.receive()).contains("'result':[{'uuid'");
        }
        server.compact("T").join();
        assertThat(client.call("transact", "['T',{'op':'select','table':'Root','where':[],'columns':['name']}]"))
                .contains("'d0'")
                .contains("'d19'");
    }

    @Test
    void listensOnTcpAndProbesIdleClients() throws Exception {
        server.addRemote("ptcp:0:127.0.0.1");
        InetSocketAddress address = server.boundAddress("ptcp:0:127.0.0.1");
        assertThat(server.listRemotes()).contains("ptcp:0:127.0.0.1");
        try (Socket tcp = new Socket(address.getAddress(), address.getPort())) {
            tcp.setSoTimeout(20_000);
            byte[] probe = new byte[200];
            int n = tcp.getInputStream().read(probe);
            assertThat(new String(probe, 0, n, StandardCharsets.UTF_8)).contains("\"method\":\"echo\"");
            assertThat(tcp.getInputStream().read()).isEqualTo(-1);
        }
        assertThatThrownBy(() -> server.addRemote("ptcp:" + address.getPort() + ":127.0.0.1"))
                .hasMessageContaining("listen failed")
                .hasMessageContaining("in use");
        assertThat(server.removeRemote("ptcp:0:127.0.0.1")).isTrue();
        await().atMost(Duration.ofSeconds(30)).until(() -> !server.listRemotes().contains("ptcp:0:127.0.0.1"));
    }

    @Test
    void namesWhatIsWrongWithARemote() {
        assertThatThrownBy(() -> server.addRemote("carrier:pigeon")).hasMessageContaining("unknown connection method");
        assertThatThrownBy(() -> server.addRemote("ptcp:99999")).hasMessageContaining("bad port number");
        assertThatThrownBy(() -> server.addRemote("pssl:x")).hasMessageContaining("bad port number");
        assertThatThrownBy(() -> server.addRemote("db:x,y,z")).hasMessageContaining("no database named x");
        assertThatThrownBy(() -> server.addRemote("punix:" + socket.resolveSibling("no/such/folder")))
                .hasMessageContaining("listen failed");
    }

    @Test
    void listensWhereTheRowsOfATableSay() throws Exception {
        Path other = socket.resolveSibling("other");
        server.addRemote("db:T,Root,name");
        client.call("transact", insert("punix:" + other));
        try (TestClient second = new TestClient(other)) {
            assertThat(second.call("echo", "[]")).contains("'result':[]");
        }
        client.call("transact", "['T',{'op':'delete','table':'Root','where':[]}]");
        assertThat(other).doesNotExist();
    }
}
