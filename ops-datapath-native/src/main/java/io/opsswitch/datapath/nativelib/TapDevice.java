/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/**
 * A tap device: a network device of the host whose other end is this process. It vanishes when closed, unless somebody
 * had made it before.
 *
 * <p>Reading is done by one thread; writing ({@link Burst#write}) may be done by others at the same time.
 */
public final class TapDevice implements AutoCloseable {

    /** The largest frame with its {@link OffloadHeader}: 64 kB of payload and room for headers. */
    public static final int LARGEST = 65536 + 64;

    private final int fd;

    private TapDevice(int fd) {
        this.fd = fd;
    }

    /**
     * Create a device; the kernel chooses its Ethernet address, and it is down. A tap device that is there and that no process
     * has open is taken over as it is. {@link NativeException#EBUSY}: some process has it; {@link NativeException#EINVAL}:
     * there is another kind of device of this name.
     */
    public static TapDevice open(String name) throws NativeException {
        return new TapDevice(open0(name));
    }

    /** Return the descriptor, for waiting and sending. */
    public int fd() {
        return fd;
    }

    /**
     * Read the frames that wait, one behind the other.
     *
     * @param buffer address of the memory for the frames
     * @param size bytes of that memory; reading stops when less than {@link #LARGEST} and the headroom are left
     * @param headroom free bytes in front of each frame's {@link OffloadHeader}
     * @param index address of an array that gets two 32-bit numbers for each frame: offset in the buffer and length,
     *     both with the OffloadHeader
     * @param max largest number of frames
     * @return number of frames; negative: an error number
     */
    public int read(long buffer, int size, int headroom, long index, int max) {
        return read0(fd, buffer, size, headroom, LARGEST, index, max);
    }

    @Override
    public void close() {
        Descriptors.close(fd);
    }

    private static native int open0(String name) throws NativeException;

    private static native int read0(int fd, long buffer, int size, int headroom, int largest, long index, int max);
}
