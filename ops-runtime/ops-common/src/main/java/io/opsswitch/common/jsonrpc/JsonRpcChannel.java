/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.jsonrpc;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonFramer;
import io.opsswitch.common.json.JsonWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A blocking JSON-RPC connection over a stream socket: for control sockets and command-line tools, where a thread has
 * nothing else to do. One thread may receive while another sends.
 */
public final class JsonRpcChannel implements AutoCloseable {

    private final ByteChannel channel;
    private final JsonFramer framer;
    private final ByteBuffer input = ByteBuffer.allocate(16 << 10);

    /** Take over a connected channel, which blocks. */
    public JsonRpcChannel(ByteChannel channel, int messageLimit) {
        this.channel = channel;
        this.framer = new JsonFramer(messageLimit);
    }

    /** Connect to a Unix domain socket. */
    public static JsonRpcChannel connect(Path socket) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new JsonRpcChannel(channel, JsonFramer.DEFAULT_LIMIT);
    }

    /** Return the next message; null at the end of the stream. */
    public @Nullable JsonRpcMessage receive() throws IOException, JsonException {
        for (; ; ) {
            Json json = framer.next();
            if (json != null) {
                return JsonRpcMessage.parse(json);
            }
            input.clear();
            if (channel.read(input) < 0) {
                return null;
            }
            framer.feed(input.flip());
        }
    }

    /** Send a message. */
    public void send(JsonRpcMessage message) throws IOException {
        ByteBuffer output = ByteBuffer.wrap(JsonWriter.toBytes(message.toJson()));
        synchronized (channel) {
            while (output.hasRemaining()) {
                channel.write(output);
            }
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
