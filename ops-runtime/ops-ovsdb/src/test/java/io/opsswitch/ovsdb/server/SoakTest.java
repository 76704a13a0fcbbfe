/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import io.opsswitch.ovsdb.testing.TestMemory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Clients that write, watch, come and go, while the file is compacted: memory does not grow. What is compared is what is
 * left when all of them but a watcher who stays have gone, since what is under way at a moment depends on the machine.
 * For how long is the system property {@code ops.soak.seconds}.
 */
@Isolated("it measures memory")
class SoakTest {

    private static final int SECONDS = Integer.getInteger("ops.soak.seconds", 8);
    private static final int SAMPLES = 8;
    private static final int WRITERS = 3;
    private static final int WATCHERS = 5;
    private static final int ROWS = 200;
    private static final int STAY = 150;
    private static final String FILLER = "x".repeat(300);

    private volatile boolean ending;

    @Test
    void memoryStaysFlat() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        ExecutorService clients = Executors.newCachedThreadPool();
        try (EmbeddedOvsdb server =
                EmbeddedOvsdb.builder().schema(TestSchema.get()).start()) {
            Path socket = server.socket();
            try (TestClient stays = new TestClient(socket)) {
                stays.call("monitor_cond_since", "['T','m',{'Root':[{}]}]");
                List<Long> samples = new ArrayList<>();
                long work = 0;
                for (int i = 0; i < SAMPLES; i++) {
                    work += round(clients, socket, server) + drain(stays);
                    samples.add(TestMemory.used());
                }
                System.out.println("soak: " + SECONDS + " s, " + work + " transactions and updates, MB: "
                        + samples.stream().map(bytes -> bytes >> 20).toList());
                assertThat(max(samples.subList(SAMPLES / 2, SAMPLES)))
                        .isLessThan(max(samples.subList(0, SAMPLES / 2)) * 5 / 4 + (8 << 20));
            }
        } finally {
            ending = true;
            clients.shutdownNow();
        }
    }

    /** Let clients work for a while, compact meanwhile and afterwards, and see all of them off. */
    private long round(ExecutorService clients, Path socket, EmbeddedOvsdb server) throws Exception {
        ending = false;
        List<Future<Long>> running = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int number = i;
            running.add(clients.submit(() -> write(socket, number)));
        }
        for (int i = 0; i < WATCHERS; i++) {
            running.add(clients.submit(() -> watch(socket)));
        }
        Thread.sleep(SECONDS * 1000L / SAMPLES / 2);
        server.server().compact("T").get(60, TimeUnit.SECONDS);
        Thread.sleep(SECONDS * 1000L / SAMPLES / 2);
        ending = true;
        long work = 0;
        for (Future<Long> client : running) {
            work += client.get(60, TimeUnit.SECONDS);
        }
        server.server().compact("T").get(60, TimeUnit.SECONDS);
        return work;
    }

    private static long drain(TestClient client) throws Exception {
        client.call("echo", "[]");
        long count = 0;
        while (client.notificationsKept() > 0) {
            client.notification();
            count++;
        }
        return count;
    }

    private static long max(List<Long> samples) {
        return samples.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    /** Keep so many rows, each a new one in its turn, on a connection for a while and then on another. */
    private long write(Path socket, int writer) throws Exception {
        long count = 0;
        while (!ending) {
            try (TestClient client = new TestClient(socket)) {
                for (int i = 0; i < STAY && !ending; i++) {
                    String name = writer + "-" + count % ROWS;
                    String reply = client.call(
                            "transact",
                            "['T',{'op':'delete','table':'Root','where':[['name','==','" + name + "']]},"
                                    + "{'op':'insert','table':'Root','row':{'name':'" + name + "','fixed':'" + FILLER
                                    + "','opt':" + count + "}}"
                                    + (count % 50 == 0 ? ",{'op':'commit','durable':true}" : "") + "]");
                    if (!reply.contains("'uuid'")) {
                        throw new AssertionError(reply);
                    }
                    count++;
                }
            }
        }
        return count;
    }

    /** Watch all, or one row, on a connection for a while and then on another. */
    private long watch(Path socket) throws Exception {
        long count = 0;
        while (!ending) {
            try (TestClient client = new TestClient(socket)) {
                String where = count % 2 == 0 ? "true" : "['name','==','0-" + count % ROWS + "']";
                client.call(
                        "monitor_cond_since",
                        "['T','m',{'Root':[{'where':[" + where + "]}]},'00000000-0000-0000-0000-000000000000']");
                for (int i = 0; i < STAY && !ending; i++) {
                    count += drain(client);
                }
            }
        }
        return count;
    }
}
