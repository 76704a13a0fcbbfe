/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.testing;

import io.netty.buffer.PooledByteBufAllocator;

/** Measures what servers and switches in this JVM hold. */
public final class TestMemory {

    private TestMemory() {}

    /** Return the bytes in use in the heap after a collection, and in buffers outside of it. */
    public static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory()
                - runtime.freeMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
