/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import io.opsswitch.datapath.nativelib.Descriptors;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import java.nio.ByteBuffer;

/** Memory for frames that is filled from the start and emptied all at once. Owned by one thread. */
public final class Arena {

    /** The largest frame: 64 kB of payload and room for headers. */
    public static final int LARGEST_FRAME = 65536 + 64 - OffloadHeader.BYTES;

    /** Free bytes in front of each frame, {@link OffloadHeader} included. */
    public static final int HEADROOM = 64;

    private static final int SIZE = 4 * (LARGEST_FRAME + 2 * HEADROOM);

    private final ByteBuffer memory = ByteBuffer.allocateDirect(SIZE);
    private final long address;
    private int used;

    /**
     * Create an empty arena.
     *
     * @param isNative whether the native library is there; else frames have no address and cannot go to a device
     */
    public Arena(boolean isNative) {
        address = isNative ? Descriptors.addressOf(memory) : 0;
    }

    /** Return the memory, big-endian. */
    public ByteBuffer memory() {
        return memory;
    }

    /** Return the address of the first byte, or 0. */
    public long address() {
        return address;
    }

    /** Return whether frames have addresses. */
    public boolean isNative() {
        return address != 0;
    }

    /** Return the bytes that are left. */
    public int free() {
        return SIZE - used;
    }

    /** Return whether a frame of this length fits. */
    public boolean hasRoom(int length) {
        return free() >= HEADROOM + length;
    }

    /** Return where a frame of this length may be put; its offload header is not cleared. */
    public int allocate(int length) {
        if (!hasRoom(length)) {
            throw new IllegalStateException("a frame of " + length + " bytes does not fit " + free() + " free bytes");
        }
        int at = used + HEADROOM;
        used = Math.min(SIZE, at + length + 63 & ~63);
        return at;
    }

    /** Copy a frame with its offload header from other memory; return where it is. */
    public int copy(ByteBuffer source, int offset, int length) {
        int at = allocate(length);
        memory.put(at - OffloadHeader.BYTES, source, offset - OffloadHeader.BYTES, length + OffloadHeader.BYTES);
        return at;
    }

    /** Copy a complete frame, without offload header, from other memory; return where it is. */
    public int copyPlain(ByteBuffer source, int offset, int length) {
        int at = allocate(length);
        memory.putLong(at - OffloadHeader.BYTES, 0).putShort(at - 2, (short) 0);
        memory.put(at, source, offset, length);
        return at;
    }

    /** Make all of the memory free again. */
    public void reset() {
        used = 0;
    }
}
