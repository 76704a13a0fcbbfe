/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.log;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where log lines go for {@code --syslog-method} and {@code --syslog-target}: a syslog server that listens on UDP. The
 * system's own socket is out of a JVM's reach. Guarded by the lock of {@link VlogConfig}.
 */
final class Syslog {

    private static final int DAEMON = 3 << 3;
    private static final int[] SEVERITY = {1, 1, 3, 4, 5, 7};
    private static final int PORT = 514;

    /** RFC 5424, as Open vSwitch writes it for {@code --syslog-target}. */
    private static final String RFC5424 = "<%B>1 %D{%Y-%m-%dT%H:%M:%S.###Z} %E %A %P %c - \ufeff%m";

    private final InetSocketAddress address;
    private final @Nullable String pattern;
    private final DatagramSocket socket;

    private Syslog(InetSocketAddress address, @Nullable String pattern) {
        this.address = address;
        this.pattern = pattern;
        try {
            this.socket = new DatagramSocket();
        } catch (IOException e) {
            throw new IllegalArgumentException("syslog: no socket: " + e.getMessage(), e);
        }
    }

    /** Understand {@code --syslog-method}; null for nowhere. */
    static @Nullable Syslog method(String text) {
        if (text.equals("null")) {
            return null;
        }
        if (!text.startsWith("udp:")) {
            throw new IllegalArgumentException("--syslog-method=" + text
                    + ": a JVM cannot write to the system's log socket; use udp:IP:PORT or null, or --log-file");
        }
        return new Syslog(parse(text, text.substring("udp:".length())), null);
    }

    /** Understand {@code --syslog-target}: a host and perhaps a port. */
    static Syslog target(String text) {
        return new Syslog(parse(text, text), RFC5424);
    }

    private static InetSocketAddress parse(String given, String text) {
        int colon = text.lastIndexOf(':');
        boolean hasPort =
                colon > text.lastIndexOf(']') && text.substring(colon + 1).matches("[0-9]{1,5}");
        String host = hasPort ? text.substring(0, colon) : text;
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        try {
            int port = hasPort ? Integer.parseInt(text.substring(colon + 1)) : PORT;
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException | IllegalArgumentException e) {
            throw new IllegalArgumentException("syslog: \"" + given + "\" is no address and port", e);
        }
    }

    /** Return the pattern of its lines; null for the one of the destination. */
    @Nullable
    String pattern() {
        return pattern;
    }

    /** Send a line; throws if the system refuses it. */
    void send(LogLevel level, String line) throws IOException {
        String text = pattern != null ? line : "<" + (DAEMON | SEVERITY[level.ordinal()]) + ">" + line;
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, address));
    }

    void close() {
        socket.close();
    }
}
