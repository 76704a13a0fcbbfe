/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonFramer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that answers as a test says. It serves one connection at a time, on its own thread. */
final class ScriptedServer implements AutoCloseable {

    /** Says what to answer: messages with single quotes for double ones; null to close the connection. */
    interface Script {
        String answer(String method, Json params);
    }

    /** A script's answer that the method is not known. */
    static final String UNKNOWN = "unknown";

    private final ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    private final Script script;
    private volatile SocketChannel current;
    final List<String> methods = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();

    ScriptedServer(Path socket, Script script) throws IOException {
        this.script = script;
        listening.bind(UnixDomainSocketAddress.of(socket));
        Thread thread = new Thread(this::run, "scripted-server");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (listening.isOpen()) {
            try (SocketChannel channel = listening.accept()) {
                current = channel;
                connections.incrementAndGet();
                serve(channel);
            } catch (Exception e) {
                // The connection or the server was closed; a test sees that in what its client does.
                methods.add("end: " + e);
            }
        }
    }

    private void serve(SocketChannel channel) throws Exception {
        JsonFramer framer = new JsonFramer(1 << 20);
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        while (channel.read(buffer) >= 0) {
            framer.feed(buffer.flip());
            buffer.clear();
            for (Json json = framer.next(); json != null; json = framer.next()) {
                Json.Obj message = (Json.Obj) json;
                String method = message.get("method").asString();
                methods.add(method);
                String answer = script.answer(method, message.get("params"));
                if (answer == null) {
                    return;
                }
                send(
                        answer.equals(UNKNOWN)
                                ? "{'id':" + message.get("id") + ",'error':'unknown method','result':null}"
                                : answer.startsWith("raw:")
                                        ? answer.substring(4)
                                        : "{'id':" + message.get("id") + ",'error':null,'result':" + answer + "}");
            }
        }
    }

    /** Send a message that nobody has asked for. */
    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            current.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        SocketChannel open = current;
        if (open != null) {
            open.close();
        }
    }
}
