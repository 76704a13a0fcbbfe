/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonFramer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends requests that the client has no method for. */
final class RawRequest implements AutoCloseable {

    private final SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    private final JsonFramer framer = new JsonFramer(1 << 20);

    RawRequest(Path socket) throws IOException {
        channel.connect(UnixDomainSocketAddress.of(socket));
    }

    String call(String method, String params) throws Exception {
        ByteBuffer bytes = ByteBuffer.wrap(("{\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}")
                .getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
        for (; ; ) {
            Json json = framer.next();
            if (json != null) {
                return json.toString();
            }
            if (channel.read(buffer) < 0) {
                return "closed";
            }
            framer.feed(buffer.flip());
            buffer.clear();
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
