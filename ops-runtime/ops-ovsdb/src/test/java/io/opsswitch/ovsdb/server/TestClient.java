/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/** A bare client: text out, messages in as text with single quotes for double ones. */
final class TestClient implements AutoCloseable {

    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final io.opsswitch.common.json.JsonFramer framer = new io.opsswitch.common.json.JsonFramer(64 << 20);
    private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    private final Deque<String> notifications = new ArrayDeque<>();
    private int id;

    TestClient(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    void send(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** Return the next message, or "closed". */
    String receive() throws Exception {
        for (; ; ) {
            Json json = framer.next();
            if (json != null) {
                return json.toString().replace('"', '\'');
            }
            buffer.clear();
            int n;
            try {
                n = channel.read(buffer);
            } catch (IOException e) {
                n = -1;
            }
            if (n < 0) {
                return "closed";
            }
            framer.feed(buffer.flip());
        }
    }

    /** Call a method and return its reply; what came before it is kept for {@link #notification}. */
    String call(String method, String params) throws Exception {
        int mine = ++id;
        send("{'method':'" + method + "','params':" + params + ",'id':" + mine + "}");
        for (; ; ) {
            String message = receive();
            if (message.equals("closed")
                    || ((Json.Obj) JsonParser.parse(message.replace('\'', '"')))
                            .get("id")
                            .equals(Json.of(mine))) {
                return message;
            }
            notifications.add(message);
        }
    }

    String notification() throws Exception {
        return notifications.isEmpty() ? receive() : notifications.remove();
    }

    int notificationsKept() {
        return notifications.size();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
