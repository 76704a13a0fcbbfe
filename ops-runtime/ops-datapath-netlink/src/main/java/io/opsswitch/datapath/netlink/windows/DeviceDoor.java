/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Opens handles of the driver's device. Safe for use by several threads. */
interface DeviceDoor {

    /** Open a handle. */
    Handle open() throws Win32Exception;

    /**
     * One handle. Used by one thread at a time; only the cancelling methods may be called by others meanwhile, and the
     * handle is closed when nobody is inside. What counts of a buffer lies between position and limit, which stay.
     */
    interface Handle {
        /**
         * Send a request and wait until the driver has completed it.
         *
         * @param timeoutMillis after which the request is cancelled, and the error is 258
         * @return number of bytes written to {@code out}
         */
        int control(int code, @Nullable ByteBuffer in, @Nullable ByteBuffer out, int timeoutMillis)
                throws Win32Exception;

        /** Send a request that the driver may keep; return whether it does, otherwise it has completed. */
        boolean pend(int code, ByteBuffer in) throws Win32Exception;

        /**
         * Wait for the request that the driver keeps; return whether it completed.
         *
         * @param timeoutMillis -1 = without limit
         */
        boolean await(int timeoutMillis) throws Win32Exception;

        /** Cancel the request that the driver keeps; waiting for it gives the error 995. */
        void cancelPend();

        /** Cancel everything. */
        void cancelAll();

        /** Free the handle. */
        void close();
    }
}
