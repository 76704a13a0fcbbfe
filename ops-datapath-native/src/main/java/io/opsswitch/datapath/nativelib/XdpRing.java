/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A ring of an {@link XdpSocket}, mapped into memory, numbers in native byte order: two counters that go round, of what was
 * put in and what was taken out, and {@link XdpSocket#RING} entries. What the other side is to see is stored with release
 * and read with acquire semantics.
 *
 * <pre>
 *   receive ring, an entry: | place in memory 64 | length 32 | options 32 |
 *   fill ring, an entry:    | place in memory 64 |
 * </pre>
 */
public final class XdpRing {

    /** Bytes of an entry of the receive ring. */
    public static final int FRAME_BYTES = 16;

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int LENGTH = 8;
    private static final int NEED_WAKEUP = 1;
    private static final int MASK = XdpSocket.RING - 1;

    private final ByteBuffer memory;
    private final int producer;
    private final int consumer;
    private final int flags;
    private final int entries;

    XdpRing(ByteBuffer memory, int producer, int consumer, int flags, int entries) {
        this.memory = memory;
        this.producer = producer;
        this.consumer = consumer;
        this.flags = flags;
        this.entries = entries;
    }

    /** Return how many entries were put in so far, modulo 2^32. */
    public int produced() {
        return (int) INT.getAcquire(memory, producer);
    }

    /** Declare entries put in. */
    public void setProduced(int count) {
        INT.setRelease(memory, producer, count);
    }

    /** Declare entries taken out. */
    public void setConsumed(int count) {
        INT.setRelease(memory, consumer, count);
    }

    /** Return the place of a received frame; {@code index} goes round as the counters do. */
    public long frame(int index) {
        return memory.getLong(entries + (index & MASK) * FRAME_BYTES);
    }

    /** Return the length of a received frame. */
    public int length(int index) {
        return memory.getInt(entries + (index & MASK) * FRAME_BYTES + LENGTH);
    }

    /** Put a chunk into the fill ring. */
    public void putChunk(int index, long place) {
        memory.putLong(entries + (index & MASK) * Long.BYTES, place);
    }

    /** Return whether the kernel waits to be told that something was put in. */
    public boolean needsWakeup() {
        return ((int) INT.getOpaque(memory, flags) & NEED_WAKEUP) != 0;
    }
}
