/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import javax.net.ssl.SSLSocket;

/**
 * A blocking connection with TLS on it. One thread may read while another writes. With TLS 1.3 a server's refusal comes
 * after the handshake, so reading explains failures as the handshake does.
 */
final class TlsChannel implements ByteChannel {

    private static final int CHUNK = 1 << 14;

    private final SSLSocket socket;
    private final Trust trust;
    private final byte[] input = new byte[CHUNK];

    TlsChannel(SSLSocket socket, Trust trust) {
        this.socket = socket;
        this.trust = trust;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        try {
            int count = socket.getInputStream().read(input, 0, Math.min(CHUNK, target.remaining()));
            if (count > 0) {
                target.put(input, 0, count);
            }
            return count;
        } catch (javax.net.ssl.SSLException e) {
            throw new IOException(HandshakeFailure.describe(e, trust), e);
        }
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = source.remaining();
        byte[] bytes = new byte[count];
        source.get(bytes);
        socket.getOutputStream().write(bytes);
        return count;
    }

    @Override
    public boolean isOpen() {
        return !socket.isClosed();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
