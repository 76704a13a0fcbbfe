/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.netty.buffer.PooledByteBufAllocator;

/** Measures what a server in this JVM holds. */
final class TestMemory {

    private TestMemory() {}

    /** Return the bytes in use in the heap after a collection, and in buffers outside of it. */
    static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory()
                - runtime.freeMemory()
                + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
