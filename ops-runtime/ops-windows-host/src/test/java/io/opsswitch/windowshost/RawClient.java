/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import java.io.EOFException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Says bytes on a socket in the file system, whole messages or parts of them, and takes what comes. Used by one thread. */
final class RawClient implements AutoCloseable {

    private final SocketChannel channel;

    RawClient(Path socket) throws IOException {
        channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /** Return so many bytes. */
    byte[] receive(int count) throws IOException {
        return Channels.newInputStream(channel).readNBytes(count);
    }

    /**
     * Return the next JSON object.
     *
     * @throws EOFException if the connection is closed before its end
     */
    String receiveObject() throws IOException {
        StringBuilder text = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        int depth = 0;
        boolean isQuoted = false;
        boolean isEscaped = false;
        do {
            if (channel.read(one.clear()) < 0) {
                throw new EOFException("the connection was closed after \"" + text + "\"");
            }
            char c = (char) one.get(0);
            text.append(c);
            if (isQuoted) {
                isQuoted = isEscaped || c != '"';
                isEscaped = !isEscaped && c == '\\';
            } else if (c == '"') {
                isQuoted = true;
            } else if (c == '{') {
                depth++;
            } else if (c == '}') {
                depth--;
            }
        } while (depth > 0);
        return text.toString();
    }

    /** Take what comes until the other side closes the connection; a reset is that too. */
    void awaitClose() {
        ByteBuffer some = ByteBuffer.allocate(4096);
        try {
            while (channel.read(some.clear()) >= 0) {
                // What was under way does not matter.
            }
        } catch (IOException e) {
            // Closed while something was left to read.
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
