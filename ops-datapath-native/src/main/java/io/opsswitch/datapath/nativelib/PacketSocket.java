/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A packet socket with a receive ring that is mapped into memory ({@code AF_PACKET}, {@code TPACKET_V2}), so that
 * receiving needs no system call. {@link RingFrame} gives the layout of a slot.
 *
 * <p>One thread reads the ring; sending and attaching may be done by others at the same time. After {@link #close} the
 * memory is gone, and touching the buffer of the ring kills the process: the owner first makes sure that no thread does.
 */
public final class PacketSocket implements AutoCloseable {

    private static final int BLOCK_BYTES = 1 << 18;

    private final int fd;
    private final long length;
    private final long address;
    private final ByteBuffer ring;

    private PacketSocket(int fd, long address, long length) {
        this.fd = fd;
        this.address = address;
        this.length = length;
        this.ring = buffer0(address, length).order(ByteOrder.nativeOrder());
    }

    /**
     * Open a socket that receives nothing until it is attached to a device.
     *
     * @param frameSize bytes of a slot, a power of two from 512 to 262144
     * @param frameCount number of slots; the ring is a multiple of 256 kB
     * @param bypassQdisc send past the device's queueing discipline: faster, but a shaper configured there has no effect
     */
    public static PacketSocket open(int frameSize, int frameCount, boolean bypassQdisc) throws NativeException {
        long length = (long) frameSize * frameCount;
        if (Integer.bitCount(frameSize) != 1 || frameSize < 512 || frameSize > BLOCK_BYTES) {
            throw new IllegalArgumentException("frame size " + frameSize + " is not a power of two from 512 to 262144");
        }
        if (length <= 0 || length % BLOCK_BYTES != 0 || length > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "a ring of " + length + " bytes is not a multiple of " + BLOCK_BYTES + " below 2 GB");
        }
        int fd = open0(frameSize, frameCount, BLOCK_BYTES, RingFrame.RESERVE, (int) length, bypassQdisc);
        try {
            return new PacketSocket(fd, map0(fd, length), length);
        } catch (NativeException e) {
            Descriptors.close(fd);
            throw e;
        }
    }

    /** Receive from this device and no other one, promiscuously; needed anew after a device was removed. */
    public void attach(int ifindex) throws NativeException {
        attach0(fd, ifindex);
    }

    /** Stop receiving. */
    public void detach() throws NativeException {
        attach0(fd, 0);
    }

    /** Return the descriptor, for waiting and sending. */
    public int fd() {
        return fd;
    }

    /** Return the ring in native byte order. */
    public ByteBuffer ring() {
        return ring;
    }

    /** Return the address of the first byte of the ring. */
    public long address() {
        return address;
    }

    /** Return how many frames were dropped because the ring was full, since the last call. */
    public int takeDrops() {
        return takeDrops(fd);
    }

    @Override
    public void close() {
        unmap0(address, length);
        Descriptors.close(fd);
    }

    /**
     * Take the full copy of a frame that did not fit its slot ({@link RingFrame#STATUS_COPY}), with {@link OffloadHeader}
     * and without VLAN tag.
     *
     * @return length including the header, more than the capacity if it was cut; negative: an error number
     */
    public static native int receiveCopy(int fd, long address, int capacity);

    private static native int open0(
            int frameSize, int frameCount, int blockSize, int reserve, int copyQueue, boolean bypassQdisc)
            throws NativeException;

    private static native long map0(int fd, long length) throws NativeException;

    private static native ByteBuffer buffer0(long address, long length);

    private static native void unmap0(long address, long length);

    private static native void attach0(int fd, int ifindex) throws NativeException;

    private static native int takeDrops(int fd);
}
