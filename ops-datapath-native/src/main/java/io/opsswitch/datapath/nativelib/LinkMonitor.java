/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/**
 * A descriptor that becomes readable when any network device of this network name space comes, goes or changes. Used by
 * one thread.
 */
public final class LinkMonitor implements AutoCloseable {

    private final int fd;

    private LinkMonitor(int fd) {
        this.fd = fd;
    }

    /** Start to listen. */
    public static LinkMonitor open() throws NativeException {
        return new LinkMonitor(open0());
    }

    /** Return the descriptor, for waiting. */
    public int fd() {
        return fd;
    }

    /** Forget the changes so far; to be called before the devices are looked at. */
    public void drain() {
        drain0(fd);
    }

    @Override
    public void close() {
        Descriptors.close(fd);
    }

    private static native int open0() throws NativeException;

    private static native void drain0(int fd);
}
