/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import java.nio.ByteBuffer;

/**
 * The frames that one read of a device gave, in order. Filled again and again without allocation; owned by one thread.
 */
public final class Batch {

    /** The largest number of frames. */
    public static final int MAX = 32;

    private final Arena arena;
    private final ByteBuffer[] memory = new ByteBuffer[MAX];
    private final long[] address = new long[MAX];
    private final int[] offset = new int[MAX];
    private final int[] length = new int[MAX];
    private int count;

    /** Create an empty batch. */
    public Batch(boolean isNative) {
        arena = new Arena(isNative);
    }

    /** Return memory for frames that do not stay where the device put them; it lives until {@link #clear}. */
    public Arena arena() {
        return arena;
    }

    /**
     * Add a frame.
     *
     * @param base address of the memory's first byte
     */
    public void add(ByteBuffer frameMemory, long base, int frameOffset, int frameLength) {
        memory[count] = frameMemory;
        address[count] = base;
        offset[count] = frameOffset;
        length[count] = frameLength;
        count++;
    }

    /** Return the number of frames. */
    public int count() {
        return count;
    }

    /** Return whether no further frame fits. */
    public boolean isFull() {
        return count == MAX;
    }

    /** Return the memory, big-endian, of a frame. */
    public ByteBuffer memory(int index) {
        return memory[index];
    }

    /** Return the address of the first byte of a frame's memory. */
    public long base(int index) {
        return address[index];
    }

    /** Return where in its memory a frame begins. */
    public int offset(int index) {
        return offset[index];
    }

    /** Return the length of a frame. */
    public int length(int index) {
        return length[index];
    }

    /** Forget all frames. */
    public void clear() {
        count = 0;
        arena.reset();
    }
}
