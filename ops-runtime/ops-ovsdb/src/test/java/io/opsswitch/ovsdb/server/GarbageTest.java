/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever bytes a client sends, the others are served as before. */
class GarbageTest {

    /** 400 in every build; more with -Pfaults. */
    private static final int ROUNDS = 20 * Integer.getInteger("ops.faults.rounds", 20);

    /** What takes the place of a part of a message. */
    private static final String[] PARTS = {
        "null",
        "true",
        "-1",
        "1e300",
        "0.5",
        "9223372036854775808",
        "''",
        "'T'",
        "'Root'",
        "'name'",
        "'uuid'",
        "'\\u00e9\\u20ac'",
        "[]",
        "{}",
        "[[]]",
        "{'':null}",
        "['uuid','x']",
        "['named-uuid',1]",
        "['set',[['set',[]]]]",
        "['map',[[]]]",
        "['map',[['a',1],['a',2]]]",
        "{'op':'abort'}",
        "{'op':'assert','lock':1}",
        "['==']",
        "{'columns':'name'}"
    };

    /** What is damaged: each kind of message, and of value in it. */
    private static final String[] CORPUS = {
        "{'id':1,'method':'list_dbs','params':[]}",
        "{'id':2,'method':'get_schema','params':['T']}",
        "{'id':3,'method':'monitor','params':['T',null,{'Root':{'columns':['name'],'select':{'initial':false}}}]}",
        "{'id':4,'method':'monitor_cond','params':['T',[1],{'Root':[{'where':[['i','<',5],true]}]}]}",
        "{'id':5,'method':'monitor_cond_since','params':['T','m',{'Kid':[{}]},'00000000-0000-0000-0000-000000000000']}",
        "{'id':6,'method':'monitor_cond_change','params':['m','n',{'Root':[{'where':[false]}]}]}",
        "{'id':7,'method':'transact','params':['T',{'op':'insert','table':'Root','uuid-name':'a','row':{'name':'x',"
                + "'set':['set',['a','b']],'map':['map',[['k',1]]],'kids':['set',[['named-uuid','k']]]}},"
                + "{'op':'insert','table':'Kid','uuid-name':'k','row':{'n':-9223372036854775808}}]}",
        "{'id':8,'method':'transact','params':['T',{'op':'mutate','table':'Root','where':[['name','!=','']],"
                + "'mutations':[['i','+=',1],['set','insert',['set',['c']]]]},{'op':'commit','durable':true}]}",
        "{'id':9,'method':'transact','params':['T',{'op':'wait','table':'Root','timeout':0,'where':[],"
                + "'columns':['name'],'until':'==','rows':[{'name':'y'}]}]}",
        "{'id':10,'method':'transact','params':['T',{'op':'select','table':'Root','where':[['opt','==',['set',[]]]]}]}",
        "{'id':11,'method':'lock','params':['l']}",
        "{'id':12,'method':'set_db_change_aware','params':[true]}",
        "{'id':null,'method':'cancel','params':[8]}",
        "{'id':'echo','result':[],'error':null}",
        // Not JSON, and the last:
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc\u0003\u0003"
    };

    private static final int MESSAGES = CORPUS.length - 1;

