/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A socket that gets the frames of one of a device's receive queues before the system's network stack does ({@code
 * AF_XDP}), in memory that is shared with the kernel, once an {@link XdpProgram} hands them over. {@link XdpRing} gives
 * the layout of the rings.
 *
 * <p>One thread reads the receive ring and writes the fill ring; one thread at a time sends. After {@link #close} the memory
 * is gone, and touching the buffers kills the process: the owner first makes sure that no thread does.
 */
public final class XdpSocket implements AutoCloseable {

    /** Number of entries of each ring, a power of two. */
    public static final int RING = 2048;

    /** Bytes in front of each received frame, which the process may overwrite. */
    public static final int HEADROOM = 256;

    /** What is in front of the frames of a burst, and is not sent. */
    static final int OFFLOAD_HEADER = OffloadHeader.BYTES;

    static final int RECEIVE = 0;
    static final int FILL = 1;

    private final long handle;
    private final int fd;
    private final ByteBuffer memory;
    private final long address;
    private final XdpRing receive;
    private final XdpRing fill;

    private XdpSocket(long handle) {
        this.handle = handle;
        fd = fd0(handle);
        memory = memory0(handle);
        address = Descriptors.addressOf(memory);
        receive = ring(RECEIVE);
        fill = ring(FILL);
    }

    private XdpRing ring(int which) {
        return new XdpRing(
                ring0(handle, which).order(ByteOrder.nativeOrder()),
                place0(handle, which, 0),
                place0(handle, which, 1),
                place0(handle, which, 2),
                place0(handle, which, 3));
    }

    /** How a program comes to the frames of a device. */
    public enum Mode {
        /** In the driver, into the shared memory. */
        ZERO_COPY,
        /** In the driver; frames are copied. */
        NATIVE,
        /** In front of the network stack, with any driver; frames are copied. */
        GENERIC
    }

    /**
     * Open a socket for a receive queue of a device.
     *
     * @param queue its number, from 0 up
     * @param chunk bytes for each frame and its {@link #HEADROOM}: 2048 or 4096
     * @throws NativeException if the device or its driver cannot do that, another socket has the queue, or this process may
     *     not
     */
    public static XdpSocket open(int ifindex, int queue, int chunk, Mode mode) throws NativeException {
        return new XdpSocket(open0(ifindex, queue, chunk, mode == Mode.ZERO_COPY));
    }

    /** Return the descriptor, for waiting. */
    public int fd() {
        return fd;
    }

    /** Return the memory of all frames, big-endian. */
    public ByteBuffer memory() {
        return memory;
    }

    /** Return the address of the first byte of that memory. */
    public long address() {
        return address;
    }

    /** Return the ring of received frames. */
    public XdpRing receive() {
        return receive;
    }

    /** Return the ring by which chunks go back to the kernel. */
    public XdpRing fill() {
        return fill;
    }

    /** Send copies of the frames of a burst. Result as of {@link Burst#send}. */
    public long send(long burstAddress, int count) {
        return send0(handle, burstAddress, count);
    }

    /** Tell the driver, which has asked for it, that chunks are in the fill ring. */
    public void wake() {
        wake0(handle);
    }

    /** Return how many frames were dropped since the socket was opened. */
    public long drops() {
        return drops0(handle);
    }

    @Override
    public void close() {
        close0(handle);
    }

    private static native long open0(int ifindex, int queue, int chunk, boolean zeroCopy) throws NativeException;

    private static native void close0(long handle);

    private static native int fd0(long handle);

    private static native ByteBuffer memory0(long handle);

    private static native ByteBuffer ring0(long handle, int which);

    private static native int place0(long handle, int which, int what);

    private static native long send0(long handle, long burstAddress, int count);

    private static native void wake0(long handle);

    private static native long drops0(long handle);
}
