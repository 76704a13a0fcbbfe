/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import java.nio.ByteBuffer;

/** The way out of one port for one worker; used by one thread at a time. */
public abstract class TxQueue {

    private final PortBase port;
    private int touches;

    /** Create an empty queue. */
    protected TxQueue(PortBase port) {
        this.port = port;
    }

    /** Return the port. */
    public final PortBase port() {
        return port;
    }

    /**
     * Send a frame now or at the next {@link #flush}; until then its memory, with the offload header in front of it, must
     * not change.
     *
     * @param base address of the memory's first byte
     */
    protected abstract void add(ByteBuffer memory, long base, int frame, int length);

    /** Send what was added. */
    protected abstract void flush();

    /** Note that a frame was added; return whether it is the first one since the last {@link #untouch}. */
    final boolean touch() {
        return touches++ == 0;
    }

    /** Return how many frames were added since the last call. */
    final int untouch() {
        int count = touches;
        touches = 0;
        return count;
    }
}
