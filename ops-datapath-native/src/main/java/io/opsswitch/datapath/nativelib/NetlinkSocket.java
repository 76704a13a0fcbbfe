/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.nio.ByteBuffer;

/**
 * A netlink socket (netlink(7)) that talks to the kernel only: bound to a number of its own, deaf to other processes.
 * It never blocks; wait for it with a {@link Poller}. Refusals carry the kernel's explanation and not the whole request.
 *
 * <p>Used by one thread at a time. The owner sees to it that no thread is inside when it is closed ({@link UseGuard}).
 */
public final class NetlinkSocket implements AutoCloseable {

    /** Returned negative by {@link #receive}: nothing is there. */
    public static final int EAGAIN = 11;
    /** Returned negative: a signal came first. */
    public static final int EINTR = 4;

    private final int fd;
    private final int pid;

    private NetlinkSocket(int fd, int pid) {
        this.fd = fd;
        this.pid = pid;
    }

    /**
     * Open a socket.
     *
     * @param protocol netlink protocol, such as 16 for generic netlink
     * @param receiveBuffer wanted bytes for messages that wait; more than the system's limit only for the privileged
     */
    public static NetlinkSocket open(int protocol, int receiveBuffer) throws NativeException {
        int fd = open0(protocol, receiveBuffer);
        try {
            return new NetlinkSocket(fd, pid0(fd));
        } catch (NativeException e) {
            Descriptors.close(fd);
            throw e;
        }
    }

    /** Return the number by which the kernel knows the socket, as an unsigned one. */
    public int pid() {
        return pid;
    }

    /** Return the descriptor, for waiting. */
    public int fd() {
        return fd;
    }

    /** Receive the messages of a multicast group too. */
    public void join(int group) throws NativeException {
        join0(fd, group);
    }

    /**
     * Send what lies between position and limit of a direct buffer.
     *
     * @return 0, or a negative error number
     */
    public int send(ByteBuffer message) {
        return send0(fd, message, message.position(), message.remaining());
    }

    /**
     * Take what the kernel sent, from the position of a direct buffer on; position and limit stay.
     *
     * @return its length, more than the room up to the limit if it was cut; or a negative error number
     */
    public int receive(ByteBuffer into) {
        return receive0(fd, into, into.position(), into.remaining());
    }

    /** Return the system's text for an error number. */
    public static native String errorText(int errno);

    @Override
    public void close() {
        Descriptors.close(fd);
    }

    private static native int open0(int protocol, int receiveBuffer) throws NativeException;

    private static native int pid0(int fd) throws NativeException;

    private static native void join0(int fd, int group) throws NativeException;

    private static native int send0(int fd, ByteBuffer message, int offset, int length);

    private static native int receive0(int fd, ByteBuffer into, int offset, int length);
}
