/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.util.List;

/**
 * The program that hands the frames of a device to sockets, one for each receive queue; the device is promiscuous
 * meanwhile. Closing detaches it, as does the end of the process, however it ends.
 */
public final class XdpProgram implements AutoCloseable {

    private final long handle;

    private XdpProgram(long handle) {
        this.handle = handle;
    }

    /**
     * Attach a program to a device. Frames of queues without a socket go to the host.
     *
     * @param sockets those of queue 0, 1 and so on
     * @throws NativeException if the driver cannot do that, another program is attached, or this process may not
     */
    public static XdpProgram attach(int ifindex, XdpSocket.Mode mode, List<XdpSocket> sockets) throws NativeException {
        int[] fds = sockets.stream().mapToInt(XdpSocket::fd).toArray();
        return new XdpProgram(attach0(ifindex, mode == XdpSocket.Mode.GENERIC, fds));
    }

    @Override
    public void close() {
        detach0(handle);
    }

    private static native long attach0(int ifindex, boolean generic, int[] sockets) throws NativeException;

    private static native void detach0(long handle);
}
