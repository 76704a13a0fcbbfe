/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;

/**
 * Bytes outside the heap that are sent to several clients without being copied for each. Each holder releases its share
 * once, or hands it on with {@link #take}. Owned by the engine's thread.
 */
public final class SharedBytes {

    private final ByteBuf bytes;

    private SharedBytes(ByteBuf bytes) {
        this.bytes = bytes;
    }

    /** Copy pieces, one behind the other; the caller holds the first share. */
    static SharedBytes of(byte[]... pieces) {
        int length = 0;
        for (byte[] piece : pieces) {
            length = Math.addExact(length, piece.length);
        }
        ByteBuf bytes = PooledByteBufAllocator.DEFAULT.directBuffer(length);
        for (byte[] piece : pieces) {
            bytes.writeBytes(piece);
        }
        return new SharedBytes(bytes);
    }

    /** Return another share of the same bytes. */
    SharedBytes share() {
        bytes.retain();
        return this;
    }

    /** Give a share up. */
    public void release() {
        bytes.release();
    }

    /** Turn this share into a buffer, which its new owner releases. */
    public ByteBuf take() {
        return bytes.duplicate();
    }
}
