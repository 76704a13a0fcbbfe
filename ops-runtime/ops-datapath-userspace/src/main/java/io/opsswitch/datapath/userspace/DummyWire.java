/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.PortSpec;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The imagined cable from a stand-in to others, in this process or elsewhere: {@code options:pstream}, {@code
 * punix:FILE} or {@code ptcp:PORT[:IP]}, waits for others, {@code options:stream}, {@code unix:FILE} or {@code
 * tcp:IP:PORT}, goes to one and is tried again each second. Safe for use by several threads.
 */
final class DummyWire implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("netdev_dummy");
    private static final long RETRY_MILLIS = 1000;

    private final String name;
    private final SocketAddress address;
    private final Consumer<byte[]> receiver;
    private final @Nullable ServerSocketChannel server;
    private final List<DummyConnection> connections = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean isClosed;

    private DummyWire(
            String name, SocketAddress address, @Nullable ServerSocketChannel server, Consumer<byte[]> receiver) {
        this.name = name;
        this.address = address;
        this.server = server;
        this.receiver = receiver;
        this.thread = new Thread(server == null ? this::connect : () -> accept(server), name + "-wire");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Open the cable that the options of a port ask for, if any.
     *
     * @param receiver gets each frame that comes; called by one thread for each connection
     */
    static @Nullable DummyWire open(PortSpec spec, Consumer<byte[]> receiver) throws DatapathException {
        String passive = spec.options().get("pstream");
        String active = spec.options().get("stream");
        if (passive == null && active == null) {
            return null;
        }
        String text = passive == null ? String.valueOf(active) : passive;
        String option = passive == null ? "stream" : "pstream";
        try {
            SocketAddress address = passive == null ? there(text) : here(text);
            if (passive == null) {
                return new DummyWire(spec.name(), address, null, receiver);
            }
            if (address instanceof UnixDomainSocketAddress file) {
                Files.deleteIfExists(file.getPath());
            }
            ServerSocketChannel server = address instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            try {
                server.bind(address);
            } catch (IOException e) {
                server.close();
                throw e;
            }
            return new DummyWire(spec.name(), address, server, receiver);
        } catch (IOException | IllegalArgumentException e) {
            throw new DatapathException(
                    "could not add port " + spec.name() + ": options:" + option + "=" + text + ": " + e.getMessage(),
                    e);
        }
    }

    private static SocketAddress here(String text) throws IOException {
        if (text.startsWith("punix:")) {
            return file(text.substring("punix:".length()));
        }
        if (text.matches("ptcp:\\d{1,5}(:.*)?")) {
            String[] parts = text.split(":", 3);
            InetAddress host = parts.length == 3 ? InetAddress.getByName(parts[2]) : null;
            return new InetSocketAddress(host, Integer.parseInt(parts[1]));
        }
        throw new IllegalArgumentException("not punix:FILE or ptcp:PORT[:IP]");
    }

    private static SocketAddress there(String text) throws IOException {
        if (text.startsWith("unix:")) {
            return file(text.substring("unix:".length()));
        }
        int colon = text.lastIndexOf(':');
        if (text.matches("tcp:.+:\\d{1,5}")) {
            return new InetSocketAddress(
                    InetAddress.getByName(text.substring("tcp:".length(), colon)),
                    Integer.parseInt(text.substring(colon + 1)));
        }
        throw new IllegalArgumentException("not unix:FILE or tcp:IP:PORT");
    }

    private static SocketAddress file(String path) {
        try {
            return UnixDomainSocketAddress.of(Path.of(path));
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** Return whether it goes to one other stand-in, rather than waiting for any number of them. */
    boolean isActive() {
        return server == null;
    }

    /** Return whether another stand-in is connected. */
    boolean isConnected() {
        return !connections.isEmpty();
    }

    /** Send a frame to all that are connected. */
    void send(byte[] frame) {
        for (DummyConnection connection : connections) {
            connection.send(frame);
        }
    }

    private void connect() {
        while (!isClosed) {
            try {
                read(SocketChannel.open(address));
            } catch (IOException e) {
                VLOG.dbg("%s: %s cannot be reached: %s", name, address, e.getMessage());
            }
            try {
                Thread.sleep(isClosed ? 0 : RETRY_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void accept(ServerSocketChannel from) {
        try {
            while (!isClosed) {
                SocketChannel channel = from.accept();
                Thread reader = new Thread(() -> read(channel), name + "-wire-in");
                reader.setDaemon(true);
                reader.start();
            }
        } catch (IOException e) {
            if (!isClosed) {
                VLOG.warn("%s: no more stand-ins can connect to %s: %s", name, address, e.getMessage());
            }
        }
    }

    private void read(SocketChannel channel) {
        DummyConnection connection = new DummyConnection(channel, name);
        connections.add(connection);
        try {
            if (!isClosed) {
                connection.read(receiver);
            }
        } finally {
            connections.remove(connection);
            connection.close();
        }
    }

    @Override
    public void close() {
        isClosed = true;
        thread.interrupt();
        connections.forEach(DummyConnection::close);
        try {
            if (server != null) {
                server.close();
                if (address instanceof UnixDomainSocketAddress file) {
                    Files.deleteIfExists(file.getPath());
                }
            }
        } catch (IOException e) {
            VLOG.warn("%s: %s could not be closed: %s", name, address, e.getMessage());
        }
    }
}
