/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import static io.opsswitch.ovsdb.client.ScriptedServer.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.client.RowCondition.Function;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.uplink.UplinkOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ServerChoiceTest {

    private static final String ROW = "aaaaaaaa-0000-4000-8000-000000000001";
    private static final String ID = "bbbbbbbb-0000-4000-8000-000000000001";
    private static final String SMALL = "{'name':'T','tables':{'Root':{'columns':{'name':{'type':'string'},"
            + "'i':{'type':'integer'}},'isRoot':true}}}";
    private static final String SERVER_SCHEMA = "{'name':'_Server','tables':{'Database':{'isRoot':true,'columns':{"
            + "'name':{'type':'string'},'model':{'type':'string'},'connected':{'type':'boolean'},"
            + "'leader':{'type':'boolean'},'schema':{'type':{'key':'string','min':0,'max':1}},"
            + "'cid':{'type':{'key':'uuid','min':0,'max':1}},'index':{'type':{'key':'integer','min':0,'max':1}}}}}}";

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void quiet() {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
    }

    @AfterEach
    void stop() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private <T extends AutoCloseable> T opened(T made) {
        open.add(made);
        return made;
    }

    private Path socket(String name) {
        return folder.resolve(name);
    }

    private ScriptedServer scripted(String name, ScriptedServer.Script script) throws Exception {
        return opened(new ScriptedServer(socket(name), script));
    }

    private OvsdbServer ours(String name) throws Exception {
        Path file = folder.resolve("t.db");
        if (!file.toFile().exists()) {
            DatabaseFile.create(file, TestSchema.get());
        }
        OvsdbServer server = opened(new OvsdbServer());
        server.addDatabase(file);
        server.addRemote("punix:" + socket(name));
        return server;
    }

    private OvsdbClientBuilder builder(String... names) {
        List<String> remotes = new ArrayList<>();
        for (String name : names) {
            remotes.add("unix:" + socket(name));
        }
        return OvsdbClients.builder(String.join(",", remotes), "T")
                .shuffle(false)
                .maxBackoff(Duration.ofMillis(100));
    }

    /** Answers as a member of a cluster does. */
    private static String member(String method, Json params, boolean leader, long index) {
        String first = ((Json.Arr) params).size() == 0
                ? ""
                : String.valueOf(((Json.Arr) params).get(0).asString());
        return switch (method) {
            case "get_schema" -> first.equals("_Server") ? SERVER_SCHEMA : SMALL;
            case "monitor_cond" ->
                "{'Database':{'" + ROW + "':{'initial':{'name':'T','model':'clustered','connected':true,'leader':"
                        + leader + ",'index':" + index + ",'schema':\"" + SMALL.replace("'", "\\\"") + "\"}}}}";
            case "monitor_cond_since" ->
                "[false,'" + ID + "',{'Root':{'" + ROW + "':{'initial':{'name':'" + index + "'}}}}]";
            default -> "{}";
        };
    }

    private static String name(OvsdbClient client) {
        return client.replica().rows("Root").iterator().next().string("name");
    }

    @Test
    void worksWithAServerThatKnowsOnlyTheFirstMethods() throws Exception {
        ScriptedServer old = scripted(
                "old",
                (method, params) -> method.equals("get_schema")
                                && params.toString().equals("[\"T\"]")
                        ? SMALL
                        : method.equals("monitor") ? "{'Root':{'" + ROW + "':{'new':{'name':'a','i':1}}}}" : UNKNOWN);
        OvsdbClient client = opened(builder("old").connect());
        await().until(client::isConnected);
        assertThat(name(client)).isEqualTo("a");
        assertThat(old.methods).containsExactly("get_schema", "get_schema", "monitor_cond", "monitor");
        String id = "['monid','T',1]";
        old.send("{'id':null,'method':'update','params':[" + id + ",{'Root':{'" + ROW
                + "':{'old':{'name':'a'},'new':{'name':'b','i':1}}}}]}");
        await().until(() -> name(client).equals("b"));
        assertThatThrownBy(() -> client.setConditions(Map.of("Root", RowCondition.where("i", Function.EQUAL, 7)))
                        .get(20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("knows neither monitor_cond");
        old.send("{'id':null,'method':'update','params':[" + id + ",{'Root':{'" + ROW + "':{'old':{'name':'b'}}}}]}");
        await().until(() -> client.replica().rows("Root").isEmpty());
    }

    @Test
    void leavesMembersThatDoNotLeadOrAreBehindForTheNext() throws Exception {
        AtomicInteger secondIndex = new AtomicInteger(5);
        ScriptedServer follower = scripted("1", (method, params) -> member(method, params, false, 9));
        scripted("2", (method, params) -> member(method, params, true, secondIndex.get()));
        OvsdbClient leaderOnly = opened(builder("1", "2").connect());
        await().until(leaderOnly::isConnected);
        assertThat(name(leaderOnly)).isEqualTo("5");
        assertThat(follower.methods).doesNotContain("monitor_cond_since");

        ScriptedServer stale = scripted("3", (method, params) -> member(method, params, true, 2));
        ScriptedServer first = scripted("4", (method, params) -> member(method, params, true, 3));
        OvsdbClient any = opened(builder("4", "3", "1").leaderOnly(false).connect());
        await().until(any::isConnected);
        assertThat(name(any)).isEqualTo("3");
        first.close();
        await().until(() -> any.isConnected() && name(any).equals("9"));
        assertThat(stale.methods).contains("monitor_cond").doesNotContain("monitor_cond_since");
    }

    @Test
    void leavesAServerThatSendsNonsense() throws Exception {
        ScriptedServer garbage = scripted("1", (method, params) -> "raw:[1,2}");
        ScriptedServer liar = scripted(
                "2",
                (method, params) -> method.equals("monitor_cond_since")
                        ? "[false,'" + ID + "',{'Root':{'" + ROW + "':{'initial':{'i':'not a number'}}}}]"
                        : member(method, params, true, 1));
        ours("3");
        OvsdbClient client = opened(builder("1", "2", "3").connect());
        await().until(client::isConnected);
        assertThat(client.replica().rows("Root")).isEmpty();
        assertThat(garbage.connections).hasValueGreaterThan(0);
        assertThat(liar.methods).contains("monitor_cond_since");
        assertThat(client.transact(
                                transaction -> transaction.insert("Root", Map.of("name", "x")), Duration.ofSeconds(20))
                        .isSuccess())
                .isTrue();
    }

    @Test
    void doesNotKnowWhatBecameOfATransactionWhoseReplyIsLost() throws Exception {
        scripted("1", (method, params) -> method.equals("transact") ? null : member(method, params, true, 1));
        OvsdbClient client = opened(builder("1").connect());
        await().until(client::isConnected);
        ReplicaTransaction transaction = client.transaction();
        transaction.insert("Root", Map.of("name", "x"));
        var increment = transaction.increment("Root", java.util.UUID.fromString(ROW), "i");
        TransactionResult result = transaction.submit().get(20, TimeUnit.SECONDS);
        assertThat(result.status()).isEqualTo(TransactionStatus.UNKNOWN);
        assertThat(increment).isCompletedExceptionally();
        await().until(client::isConnected);
        AtomicInteger attempts = new AtomicInteger();
        result = client.transact(
                again -> {
                    attempts.incrementAndGet();
                    again.insert("Root", Map.of("name", "y"));
                },
                Duration.ofSeconds(20));
        assertThat(result.status()).isEqualTo(TransactionStatus.UNKNOWN);
        assertThat(attempts).as("not repeated: it may have happened").hasValue(1);
    }

    @Test
    void leavesAServerThatIsSilent() throws Exception {
        ScriptedServer silent =
                scripted("1", (method, params) -> method.equals("echo") ? "raw:" : member(method, params, true, 1));
        scripted("2", (method, params) -> member(method, params, true, 2));
        OvsdbClient client =
                opened(builder("1", "2").probeInterval(Duration.ofMillis(100)).connect());
        await().until(() -> client.isConnected() && name(client).equals("2"));
        assertThat(silent.methods).contains("monitor_cond_since", "echo");
    }

    @Test
    void doesNotPileUpTransactionsThatNobodyAnswers() throws Exception {
        scripted("1", (method, params) -> method.equals("transact") ? "raw:" : member(method, params, true, 1));
        OvsdbClient client = opened(builder("1").connect());
        await().until(client::isConnected);
        List<CompletableFuture<TransactionResult>> sent = new ArrayList<>();
        for (int i = 0; i <= PendingTransactions.LIMIT; i++) {
            ReplicaTransaction transaction = client.transaction();
            transaction.insert("Root", Map.of());
            sent.add(transaction.submit());
        }
        TransactionResult last = sent.get(PendingTransactions.LIMIT).get(20, TimeUnit.SECONDS);
        assertThat(last.status()).isEqualTo(TransactionStatus.TRY_AGAIN);
        assertThat(last.message()).contains("10000 transactions wait");
        client.close();
        assertThat(sent.get(0).get(1, TimeUnit.SECONDS).status()).isEqualTo(TransactionStatus.UNKNOWN);
    }

    @Test
    void takesTheSchemaOfAConversionAndGoesOn() throws Exception {
        ours("s");
        AtomicInteger disconnects = new AtomicInteger();
        AtomicReference<ReplicaChange> last = new AtomicReference<>();
        OvsdbClient client = opened(builder("s").connect(new ReplicaListener() {
            @Override
            public void changed(Replica replica) {}

            @Override
            public void changed(ReplicaChange change) {
                if (change.before() != null && change.isSchemaChanged()) {
                    last.set(change);
                }
            }

            @Override
            public void disconnected() {
                disconnects.incrementAndGet();
            }
        }));
        await().until(client::isConnected);
        client.lock("L");
        await().until(client::lockHeld);
        assertThat(client.transact(
                                transaction -> transaction.insert("Root", Map.of("name", "x", "i", 4)),
                                Duration.ofSeconds(20))
                        .isSuccess())
                .isTrue();
        String schema = TestSchema.get()
                .toJson()
                .toString()
                .replace(
                        "\"name\":{\"type\":\"string\"}",
                        "\"name\":{\"type\":\"string\"},\"more\":{\"type\":\"boolean\"}");
        try (JsonRpcChannel convert = JsonRpcChannel.connect(socket("s"))) {
            Json.Arr params = Json.array(Json.of("T"), JsonParser.parse(schema));
            convert.send(new JsonRpcMessage.Request("convert", params, Json.of(1)));
            assertThat(convert.receive()).isInstanceOf(JsonRpcMessage.Reply.class);
        }
        await().until(() -> client.isConnected() && client.replica().hasColumn("Root", "more"));
        assertThat(name(client)).isEqualTo("x");
        await().until(() -> last.get() != null);
        assertThat(last.get().rows("Root")).hasSize(1);
        assertThat(last.get().rows("Root").get(0).columns()).containsExactly("more");
        assertThat(disconnects).hasValue(0);
        assertThat(client.lockHeld()).isTrue();
        assertThat(client.transact(
                                transaction -> transaction.insert("Root", Map.of("name", "y", "more", true)),
                                Duration.ofSeconds(20))
                        .isSuccess())
                .isTrue();
    }

    @Test
    void followsARelayIfItNeedNotBeALeader() throws Exception {
        ours("source");
        OvsdbServer relay = opened(new OvsdbServer());
        relay.relays().add("T", "unix:" + socket("source"), new UplinkOptions(0, 50, -1));
        relay.addRemote("punix:" + socket("relay"));
        OvsdbClient client = opened(builder("relay").leaderOnly(false).connect());
        assertThat(client.transact(
                                transaction -> transaction.insert("Root", Map.of("name", "x")), Duration.ofSeconds(20))
                        .isSuccess())
                .isTrue();
        assertThat(name(client)).isEqualTo("x");
        OvsdbClient proud = opened(builder("relay", "source").connect());
        await().until(proud::isConnected);
        assertThat(name(proud)).isEqualTo("x");
    }

    @Test
    void refusesRemotesThatAClientCannotUse() {
        assertThatThrownBy(() -> OvsdbClients.builder("ptcp:6640", "T").connect())
                .hasMessage("ptcp:6640: a client connects to unix:PATH, tcp:IP[:PORT] or ssl:HOST[:PORT]");
        assertThatThrownBy(() ->
                        OvsdbClients.builder("unix:/x,ssl:127.0.0.1:6640", "T").connect())
                .hasMessageContaining("ssl:127.0.0.1:6640: TLS needs a private key");
        assertThatThrownBy(() -> OvsdbClients.builder("", "T").connect()).hasMessageContaining("no server is named");
    }
}
