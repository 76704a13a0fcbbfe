/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.vswitchd.testing.TestPki;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever comes over a TLS remote instead of TLS, or in the midst of it, the server lives in a small heap, keeps nothing
 * of it, and serves a client that has done nothing wrong. How often each kind of garbage comes is the system property
 * {@code ops.faults.rounds}.
 */
@Timeout(3600)
class TlsGarbagePeerTest {

    private static final int ROUNDS = Integer.getInteger("ops.faults.rounds", 20);
    private static final int SLOW = 30;

    @TempDir
    Path folder;

    private TestImage image;
    private TlsGarbage garbage;
    private SSLSocket witness;
    private int port;

    @BeforeEach
    void start() throws Exception {
        TestImage.needs("openssl", "ovsdb-tool", "ovs-appctl");
        image = new TestImage(folder);
        TestPki pki = new TestPki(folder.resolve("pki"));
        pki.authority("ca");
        pki.issue("server", "ca", 1, TestPki.EC);
        pki.issue("client", "ca", 1, TestPki.EC);
        Path database = image.run().resolve("conf.db");
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        List<String> args = new ArrayList<>(List.of(pki.options("server", "ca")));
        args.addAll(List.of("--remote=pssl:0:127.0.0.1", database.toString()));
        image.javaOptions("-Xmx48m -XX:MaxDirectMemorySize=32m -XX:+ExitOnOutOfMemoryError");
        assertThat(image.startServer(args.toArray(String[]::new))).isEqualTo(new TestImage.Result(0, "", ""));
        port = Integer.parseInt(image.serverLog().replaceAll("(?s).*listening on port (\\d+).*", "$1"));
        garbage = new TlsGarbage(pki.clientContext("client"), port);
        witness = garbage.handshake("TLSv1.3");
    }

    @AfterEach
    void stop() throws Exception {
        if (witness != null) {
            witness.close();
        }
        if (image != null) {
            image.stop();
        }
    }

    private void assertServed() throws Exception {
        witness.setSoTimeout(20_000);
        witness.getOutputStream()
                .write("{\"id\":1,\"method\":\"echo\",\"params\":[\"here\"]}".getBytes(StandardCharsets.US_ASCII));
        StringBuilder answer = new StringBuilder();
        while (!answer.toString().contains("[\"here\"]")) {
            int next = witness.getInputStream().read();
            assertThat(next).as("the witness's connection").isNotEqualTo(-1);
            answer.append((char) next);
            if (answer.toString().endsWith("\"method\":\"echo\",\"params\":[]}")) {
                String reply = "{\"id\":\"echo\",\"result\":[],\"error\":null}";
                witness.getOutputStream().write(reply.getBytes(StandardCharsets.US_ASCII));
                answer.setLength(0);
            }
        }
    }

    private long descriptors() throws IOException {
        try (Stream<Path> all =
                java.nio.file.Files.list(Path.of("/proc", Long.toString(image.pid("ovsdb-server")), "fd"))) {
            return all.count();
        }
    }

    @Test
    void garbageHarmsNobodyAndLeavesNothing() throws Exception {
        assertServed();
        assertThat(image.control("vlog/disable-rate-limit", "stream_ssl")).isEmpty();
        long before = descriptors();
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(new Socket("127.0.0.1", port));
            }
            byte[] hello = garbage.hello();
            for (int round = 0; round < ROUNDS; round++) {
                for (TlsGarbage.Kind kind : TlsGarbage.Kind.values()) {
                    garbage.send(kind, new Random(31L * round + kind.ordinal()));
                }
                for (int i = 0; i < SLOW; i++) {
                    drip(slow.get(i), hello[round % hello.length], i);
                }
                assertServed();
            }
            assertServed();
            // Those who are slow are given up on; that of the others nothing is left.
            for (Socket one : slow) {
                one.setSoTimeout(30_000);
                readToTheEnd(one);
            }
        } finally {
            for (Socket one : slow) {
                one.close();
            }
        }
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(image.control("memory/show")).contains(" sessions:1 ");
            assertThat(descriptors()).isLessThanOrEqualTo(before + 2);
        });
        assertServed();
        assertThat(image.serverLog().lines().filter(line -> line.contains("|stream_ssl|WARN|ssl:127.0.0.1:")))
                .as("one line for each that is no TLS")
                .hasSizeBetween(ROUNDS * 8, ROUNDS * TlsGarbage.Kind.values().length + SLOW);
        assertThat(image.serverLog()).doesNotContain("|ERR|", "|EMER|", "Exception", "OutOfMemory", "\tat ");
    }

    /** Send one byte, unless the server has had enough of waiting. */
    private static void drip(Socket socket, byte one, int number) throws IOException {
        try {
            socket.getOutputStream().write(one);
        } catch (IOException e) {
            assertThat(e.getMessage()).as("slow client %d", number).containsAnyOf("reset", "Broken pipe", "closed");
        }
    }

    private static void readToTheEnd(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        try {
            assertThat(in.readAllBytes().length).isLessThan(100);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the server waits for ever", e);
        } catch (IOException e) {
            // Reset, since there were bytes that the server did not read any more.
        }
    }
}
