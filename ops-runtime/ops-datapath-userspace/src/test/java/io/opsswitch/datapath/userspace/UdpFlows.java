/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs in a namespace: with {@code send ADDRESS} sends numbered datagrams of several flows, with {@code receive} prints
 * what is missing or out of order, or {@code ok}.
 */
final class UdpFlows {

    private static final int PORT = 7000;
    private static final int FLOWS = 16;
    private static final int EACH = 500;

    private UdpFlows() {}

    public static void main(String[] args) throws Exception {
        if (args[0].equals("send")) {
            send(InetAddress.getByName(args[1]));
        } else {
            receive();
        }
    }

    private static void send(InetAddress to) throws Exception {
        DatagramSocket[] sockets = new DatagramSocket[FLOWS];
        for (int flow = 0; flow < FLOWS; flow++) {
            sockets[flow] = new DatagramSocket();
        }
        byte[] payload = new byte[32];
        for (int i = 0; i < EACH; i++) {
            for (DatagramSocket socket : sockets) {
                ByteBuffer.wrap(payload).putInt(i);
                socket.send(new DatagramPacket(payload, payload.length, to, PORT));
            }
            // The receiver's buffer is none of what is to be tested.
            LockSupport.parkNanos(2_000_000);
        }
    }

    private static void receive() throws Exception {
        Map<Integer, Integer> next = new HashMap<>();
        int count = 0;
        try (DatagramSocket socket = new DatagramSocket(PORT)) {
            socket.setReceiveBufferSize(4 << 20);
            socket.setSoTimeout(20_000);
            System.out.println("ready");
            DatagramPacket packet = new DatagramPacket(new byte[64], 64);
            for (; count < FLOWS * EACH; count++) {
                socket.receive(packet);
                int number = ByteBuffer.wrap(packet.getData()).getInt();
                Integer expected = next.put(packet.getPort(), number + 1);
                if (number != (expected == null ? 0 : expected)) {
                    System.out.println("flow " + packet.getPort() + ": " + number + " in the place of " + expected);
                    return;
                }
            }
        } catch (SocketTimeoutException e) {
            System.out.println("no more than " + count + " of " + FLOWS * EACH);
            return;
        }
        System.out.println("ok");
    }
}
