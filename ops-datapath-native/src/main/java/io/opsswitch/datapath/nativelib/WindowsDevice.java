/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * One handle of the device {@code \\.\OpenvSwitchDevice}, opened for overlapped use. Requests are waited for; besides
 * them one request at a time may be left pending, to be completed by the driver when something happens.
 *
 * <p>Used by one thread at a time; only the cancelling methods may be called by others meanwhile. The owner sees to it
 * that no thread is inside when it is closed ({@link UseGuard}). Buffers are direct, what counts lies between position
 * and limit. Failures are negative Win32 error numbers, which {@link #errorText} explains.
 */
public final class WindowsDevice implements AutoCloseable {

    /** Win32 error number of a request that took too long. */
    public static final int WAIT_TIMEOUT = 258;

    private final long device;

    private WindowsDevice(long device) {
        this.device = device;
    }

    /** Open a handle. The exception's number is a Win32 error, such as 2 where there is no such device. */
    public static WindowsDevice open() throws NativeException {
        long device = open0();
        if (device < 0) {
            int error = (int) -device;
            throw new NativeException("could not open \\\\.\\OpenvSwitchDevice", error, errorText(error));
        }
        return new WindowsDevice(device);
    }

    /**
     * Send a request and wait for its completion. One that takes too long is cancelled, and waited for until the driver
     * has let go of the buffers.
     *
     * @param code the device control code
     * @param in what the driver reads
     * @param out what the driver writes, from the position on; position and limit stay
     * @param timeoutMillis how long to wait, -1 = without limit
     * @return the number of bytes written
     */
    public int control(int code, @Nullable ByteBuffer in, @Nullable ByteBuffer out, int timeoutMillis) {
        return control0(
                device,
                code,
                in,
                in == null ? 0 : in.position(),
                in == null ? 0 : in.remaining(),
                out,
                out == null ? 0 : out.position(),
                out == null ? 0 : out.remaining(),
                timeoutMillis);
    }

    /**
     * Send a request that the driver keeps until something happens.
     *
     * @return 1 if it is pending, to be waited for with {@link #await}; 0 if it completed at once
     */
    public int pend(int code, ByteBuffer in) {
        return pend0(device, code, in, in.position(), in.remaining());
    }

    /**
     * Wait for the pending request.
     *
     * @param timeoutMillis how long to wait, -1 = without limit
     * @return 1 if it completed; 0 if it is still pending
     */
    public int await(int timeoutMillis) {
        return await0(device, timeoutMillis);
    }

    /** Cancel the pending request, if there is one; waiting for it then gives the error 995. */
    public void cancelPend() {
        cancel0(device, false);
    }

    /** Cancel all requests on this handle. */
    public void cancelAll() {
        cancel0(device, true);
    }

    @Override
    public void close() {
        close0(device);
    }

    /** Return the system's text for a Win32 error number. */
    public static native String errorText(int error);

    private static native long open0();

    private static native int control0(
            long device,
            int code,
            @Nullable ByteBuffer in,
            int inOffset,
            int inLength,
            @Nullable ByteBuffer out,
            int outOffset,
            int outLength,
            int timeoutMillis);

    private static native int pend0(long device, int code, ByteBuffer in, int offset, int length);

    private static native int await0(long device, int timeoutMillis);

    private static native void cancel0(long device, boolean all);

    private static native void close0(long device);
}
