/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;

/** Sends what is no TLS, or no good one, to a server. What is sent follows from the random numbers alone. */
final class TlsGarbage {

    /** What can be wrong. */
    enum Kind {
        RANDOM_BYTES,
        PLAIN_TEXT,
        CUT_HELLO,
        DAMAGED_HELLO,
        HELLO_IN_PIECES,
        WRONG_RECORD,
        ENDLESS_MESSAGE,
        EMPTY_RECORDS,
        ALERTS,
        RESET_AFTER_HELLO,
        RECORD_AFTER_HELLO,
        BYTES_AFTER_HANDSHAKE,
        GARBAGE_INSIDE,
        HANDSHAKE_AGAIN,
        RESET_INSIDE
    }

    private static final int HANDSHAKE = 22;
    private static final int ALERT = 21;
    private static final int MAX_RECORD = 16384;

    private final SSLContext context;
    private final int port;

    TlsGarbage(SSLContext context, int port) {
        this.context = context;
        this.port = port;
    }

    /** Return the first bytes of a good client. */
    byte[] hello() throws IOException {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(true);
        ByteBuffer out = ByteBuffer.allocate(1 << 16);
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    /** Connect as a good client does. */
    SSLSocket handshake(String protocol) throws IOException {
        return layer(new Socket("127.0.0.1", port), protocol);
    }

    private SSLSocket layer(Socket plain, String protocol) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "127.0.0.1", port, true);
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setSoTimeout(20_000);
        socket.startHandshake();
        return socket;
    }

    /** Connect, send one kind of garbage, and hang up when the server does, or soon. */
    void send(Kind kind, Random random) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            try {
                send(kind, random, socket);
                socket.setSoTimeout(random.nextInt(4) == 0 ? 30 : 1);
                socket.getInputStream().readNBytes(1 << 20);
            } catch (SocketTimeoutException e) {
                // The server waits for more, which does not come.
            } catch (IOException e) {
                // The server has hung up before all was sent, as it should.
            }
        }
    }

    private void send(Kind kind, Random random, Socket socket) throws IOException {
        OutputStream out = socket.getOutputStream();
        byte[] hello = hello();
        switch (kind) {
            case RANDOM_BYTES -> out.write(bytes(random, 1 + random.nextInt(3000)));
            case PLAIN_TEXT ->
                out.write("{\"id\":1,\"method\":\"list_dbs\",\"params\":[]}".getBytes(StandardCharsets.US_ASCII));
            case CUT_HELLO -> {
                out.write(hello, 0, random.nextInt(hello.length));
                socket.shutdownOutput();
            }
            case DAMAGED_HELLO -> out.write(damaged(random, hello));
            case HELLO_IN_PIECES -> pieces(random, out, random.nextBoolean() ? hello : damaged(random, hello));
            case WRONG_RECORD -> out.write(wrongRecord(random));
            case ENDLESS_MESSAGE -> {
                // A handshake message of 16 MB, of which the server is to take only so much.
                byte[] part = bytes(random, MAX_RECORD);
                System.arraycopy(new byte[] {1, -1, -1, -1}, 0, part, 0, 4);
                for (int i = 0; i < 64; i++) {
                    out.write(record(HANDSHAKE, 0x0303, part.length, part));
                }
            }
            case EMPTY_RECORDS -> {
                for (int i = 0; i < 2000; i++) {
                    out.write(record(random.nextBoolean() ? HANDSHAKE : 20, 0x0303, 0, new byte[0]));
                }
            }
            case ALERTS -> {
                for (int i = 0; i < 200; i++) {
                    out.write(record(ALERT, 0x0303, 2, new byte[] {1, (byte) random.nextInt(120)}));
                }
            }
            case RESET_AFTER_HELLO -> {
                out.write(hello);
                socket.getInputStream().readNBytes(1 + random.nextInt(200));
                socket.setSoLinger(true, 0);
                socket.close();
            }
            case RECORD_AFTER_HELLO -> {
                out.write(hello);
                socket.getInputStream().readNBytes(1 + random.nextInt(200));
                out.write(wrongRecord(random));
            }
            case BYTES_AFTER_HANDSHAKE -> {
                layer(socket, protocol(random));
                out.write(random.nextBoolean() ? wrongRecord(random) : bytes(random, 500));
            }
            case GARBAGE_INSIDE ->
                layer(socket, protocol(random)).getOutputStream().write(bytes(random, 1 + random.nextInt(500)));
            case HANDSHAKE_AGAIN -> {
                SSLSocket inside = layer(socket, protocol(random));
                for (int i = 0; i < 5; i++) {
                    inside.startHandshake();
                    inside.getOutputStream().write(' ');
                }
            }
            case RESET_INSIDE -> {
                SSLSocket inside = layer(socket, protocol(random));
                inside.getOutputStream().write("{\"id\":1,\"method\":\"li".getBytes(StandardCharsets.US_ASCII));
                socket.setSoLinger(true, 0);
                socket.close();
            }
        }
    }

    private static String protocol(Random random) {
        return random.nextBoolean() ? "TLSv1.2" : "TLSv1.3";
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] damaged(Random random, byte[] hello) {
        byte[] bytes = hello.clone();
        for (int i = 1 + random.nextInt(8); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Send in records of a few bytes each, which is allowed, each in a packet of its own. */
    private static void pieces(Random random, OutputStream out, byte[] hello) throws IOException {
        for (int at = 5; at < hello.length; ) {
            int length = Math.min(1 + random.nextInt(20), hello.length - at);
            out.write(record(HANDSHAKE, 0x0301, length, Arrays.copyOfRange(hello, at, at + length)));
            at += length;
        }
    }

    /** Return a record with any type, version and length, and a body that need not be as long. */
    private static byte[] wrongRecord(Random random) {
        int type = random.nextBoolean() ? 20 + random.nextInt(4) : random.nextInt(256);
        int version = random.nextBoolean() ? 0x0303 : random.nextInt(0x10000);
        int length = random.nextBoolean() ? MAX_RECORD + random.nextInt(2000) : random.nextInt(0x10000);
        return record(type, version, length, bytes(random, random.nextInt(MAX_RECORD + 3000)));
    }

    private static byte[] record(int type, int version, int length, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) type)
                .putShort((short) version)
                .putShort((short) length)
                .put(body)
                .array();
    }
}
