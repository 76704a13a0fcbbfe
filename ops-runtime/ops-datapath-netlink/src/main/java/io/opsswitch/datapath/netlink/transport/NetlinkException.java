/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

import java.io.IOException;

/**
 * A kernel refused a request, or the way to it is broken. Error numbers are those of Linux, whatever the system; see
 * {@link Errno}.
 */
public final class NetlinkException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int errno;

    /**
     * Create an exception.
     *
     * @param errno the error number, of {@link Errno}
     * @param message what was tried, why it failed and, where there is something, what to do
     */
    public NetlinkException(int errno, String message) {
        super(message);
        this.errno = errno;
    }

    /** Return the error number. */
    public int errno() {
        return errno;
    }
}
