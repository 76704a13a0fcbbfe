/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.testing;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;

/** A program that sends bytes by TCP, or receives them and counts those that are the right ones. */
public final class TcpBytes {

    private static final int PORT = 7979;
    private static final int STEP = 31;

    private TcpBytes() {}

    /** Return the command that runs this in a process of its own. */
    static List<String> command(String role, String address, int bytes) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                TcpBytes.class.getName(),
                role,
                address,
                String.valueOf(bytes));
    }

    /** Send or receive. */
    public static void main(String[] args) throws IOException {
        int bytes = Integer.parseInt(args[2]);
        if (args[0].equals("send")) {
            try (Socket socket = new Socket(args[1], PORT);
                    OutputStream out = new BufferedOutputStream(socket.getOutputStream())) {
                for (int i = 0; i < bytes; i++) {
                    out.write(i * STEP);
                }
            }
            return;
        }
        try (ServerSocket server = new ServerSocket(PORT, 1, InetAddress.getByName(args[1]))) {
            System.out.println("ready");
            long right = 0;
            try (Socket socket = server.accept();
                    InputStream in = socket.getInputStream()) {
                byte[] buffer = new byte[1 << 16];
                int at = 0;
                for (int count = in.read(buffer); count > 0; count = in.read(buffer)) {
                    for (int i = 0; i < count; i++) {
                        right += buffer[i] == (byte) (at++ * STEP) ? 1 : 0;
                    }
                }
            }
            System.out.println(right);
        }
    }
}
