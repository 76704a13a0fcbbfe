/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Random;
import java.util.zip.CRC32;

/** Runs in a namespace: {@code serve ADDRESS}, or {@code send ADDRESS BYTES}; both print number and CRC of the bytes. */
final class TcpTransfer {

    private static final int PORT = 5001;

    private TcpTransfer() {}

    public static void main(String[] args) throws Exception {
        CRC32 crc = new CRC32();
        long count = 0;
        byte[] buffer = new byte[1 << 16];
        if (args[0].equals("serve")) {
            try (ServerSocket server = new ServerSocket(PORT, 1, InetAddress.getByName(args[1]))) {
                server.setSoTimeout(20_000);
                try (Socket socket = server.accept()) {
                    socket.setSoTimeout(20_000);
                    InputStream in = socket.getInputStream();
                    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                        crc.update(buffer, 0, n);
                        count += n;
                    }
                }
            }
        } else {
            try (Socket socket = connect(args[1])) {
                OutputStream out = socket.getOutputStream();
                Random random = new Random(7);
                for (long left = Long.parseLong(args[2]); left > 0; left -= buffer.length) {
                    random.nextBytes(buffer);
                    out.write(buffer);
                    crc.update(buffer);
                    count += buffer.length;
                }
            }
        }
        System.out.println(count + " " + Long.toHexString(crc.getValue()));
    }

    private static Socket connect(String address) throws Exception {
        for (int attempt = 0; ; attempt++) {
            Socket socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, PORT), 3000);
                return socket;
            } catch (java.io.IOException e) {
                socket.close();
                if (attempt == 50) {
                    throw e;
                }
                Thread.sleep(100);
            }
        }
    }
}
