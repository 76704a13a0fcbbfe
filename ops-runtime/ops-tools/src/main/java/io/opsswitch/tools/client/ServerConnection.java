/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.tls.BlockingTls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A connection to a server. Probes of the server are answered while something is received. One thread receives; others
 * may {@link #send} meanwhile.
 */
final class ServerConnection implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("ovsdb_client");

    private final String name;
    private final JsonRpcChannel channel;
    private final AtomicLong lastId = new AtomicLong();

    private ServerConnection(String name, ByteChannel socket) {
        this.name = name;
        this.channel = new JsonRpcChannel(socket, JsonFramer.DEFAULT_LIMIT);
    }

    /** Connect, or wait for the server to connect, or fail with Open vSwitch's text. */
    static ServerConnection open(String text, BlockingTls tls) throws ExitException {
        Remote remote = parse(text);
        try {
            return remote.isPassive() ? accept(remote, tls) : connect(remote, tls);
        } catch (IOException e) {
            String what = remote.isPassive() ? "failed to connect or listen to \"" : "failed to connect to \"";
            throw new ExitException(what + text + "\" (" + e.getMessage() + ")");
        }
    }

    /** Parse a connection method of ovsdb(7). */
    static Remote parse(String text) throws ExitException {
        try {
            Remote remote = Remote.parse(text);
            if (remote.isPassive() || remote.isActive()) {
                return remote;
            }
        } catch (IllegalArgumentException e) {
            if (text.matches("p?(ssl|tcp|unix)(:.*)?")) {
                throw new ExitException(String.valueOf(e.getMessage()));
            }
        }
        throw new ExitException(
                "failed to connect or listen to \"" + text + "\" (Address family not supported by protocol)");
    }

    /** Connect to a server; where TLS brings the CA's certificate first, once more with that. */
    static ServerConnection connect(Remote remote, BlockingTls tls) throws IOException {
        if (!remote.isTls()) {
            return new ServerConnection(remote.text(), plain(remote));
        }
        if (tls.isBootstrapping()) {
            tls.connect(plain(remote), remote.host(), remote.port()).close();
        }
        return new ServerConnection(remote.text(), tls.connect(plain(remote), remote.host(), remote.port()));
    }

    private static SocketChannel plain(Remote remote) throws IOException {
        SocketChannel socket = remote.isUnix() ? SocketChannel.open(StandardProtocolFamily.UNIX) : SocketChannel.open();
        try {
            socket.connect(remote.address());
            if (!remote.isUnix()) {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            }
            return socket;
        } catch (IllegalArgumentException e) {
            socket.close();
            throw new IOException(e.getMessage(), e);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static ServerConnection accept(Remote remote, BlockingTls tls) throws IOException {
        Path path = remote.isUnix() ? remote.path() : null;
        if (path != null
                && Files.exists(path)
                && Files.readAttributes(path, BasicFileAttributes.class).isOther()) {
            Files.delete(path); // a socket that another process left behind, or has lost now, as with every server
        }
        try (ServerSocketChannel server =
                path != null ? ServerSocketChannel.open(StandardProtocolFamily.UNIX) : ServerSocketChannel.open()) {
            if (path == null) {
                server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            }
            server.bind(remote.address());
            VLOG.info("%s: waiting for connection...", remote.text());
            SocketChannel socket = server.accept();
            if (!(socket.getRemoteAddress() instanceof InetSocketAddress peer)) {
                return new ServerConnection("unix", socket);
            }
            String where = Remote.hostText(peer) + ":" + peer.getPort();
            return remote.isTls()
                    ? new ServerConnection("ssl:" + where, tls.accept(socket, peer.getHostString(), peer.getPort()))
                    : new ServerConnection("tcp:" + where, socket);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            if (path != null) {
                Files.deleteIfExists(path);
            }
        }
    }

    /** Return the connection method as messages show it. */
    String name() {
        return name;
    }

    /** Send a request and return the id that its reply will have. */
    Json send(String method, Json.Arr params) throws IOException {
        Json id = Json.of(lastId.incrementAndGet());
        channel.send(new JsonRpcMessage.Request(method, params, id));
        return id;
    }

    /** Return the next message that is not a probe. */
    JsonRpcMessage receive() throws IOException {
        try {
            for (; ; ) {
                JsonRpcMessage message = channel.receive();
                if (message == null) {
                    throw new IOException("End of file");
                }
                if (message instanceof JsonRpcMessage.Request request
                        && request.method().equals("echo")) {
                    channel.send(new JsonRpcMessage.Reply(request.params(), request.id()));
                } else {
                    return message;
                }
            }
        } catch (JsonException e) {
            throw new IOException("Protocol error: " + e.getMessage(), e);
        }
    }

    /** Return the next message that is not a probe, or end the program. */
    JsonRpcMessage next() throws ExitException {
        try {
            return receive();
        } catch (IOException e) {
            throw new ExitException(name + ": receive failed (" + e.getMessage() + ")");
        }
    }

    /** Send a request and wait for its reply; what comes before that is dropped. */
    JsonRpcMessage request(String method, Json.Arr params) throws ExitException {
        try {
            Json id = send(method, params);
            for (; ; ) {
                JsonRpcMessage message = receive();
                if (message instanceof JsonRpcMessage.Reply reply && reply.id().equals(id)
                        || message instanceof JsonRpcMessage.Failure failure
                                && failure.id().equals(id)) {
                    return message;
                }
            }
        } catch (IOException e) {
            throw new ExitException("transaction failed (" + e.getMessage() + ")");
        }
    }

    /** Send a request and return its result. */
    Json call(Output out, String method, Json.Arr params) throws ExitException {
        JsonRpcMessage reply = request(method, params);
        if (reply instanceof JsonRpcMessage.Failure failure) {
            throw new ExitException("transaction returned error: " + out.text(failure.error()));
        }
        return ((JsonRpcMessage.Reply) reply).result();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
