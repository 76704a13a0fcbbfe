/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.unixctl;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Listens on a control socket and answers ovs-appctl(8). One thread accepts, and each connection has a thread of its
 * own, so that a command which takes long holds up nobody else. All threads are daemon threads.
 *
 * <p>{@code exit} is built in: it replies first, then runs what the program gave as its end.
 */
public final class ControlServer implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("unixctl");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(5, 5);
    private static final Coverage RECEIVED = Coverage.counter("unixctl_received");
    private static final Coverage REPLIED = Coverage.counter("unixctl_replied");
    private static final int MESSAGE_LIMIT = 16 << 20;
    private static final String SET_OPTIONS = "set-options";

    private final Path path;
    private final ServerSocketChannel server;
    private final ControlCommands commands;
    private final Runnable exit;
    private final Set<SocketChannel> connections = ConcurrentHashMap.newKeySet();
    private volatile boolean isClosed;

    private ControlServer(Path path, ServerSocketChannel server, ControlCommands commands, Runnable exit) {
        this.path = path;
        this.server = server;
        this.commands = commands;
        this.exit = exit;
    }

    /**
     * Start to listen; a socket left over by a dead process is replaced.
     *
     * @param exit run after the reply to {@code exit}
     * @throws IOException if the socket cannot be made; the message names it
     */
    public static ControlServer start(Path path, ControlCommands commands, Runnable exit) throws IOException {
        return start(path, commands, arguments -> {}, exit);
    }

    /**
     * Listen as {@link #start(Path, ControlCommands, Runnable)} does.
     *
     * @param exitArguments gets what {@code exit} was given, before the reply
     */
    public static ControlServer start(
            Path path, ControlCommands commands, Consumer<List<String>> exitArguments, Runnable exit)
            throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(path);
            server.bind(UnixDomainSocketAddress.of(path));
        } catch (IOException e) {
            server.close();
            throw new IOException(path + ": could not initialize control socket (" + e.getMessage() + ")", e);
        }
        ControlServer result = new ControlServer(path, server, commands, exit);
        commands.register("exit", "", 0, Integer.MAX_VALUE, args -> {
            exitArguments.accept(args);
            return "";
        });
        commands.register(SET_OPTIONS, "[--format text|json]", 1, 2, args -> "");
        daemonThread("unixctl", result::accept);
        return result;
    }

    private static void daemonThread(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        for (; ; ) {
            try {
                SocketChannel channel = server.accept();
                connections.add(channel);
                if (isClosed) {
                    channel.close();
                    return;
                }
                daemonThread("unixctl-connection", () -> serve(channel));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                VLOG.log(LIMIT, LogLevel.WARN, "%s: accept failed: %s", path, e.getMessage());
            }
        }
    }

    private void serve(SocketChannel socket) {
        Settings settings = new Settings();
        try (JsonRpcChannel channel = new JsonRpcChannel(socket, MESSAGE_LIMIT)) {
            for (JsonRpcMessage message = channel.receive(); message != null; message = channel.receive()) {
                if (!(message instanceof JsonRpcMessage.Request request)) {
                    VLOG.log(LIMIT, LogLevel.WARN, "%s: received unexpected message", path);
                    return;
                }
                boolean ok = answer(channel, request, settings);
                if (ok && request.method().equals("exit")) {
                    exit.run();
                }
            }
        } catch (IOException e) {
            VLOG.dbg("%s: connection lost: %s", path, e.getMessage());
        } catch (JsonException e) {
            VLOG.log(LIMIT, LogLevel.WARN, "%s: received bad JSON-RPC message: %s", path, e.getMessage());
        } finally {
            connections.remove(socket);
        }
    }

    private boolean answer(JsonRpcChannel channel, JsonRpcMessage.Request request, Settings settings)
            throws IOException {
        RECEIVED.hit();
        VLOG.dbg("received request %s%s, id=%s", request.method(), request.params(), request.id());
        String error = null;
        Json reply = Json.of("");
        try {
            if (request.method().equals(SET_OPTIONS)) {
                // The command itself only counts its arguments.
                commands.run(SET_OPTIONS, request.params());
                settings.set(request.params());
            } else if (settings.wantsJson) {
                reply = commands.runForJson(request.method(), request.params());
            } else {
                reply = Json.of(wholeLines(commands.run(request.method(), request.params())));
            }
        } catch (ControlException e) {
            error = String.valueOf(e.getMessage());
        } catch (RuntimeException e) {
            VLOG.err("control command \"%s\" failed unexpectedly: %s", request.method(), e);
            error = "internal error: " + e;
        }
        channel.send(
                error != null
                        ? new JsonRpcMessage.Failure(Json.of(wholeLines(error)), request.id())
                        : new JsonRpcMessage.Reply(reply, request.id()));
        REPLIED.hit();
        return error == null;
    }

    /** What a client has asked for with {@code set-options}: for this connection only. */
    private static final class Settings {
        private boolean wantsJson;

        void set(Json.Arr params) throws ControlException {
            for (int i = 0; i < params.size(); i++) {
                String option = params.elements().get(i).asString();
                String value =
                        i + 1 < params.size() ? params.elements().get(i + 1).asString() : null;
                if (option != null && option.startsWith("--format=")) {
                    value = option.substring("--format=".length());
                } else if (!"--format".equals(option)) {
                    throw new ControlException("unrecognized option '" + option + "'");
                } else {
                    i++;
                }
                if (value == null || !value.equals("json") && !value.equals("text")) {
                    throw new ControlException("option format has invalid value " + value);
                }
                wantsJson = value.equals("json");
            }
        }
    }

    /** Clients print a reply as it comes, so one that is not empty ends with a line end, as Open vSwitch's do. */
    private static String wholeLines(String text) {
        return text.isEmpty() || text.endsWith("\n") ? text : text + "\n";
    }

    /** Stop listening, end the connections that there are, and remove the socket. */
    @Override
    public void close() throws IOException {
        isClosed = true;
        server.close();
        for (SocketChannel connection : connections) {
            connection.close();
        }
        Files.deleteIfExists(path);
    }
}
