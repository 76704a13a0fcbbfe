/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfHeader;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.wire.RawBytes;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.embedded.HeldPort;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections of OpenFlow over loopback, with peers that behave and peers that do not. */
@Timeout(60)
class OpenFlowConnectionTest {

    private static final String HELLO13 = "0400000800000001";

    private TestBridge bridge;
    private ControllerListener listener;

    @BeforeEach
    void start() {
        bridge = new TestBridge();
        listener = ControllerListener.open(
                Remote.parse("ptcp:0:127.0.0.1", Remote.OPENFLOW_PORT),
                "br0<->",
                ConnectionSettings.DEFAULT,
                bridge.loops(),
                bridge.tls,
                bridge);
    }

    @AfterEach
    void stop() {
        listener.close();
        bridge.close();
    }

    private Socket connect(String... hex) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), listener.boundAddress().getPort());
        for (String bytes : hex) {
            socket.getOutputStream().write(HexFormat.of().parseHex(bytes));
        }
        return socket;
    }

    private static ByteBuffer read(InputStream stream) throws IOException {
        DataInputStream in = new DataInputStream(stream);
        byte[] header = new byte[OfHeader.LENGTH];
        in.readFully(header);
        byte[] rest = new byte[OfHeader.peek(ByteBuffer.wrap(header)).length() - header.length];
        in.readFully(rest);
        return ByteBuffer.allocate(header.length + rest.length)
                .put(header)
                .put(rest)
                .flip();
    }

    @Test
    void answersEchosItself() throws IOException {
        try (Socket socket = connect(HELLO13, "0402000a000000071234")) {
            assertThat(OfHeader.peek(read(socket.getInputStream())).type()).isEqualTo(OfHeader.HELLO);
            OfMessage echo = Messages.decode(read(socket.getInputStream()));
            assertThat(echo.kind()).isEqualTo(MessageKind.ECHO_REPLY);
            assertThat(echo.transaction()).isEqualTo(7);
            assertThat(((RawBytes) echo.body()).data()).containsExactly(0x12, 0x34);
        }
    }

    @Test
    void asksAfterSilenceAndThenHangsUp() throws IOException {
        listener.settings(ConnectionSettings.DEFAULT.withProbeMs(300));
        try (Socket socket = connect(HELLO13)) {
            read(socket.getInputStream());
            assertThat(Messages.decode(read(socket.getInputStream())).kind()).isEqualTo(MessageKind.ECHO_REQUEST);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        await().until(() -> bridge.events.contains("disconnected"));
    }

    @Test
    void hangsUpOnPeersThatDoNotSayHelloFirst() throws IOException {
        try (Socket socket = connect("0405000800000001")) {
            read(socket.getInputStream());
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(bridge.events).isEmpty();
    }

    @Test
    void hangsUpOnMessagesShorterThanTheirHeader() throws IOException {
        for (String length : List.of("0000", "0003", "0007")) {
            try (Socket socket = connect(HELLO13, "0405" + length + "00000001")) {
                read(socket.getInputStream());
                assertThat(socket.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void tellsPeersThatTheirVersionIsNotTheOneAgreedOn() throws IOException {
        try (Socket socket = connect(HELLO13, "0105000800000009")) {
            read(socket.getInputStream());
            ByteBuffer error = read(socket.getInputStream());
            assertThat(HexFormat.of().formatHex(error.array()))
                    .isEqualTo("0101001400000009" + "00010000" + "0105000800000009");
        }
    }

    @Test
    void handlesAllThatCameBeforeTheEnd() throws IOException {
        StringBuilder many = new StringBuilder(HELLO13);
        for (int i = 0; i < 1000; i++) {
            many.append("0414000800000001");
        }
        try (Socket socket = connect(many.toString())) {
            socket.shutdownOutput();
            await().until(() -> bridge.events.contains("disconnected"));
        }
        assertThat(Collections.frequency(bridge.events, "BARRIER_REQUEST")).isEqualTo(1000);
        assertThat(bridge.events.get(bridge.events.size() - 1)).isEqualTo("disconnected");
    }

    @Test
    void answersComeInTheOrderOfTheRequestsHoweverManyThereAre() throws IOException {
        int count = 5000;
        StringBuilder many = new StringBuilder(HELLO13);
        for (int i = 1; i <= count; i++) {
            many.append(String.format("04140008%08x", i));
        }
        try (Socket socket = connect(many.toString())) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            read(in);
            for (int i = 1; i <= count; i++) {
                assertThat(OfHeader.peek(read(in)).transaction()).isEqualTo(i);
            }
        }
    }

    @Test
    void dropsWhatNobodyReadsAndStopsReadingWhoDoesNotRead() throws Exception {
        try (Socket deaf = connect(HELLO13)) {
            await().until(() -> bridge.connections.size() == 1);
            ControllerConnection connection = bridge.connections.get(0);
            ByteBuffer big = Messages.encode(
                    OfMessage.of(MessageKind.ECHO_REPLY, OpenFlowVersion.OF13, 0, new RawBytes(new byte[60_000])));
            for (int i = 0; i < 2000; i++) {
                connection.sendUnasked(big);
            }
            assertThat(connection.dropped()).isGreaterThan(1500);
            try (Socket other = connect(HELLO13, "0402000800000007")) {
                read(other.getInputStream());
                assertThat(Messages.decode(read(other.getInputStream())).kind()).isEqualTo(MessageKind.ECHO_REPLY);
            }
        }
    }

    @Test
    void survivesBytesOfAllKinds() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 50; i++) {
            byte[] noise = new byte[random.nextInt(400)];
            random.nextBytes(noise);
            try (Socket socket = connect(HELLO13)) {
                socket.getOutputStream().write(noise);
                socket.shutdownOutput();
                socket.setSoTimeout(10_000);
                while (socket.getInputStream().read() >= 0) {
                    continue;
                }
            } catch (java.net.SocketException e) {
                // Hung up while the noise was on its way: just as good.
                assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
            }
        }
        answersEchosItself();
    }

    @Test
    void connectsAgainAfterTheControllerWasAway() throws Exception {
        HeldPort held = HeldPort.any();
        int port = held.number();
        ActiveController controller = new ActiveController(
                Remote.parse("tcp:127.0.0.1:" + port, Remote.OPENFLOW_PORT),
                "br0<->tcp:127.0.0.1:" + port,
                new ConnectionSettings(ConnectionSettings.DEFAULT.versions(), 0, 1000, -1),
                bridge.loops(),
                bridge.tls,
                bridge);
        await().until(() -> controller.status().lastError() != null);
        assertThat(controller.status().isConnected()).isFalse();
        List<String> states = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            try (ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                    Socket socket = server.accept()) {
                assertThat(OfHeader.peek(read(socket.getInputStream())).version())
                        .isEqualTo(6);
                socket.getOutputStream().write(HexFormat.of().parseHex(HELLO13));
                await().until(() -> controller.status().isConnected());
                states.add(controller.status().pairs(0).get("state"));
            }
            await().until(() -> !controller.status().isConnected());
        }
        controller.close();
        held.close();
        assertThat(states).containsExactly("ACTIVE", "ACTIVE");
        await().until(() -> Collections.frequency(bridge.events, "disconnected") == 2);
        assertThat(bridge.events).containsSubsequence("connected OF13", "disconnected", "connected OF13");
    }

    @Test
    void givesUpOnControllersThatSayNothing() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ActiveController controller = new ActiveController(
                    Remote.parse("tcp:127.0.0.1:" + silent.getLocalPort(), Remote.OPENFLOW_PORT),
                    "br0<->silent",
                    ConnectionSettings.DEFAULT,
                    bridge.loops(),
                    bridge.tls,
                    bridge);
            try (Socket accepted = silent.accept()) {
                read(accepted.getInputStream());
                assertThat(accepted.getInputStream().read()).isEqualTo(-1);
                await().until(() ->
                        "Connection timed out".equals(controller.status().lastError()));
            } catch (EOFException e) {
                throw new AssertionError("no hello", e);
            } finally {
                controller.close();
            }
        }
    }

    @Test
    void endsAConnectionWhoseMessageTheBridgeFailsToHandleAndNoOther() throws Exception {
        ControllerConnection.Handler faulty = new ControllerConnection.Handler() {
            @Override
            public void connected(ControllerConnection connection) {
                bridge.connected(connection);
            }

            @Override
            public void received(ControllerConnection connection, ByteBuffer message) {
                if (OfHeader.peek(message).transaction() == 7) {
                    throw new IllegalStateException("on purpose");
                }
                bridge.received(connection, message);
            }

            @Override
            public void disconnected(ControllerConnection connection) {
                bridge.disconnected(connection);
            }
        };
        String barrier = "0414000800000007";
        String harmless = "0414000800000008";
        try (ControllerListener second = ControllerListener.open(
                Remote.parse("ptcp:0:127.0.0.1", Remote.OPENFLOW_PORT),
                "br1<->",
                ConnectionSettings.DEFAULT,
                bridge.loops(),
                bridge.tls,
                faulty)) {
            int port = second.boundAddress().getPort();
            try (Socket bad = new Socket(InetAddress.getLoopbackAddress(), port);
                    Socket good = new Socket(InetAddress.getLoopbackAddress(), port)) {
                good.getOutputStream().write(HexFormat.of().parseHex(HELLO13));
                bad.getOutputStream().write(HexFormat.of().parseHex(HELLO13 + harmless + barrier + harmless));
                read(bad.getInputStream());
                assertThat(OfHeader.peek(read(bad.getInputStream())).transaction())
                        .isEqualTo(8);
                await().until(() -> bridge.events.stream().anyMatch(event -> event.startsWith("disconnected")));
                read(good.getInputStream());
                good.getOutputStream().write(HexFormat.of().parseHex(harmless));
                assertThat(OfHeader.peek(read(good.getInputStream())).transaction())
                        .isEqualTo(8);
            }
        }
    }
}