    private EmbeddedOvsdb server;
    private TestClient witness;

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        server = EmbeddedOvsdb.builder()
                .schema(TestSchema.get())
                .messageLimit(1 << 20)
                .start();
        witness = new TestClient(server.socket());
    }

    @AfterEach
    void stop() throws Exception {
        witness.close();
        server.close();
    }

    private void isServed() throws Exception {
        assertThat(witness.call("echo", "['still here']")).contains("'result':['still here']");
        assertThat(witness.call("transact", "['T',{'op':'select','table':'One','where':[]}]"))
                .contains("'rows':[]");
    }

    private void send(byte[] bytes) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(server.socket()));
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            try {
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.shutdownOutput();
                ByteBuffer answer = ByteBuffer.allocate(1 << 16);
                while (channel.read(answer.clear()) >= 0) {
                    // Until the server hangs up.
                }
            } catch (IOException e) {
                // It may do so before all is sent.
            }
        }
    }

    @Test
    void damagedMessagesHarmNobodyElse() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 1 + random.nextInt(4); i > 0; i--) {
                text.append(CORPUS[random.nextInt(CORPUS.length)].replace('\'', '"'));
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
            for (int i = random.nextInt(6); i > 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte)
                        (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:0-e\\".charAt(random.nextInt(11)));
            }
            int length = random.nextInt(3) == 0 ? random.nextInt(bytes.length) : bytes.length;
            send(Arrays.copyOf(bytes, length));
            if (seed % 20 == 0) {
                isServed();
            }
        }
        isServed();
        for (int i = 0; i < 100 && server.server().memory().get("sessions") > 1; i++) {
            Thread.sleep(50);
        }
        assertThat(server.server().memory().get("sessions")).isEqualTo(1);
    }

    @Test
    void messagesOfAnotherShapeHarmNobodyElse() throws Exception {
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                Json message = json(CORPUS[random.nextInt(MESSAGES)]);
                for (int j = 1 + random.nextInt(3); j > 0; j--) {
                    message = withAnotherPart(message, random);
                }
                text.append(message);
            }
            send(text.toString().getBytes(StandardCharsets.UTF_8));
            if (seed % 20 == 0) {
                isServed();
            }
        }
        isServed();
        await().until(() -> server.server().memory().get("sessions") == 1);
    }

    private static Json json(String text) throws Exception {
        return JsonParser.parse(text.replace('\'', '"'));
    }

    /** Put something else in the place of the value, or of a part of it. */
    private static Json withAnotherPart(Json value, Random random) throws Exception {
        if (value instanceof Json.Arr arr && arr.size() > 0 && random.nextInt(5) > 0) {
            List<Json> elements = new ArrayList<>(arr.elements());
            int which = random.nextInt(elements.size());
            elements.set(which, withAnotherPart(elements.get(which), random));
            return new Json.Arr(elements);
        }
        if (value instanceof Json.Obj obj && !obj.members().isEmpty() && random.nextInt(10) > 0) {
            List<String> names = List.copyOf(obj.members().keySet());
            String which = names.get(random.nextInt(names.size()));
            Json.Obj changed = Json.object();
            for (String name : names) {
                Json member = obj.members().get(name);
                if (name.equals(which) && random.nextInt(6) == 0) {
                    name = PARTS[random.nextInt(PARTS.length)];
                } else if (name.equals(which)) {
                    member = withAnotherPart(member, random);
                }
                changed = changed.with(name, member);
            }
            return changed;
        }
        return json(PARTS[random.nextInt(PARTS.length)]);
    }

    @Test
    void deepNestingLongTextsAndHalfMessagesHarmNobodyElse() throws Exception {
        send("[".repeat(500_000).getBytes(StandardCharsets.US_ASCII));
        send("{\"a\":".repeat(200_000).getBytes(StandardCharsets.US_ASCII));
        isServed();
        send(("{\"id\":1,\"method\":\"echo\",\"params\":[\"" + "x".repeat(3 << 20) + "\"]}")
                .getBytes(StandardCharsets.US_ASCII));
        isServed();
        send(("{\"id\":1,\"method\":\"transact\",\"params\":[\"T\"" + ",[[[[1]]]]".repeat(50_000) + "]}")
                .getBytes(StandardCharsets.US_ASCII));
        isServed();
        // Half a character, one too long, halves of pairs, a zero, a number that is none: each as a text of a request.
        for (String text : new String[] {
            "\"\u00e2\u0082\"",
            "\"\u00c0\u00af\"",
            "\"\\ud800\"",
            "\"\\udc00x\"",
            "\"\u00ed\u00a0\u0080\"",
            "\"\\u0000\"",
            "1e999",
            "-",
            "01",
            "NaN"
        }) {
            send(("{\"id\":1,\"method\":\"echo\",\"params\":[" + text + "]}").getBytes(StandardCharsets.ISO_8859_1));
            isServed();
        }
        try (TestClient half = new TestClient(server.socket())) {
            half.send("{'id':1,'method':'transact','params':['T',{'op':'ins");
            isServed();
        }
        isServed();
    }
}
