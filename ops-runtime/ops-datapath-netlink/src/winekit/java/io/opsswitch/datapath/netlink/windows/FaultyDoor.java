/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** A door to the device whose answers a test may spoil. */
final class FaultyDoor implements DeviceDoor {
    private final DeviceDoor inner;
    private final DeviceFault fault;

    FaultyDoor(DeviceDoor inner, DeviceFault fault) {
        this.inner = inner;
        this.fault = fault;
    }

    @Override
    public Handle open() throws Win32Exception {
        return new FaultyHandle(inner.open());
    }

    private final class FaultyHandle implements Handle {
        private final Handle handle;

        FaultyHandle(Handle handle) {
            this.handle = handle;
        }

        @Override
        public int control(int code, @Nullable ByteBuffer in, @Nullable ByteBuffer out, int timeoutMillis) throws Win32Exception {
            int length = handle.control(code, in, out, timeoutMillis);
            if (out == null) {
                return length;
            }
            int spoilt = fault.spoil(code, out.slice().order(ByteOrder.nativeOrder()), length);
            if (spoilt < 0) {
                throw new Win32Exception(-spoilt, "spoilt by a test");
            }
            return spoilt;
        }

        @Override
        public boolean pend(int code, ByteBuffer in) throws Win32Exception {
            return handle.pend(code, in);
        }

        @Override
        public boolean await(int timeoutMillis) throws Win32Exception {
            return handle.await(timeoutMillis);
        }

        @Override
        public void cancelPend() {
            handle.cancelPend();
        }

        @Override
        public void cancelAll() {
            handle.cancelAll();
        }

        @Override
        public void close() {
            handle.close();
        }
    }
}
