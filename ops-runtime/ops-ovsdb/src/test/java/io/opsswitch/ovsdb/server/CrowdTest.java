/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import io.opsswitch.ovsdb.testing.TestMemory;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Many clients that say nothing, and many that read nothing, cost others nothing and the server little memory. */
@Isolated("it measures memory")
class CrowdTest {

    private static final int IDLE = 2000;
    private static final int SLOW = 200;
    private static final int ROWS = 10;
    private static final int UPDATES = 300;
    private static final String FILLER = "x".repeat(20_000);
    private static final Pattern NAME = Pattern.compile("'name':'(\\d)'");
    private static final Pattern NUMBER = Pattern.compile("'opt':(\\d+)");
    private static final long MEMORY = 256L << 20;

    @Test
    void servesOthersInLittleMemory() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        List<AutoCloseable> crowd = new ArrayList<>();
        try (EmbeddedOvsdb server =
                EmbeddedOvsdb.builder().schema(TestSchema.get()).start()) {
            Path socket = server.socket();
            for (int i = 0; i < IDLE; i++) {
                SocketChannel idle = SocketChannel.open(StandardProtocolFamily.UNIX);
                crowd.add(idle);
                idle.connect(UnixDomainSocketAddress.of(socket));
            }
            List<TestClient> slow = new ArrayList<>();
            for (int i = 0; i < SLOW; i++) {
                TestClient client = new TestClient(socket);
                crowd.add(client);
                slow.add(client);
                client.call("monitor_cond", "['T','m" + i + "',{'Root':[{'columns':['name','opt','fixed']}]}]");
            }
            TestClient writer = new TestClient(socket);
            crowd.add(writer);
            for (int row = 0; row < ROWS; row++) {
                writer.call("transact", insert(row, -1));
            }
            long before = TestMemory.used();
            for (int i = 0; i < UPDATES; i++) {
                int row = i % ROWS;
                String reply = writer.call(
                        "transact", "['T',{'op':'delete','table':'Root','where':[['name','==','" + row + "']]}]");
                assertThat(reply).contains("'count':1");
                assertThat(writer.call("transact", insert(row, i))).contains("'uuid'");
            }
            assertThat(TestMemory.used() - before).isLessThan(MEMORY);
            // What comes last to the slowest is the state that there is.
            assertThat(lastNumbers(slow.get(0))).isEqualTo(numbers());
            assertThat(lastNumbers(slow.get(SLOW - 1))).isEqualTo(numbers());
        } finally {
            for (AutoCloseable one : crowd) {
                one.close();
            }
        }
    }

    private static String insert(int row, int number) {
        return "['T',{'op':'insert','table':'Root','row':{'name':'" + row + "','opt':" + number + ",'fixed':'" + FILLER
                + "'}}]";
    }

    private static List<Integer> numbers() {
        List<Integer> numbers = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            numbers.add(UPDATES - ROWS + row);
        }
        return numbers;
    }

    /** Read updates until each row has its last number. */
    private static List<Integer> lastNumbers(TestClient client) throws Exception {
        Integer[] last = new Integer[ROWS];
        while (!numbers().equals(Arrays.asList(last))) {
            String message = client.notification();
            assertThat(message).isNotEqualTo("closed");
            for (String part : message.split("'insert':", -1)) {
                Matcher name = NAME.matcher(part);
                Matcher number = NUMBER.matcher(part);
                if (name.find() && number.find()) {
                    last[Integer.parseInt(name.group(1))] = Integer.parseInt(number.group(1));
                }
            }
        }
        return Arrays.asList(last);
    }
}
