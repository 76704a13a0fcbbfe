/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import java.nio.ByteBuffer;

/** What goes wrong with calls of the device, after the driver has answered. */
@FunctionalInterface
public interface DeviceFault {

    /** The code of requests with one answer. */
    int TRANSACT = Ioctl.TRANSACT;

    /** The code of reading a dump. */
    int READ = Ioctl.READ;

    /**
     * Change an answer.
     *
     * @param code which call it was
     * @param answer what the driver wrote, from its beginning; has more room behind
     * @param length how many bytes the driver wrote
     * @return how many bytes the caller is to see; negative: a Win32 error in place of them
     */
    int spoil(int code, ByteBuffer answer, int length);
}
