/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded.examples;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.projectfloodlight.openflow.exceptions.OFParseError;
import org.projectfloodlight.openflow.protocol.OFBarrierReply;
import org.projectfloodlight.openflow.protocol.OFEchoRequest;
import org.projectfloodlight.openflow.protocol.OFFactories;
import org.projectfloodlight.openflow.protocol.OFFactory;
import org.projectfloodlight.openflow.protocol.OFMessage;
import org.projectfloodlight.openflow.protocol.OFVersion;

/**
 * A controller of OpenFlow 1.3 on openflowj, the library of Floodlight and ONOS: waits for one switch at a time, answers its
 * echos, and keeps what else it says until it is asked for.
 */
public final class OpenFlowJController implements AutoCloseable {

    public static final OFFactory OF13 = OFFactories.getFactory(OFVersion.OF_13);

    private static final int HEADER = 8;
    private static final int LENGTH_AT = 2;

    private final ServerSocket server;
    private final String prefix;
    private final BlockingQueue<OFMessage> received = new LinkedBlockingQueue<>();
    private volatile Socket connection;
    private volatile IOException failure;
    private volatile boolean answersEchos = true;

    /** Listen on any port. */
    public OpenFlowJController() throws IOException {
        this(0);
    }

    /** Listen on a port that is held, or 0 for any. */
    public OpenFlowJController(int port) throws IOException {
        this(new ServerSocket(), port, "tcp:127.0.0.1:");
    }

    /** Listen on any port with TLS, and want certificates of switches. */
    public OpenFlowJController(SSLContext tls) throws IOException {
        this(tls.getServerSocketFactory().createServerSocket(), 0, "ssl:127.0.0.1:");
    }

    private OpenFlowJController(ServerSocket unbound, int port, String prefix) throws IOException {
        server = unbound;
        this.prefix = prefix;
        if (server instanceof SSLServerSocket tls) {
            tls.setNeedClientAuth(true);
        }
        server.setReuseAddress(true);
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread reader = new Thread(this::run, "controller");
        reader.setDaemon(true);
        reader.start();
    }

    /** Return what a bridge is given as its controller. */
    public String target() {
        return prefix + server.getLocalPort();
    }

    private void run() {
        while (!server.isClosed()) {
            try (Socket accepted = server.accept()) {
                connection = accepted;
                send(OF13.hello(List.of()));
                read(new DataInputStream(accepted.getInputStream()));
            } catch (IOException e) {
                // The switch, or the test, has ended it; or they do not trust each other.
                connection = null;
                failure = e;
            } catch (OFParseError e) {
                failure = new IOException(e);
                return;
            }
        }
    }

    private void read(DataInputStream in) throws IOException, OFParseError {
        while (true) {
            byte[] header = new byte[HEADER];
            in.readFully(header);
            int length = (header[LENGTH_AT] & 0xff) << 8 | header[LENGTH_AT + 1] & 0xff;
            byte[] message = Arrays.copyOf(header, length);
            in.readFully(message, HEADER, length - HEADER);
            OFMessage read = OFFactories.getGenericReader().readFrom(Unpooled.wrappedBuffer(message));
            if (read instanceof OFEchoRequest echo && answersEchos) {
                send(OF13.buildEchoReply()
                        .setXid(echo.getXid())
                        .setData(echo.getData())
                        .build());
            } else {
                received.add(read);
            }
        }
    }

    /** Send messages to the switch. */
    public void send(OFMessage... messages) throws IOException {
        ByteBuf bytes = Unpooled.buffer();
        for (OFMessage each : messages) {
            each.writeTo(bytes);
        }
        Socket to = connection;
        if (to == null) {
            throw new IOException("no switch is connected");
        }
        synchronized (this) {
            to.getOutputStream().write(ByteBufUtil.getBytes(bytes));
        }
    }

    /** Return the subject of the certificate that the connected switch has shown. */
    public String peer() throws IOException {
        if (connection instanceof SSLSocket tls) {
            return tls.getSession().getPeerPrincipal().getName();
        }
        throw new IOException("no switch is connected with TLS");
    }

    /** Return what went wrong last, or null. */
    public IOException failure() {
        return failure;
    }

    /** Answer the switch's echos no more; they are kept like other messages. */
    public void fallSilent() {
        answersEchos = false;
    }

    /** Wait until everything that was sent before has been done. */
    public void barrier() throws Exception {
        send(OF13.barrierRequest());
        await(OFBarrierReply.class);
    }

    /** Wait for the next message of a kind; those before it are forgotten. */
    public <T extends OFMessage> T await(Class<T> kind) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            OFMessage next = received.poll(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (next == null) {
                throw new AssertionError("no " + kind.getSimpleName() + " came within 30 s", failure);
            }
            if (kind.isInstance(next)) {
                return kind.cast(next);
            }
        }
    }

    /** Return whether a message of a kind has come; it is forgotten, with those before it. */
    public boolean isThere(Class<? extends OFMessage> kind) {
        for (OFMessage next = received.poll(); next != null; next = received.poll()) {
            if (kind.isInstance(next)) {
                return true;
            }
        }
        return false;
    }

    /** End the connection; the switch is free to come again. */
    public void disconnect() throws IOException {
        Socket to = connection;
        if (to != null) {
            to.close();
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        disconnect();
    }
}
