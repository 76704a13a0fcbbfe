/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One connection to the bridge (ops-datapath-native/src/test/c/bridge/protocol.h). Safe for use by several threads. */
final class BridgeConnection implements AutoCloseable {
    static final int OPEN = 1;
    static final int CONTROL = 2;
    static final int PEND = 3;
    static final int AWAIT = 4;
    static final int CANCEL = 5;
    static final int CLOSE = 6;
    static final int ERROR_TEXT = 7;
    static final int ABI_VERSION = 8;
    static final int HOOK = 9;
    static final int START_DRIVER = 10;
    static final int STOP_DRIVER = 11;
    static final int CONTROL_READ_ONLY = 12;

    private static final int CALL_BYTES = 32;
    private static final int RESULT_BYTES = 16;

    private final Socket socket;

    /** What a call gave. A negative value is a Win32 error. */
    record Result(long value, byte[] out) {}

    BridgeConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
    }

    synchronized Result call(int operation, int code, long handle, int timeout, byte[] in, int room) {
        ByteBuffer call = ByteBuffer.allocate(CALL_BYTES + in.length).order(ByteOrder.LITTLE_ENDIAN);
        call.putInt(operation).putInt(code).putLong(handle).putInt(timeout);
        call.putInt(in.length).putInt(room).putInt(0).put(in);
        try {
            socket.getOutputStream().write(call.array());
            DataInputStream answers = new DataInputStream(socket.getInputStream());
            ByteBuffer result =
                    ByteBuffer.wrap(answers.readNBytes(RESULT_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
            if (result.limit() < RESULT_BYTES) {
                throw new IOException("the bridge ended");
            }
            return new Result(result.getLong(0), answers.readNBytes(result.getInt(8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
