/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.windows.BridgeConnection.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Opens the device by the real Windows library, which runs in Wine. Each handle has a connection of its own. */
final class BridgeDoor implements DeviceDoor {
    private static final byte[] NOTHING = {};

    private final int port;
    private final BridgeConnection common;

    BridgeDoor(int port, BridgeConnection common) {
        this.port = port;
        this.common = common;
    }

    @Override
    public Handle open() throws Win32Exception {
        try {
            BridgeConnection connection = new BridgeConnection(port);
            Result opened = connection.call(BridgeConnection.OPEN, 0, 0, 0, NOTHING, 0);
            if (opened.value() < 0) {
                connection.close();
            }
            checked(opened);
            return new BridgeHandle(connection, opened.value());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long checked(Result result) throws Win32Exception {
        if (result.value() < 0) {
            int error = (int) -result.value();
            throw new Win32Exception(error, errorText(error));
        }
        return result.value();
    }

    String errorText(int error) {
        return new String(
                common.call(BridgeConnection.ERROR_TEXT, error, 0, 0, NOTHING, 1024)
                        .out(),
                StandardCharsets.UTF_16LE);
    }

    private static byte[] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return NOTHING;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(buffer.position(), bytes);
        return bytes;
    }

    private final class BridgeHandle implements Handle {
        private final BridgeConnection connection;
        private final long handle;

        BridgeHandle(BridgeConnection connection, long handle) {
            this.connection = connection;
            this.handle = handle;
        }

        @Override
        public int control(int code, @Nullable ByteBuffer in, @Nullable ByteBuffer out, int timeoutMillis) throws Win32Exception {
            int room = out == null ? 0 : out.remaining();
            Result result = connection.call(BridgeConnection.CONTROL, code, handle, timeoutMillis, bytes(in), room);
            int length = (int) checked(result);
            if (out != null && length > 0) {
                out.put(out.position(), result.out());
            }
            return length;
        }

        @Override
        public boolean pend(int code, ByteBuffer in) throws Win32Exception {
            return checked(connection.call(BridgeConnection.PEND, code, handle, 0, bytes(in), 0)) == 1;
        }

        @Override
        public boolean await(int timeoutMillis) throws Win32Exception {
            return checked(connection.call(BridgeConnection.AWAIT, 0, handle, timeoutMillis, NOTHING, 0)) == 1;
        }

        @Override
        public void cancelPend() {
            common.call(BridgeConnection.CANCEL, 0, handle, 0, NOTHING, 0);
        }

        @Override
        public void cancelAll() {
            common.call(BridgeConnection.CANCEL, 1, handle, 0, NOTHING, 0);
        }

        @Override
        public void close() {
            connection.call(BridgeConnection.CLOSE, 0, handle, 0, NOTHING, 0);
            try {
                connection.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
