/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfHeader;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.control.Hello;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.vswitchd.connection.ActiveController;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Those who look on at what a controller and the bridge say to each other. */
@Timeout(60)
class SnoopersTest {

    @TempDir
    Path folder;

    private TestEndpoint endpoint;
    private Path main;
    private Path snoop;

    @BeforeEach
    void start() {
        endpoint = new TestEndpoint();
        main = folder.resolve("main");
        snoop = folder.resolve("snoop");
        endpoint.listen(main, false);
        endpoint.listen(snoop, endpoint.bridge.snoopers());
    }

    @AfterEach
    void stop() {
        endpoint.close();
    }

    /** Reads what it is shown. */
    private final class Snooper implements AutoCloseable {
        private final SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(snoop));
        private final DataInputStream in = new DataInputStream(Channels.newInputStream(channel));

        Snooper() throws IOException {
            ByteBuffer hello = Messages.encode(
                    OfMessage.of(MessageKind.HELLO, OpenFlowVersion.OF13, 1, Hello.of(Set.of(OpenFlowVersion.OF13))));
            while (hello.hasRemaining()) {
                channel.write(hello);
            }
            next();
        }

        OfHeader next() throws IOException {
            byte[] header = in.readNBytes(OfHeader.LENGTH);
            if (header.length < OfHeader.LENGTH) {
                throw new EOFException("hung up");
            }
            OfHeader first = OfHeader.peek(ByteBuffer.wrap(header));
            in.readNBytes(first.length() - header.length);
            return first;
        }

        /** Wait for a message of a transaction. */
        void await(int transaction) throws IOException {
            while (next().transaction() != transaction) {
                continue;
            }
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    @Test
    void whoComesBeforeTheControllerSeesItAllTheSame() throws Exception {
        try (Snooper snooper = new Snooper();
                TestController controller = new TestController(main, OpenFlowVersion.OF13)) {
            snooper.await(controller.send(MessageKind.BARRIER_REQUEST, Empty.EMPTY));
        }
    }

    @Test
    void whoComesAfterTheControllerSeesIt() throws Exception {
        try (TestController controller = new TestController(main, OpenFlowVersion.OF13);
                Snooper snooper = new Snooper()) {
            FutureTask<OfHeader> first = new FutureTask<>(snooper::next);
            new Thread(first, "snooper").start();
            // It looks on from when the bridge has seen its hello.
            await().until(() -> {
                controller.settle();
                return first.isDone();
            });
            assertThat(first.get().type()).isEqualTo(OfHeader.peek(barrier()).type());
        }
    }

    @Test
    void whoStaysSeesTheControllerComeBack() throws Exception {
        Path socket = folder.resolve("controller");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
                Snooper snooper = new Snooper()) {
            server.bind(UnixDomainSocketAddress.of(socket));
            ActiveController connecting = endpoint.connectTo(socket);
            try (TestController controller = new TestController(server.accept(), OpenFlowVersion.OF13)) {
                snooper.await(controller.send(MessageKind.BARRIER_REQUEST, Empty.EMPTY));
            }
            try (TestController again = new TestController(server.accept(), OpenFlowVersion.OF13)) {
                int last = 0;
                for (int i = 0; i < 5; i++) {
                    last = again.send(MessageKind.BARRIER_REQUEST, Empty.EMPTY);
                }
                // The first connection did not come so far.
                snooper.await(last);
            }
            connecting.close();
        }
    }

    private static ByteBuffer barrier() {
        return Messages.encode(OfMessage.of(MessageKind.BARRIER_REQUEST, OpenFlowVersion.OF13, 1, Empty.EMPTY));
    }

    @Test
    void thereMustBeAControllerToBeSeen() throws Exception {
        endpoint.expectsControllers = false;
        try (Snooper snooper = new Snooper()) {
            assertThat(snooper.in.read()).isEqualTo(-1);
        }
    }
}
