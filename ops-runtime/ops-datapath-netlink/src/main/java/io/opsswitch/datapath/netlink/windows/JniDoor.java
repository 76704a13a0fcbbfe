/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.WindowsDevice;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Opens the device of this machine. */
final class JniDoor implements DeviceDoor {

    @Override
    public Handle open() throws Win32Exception {
        try {
            return new JniHandle(WindowsDevice.open());
        } catch (NativeException e) {
            throw new Win32Exception(e.errno(), e.reason());
        }
    }

    private record JniHandle(WindowsDevice device) implements Handle {

        private static int checked(int result) throws Win32Exception {
            if (result < 0) {
                throw new Win32Exception(-result, WindowsDevice.errorText(-result));
            }
            return result;
        }

        @Override
        public int control(int code, @Nullable ByteBuffer in, @Nullable ByteBuffer out, int timeoutMillis)
                throws Win32Exception {
            return checked(device.control(code, in, out, timeoutMillis));
        }

        @Override
        public boolean pend(int code, ByteBuffer in) throws Win32Exception {
            return checked(device.pend(code, in)) == 1;
        }

        @Override
        public boolean await(int timeoutMillis) throws Win32Exception {
            return checked(device.await(timeoutMillis)) == 1;
        }

        @Override
        public void cancelPend() {
            device.cancelPend();
        }

        @Override
        public void cancelAll() {
            device.cancelAll();
        }

        @Override
        public void close() {
            device.close();
        }
    }
}
