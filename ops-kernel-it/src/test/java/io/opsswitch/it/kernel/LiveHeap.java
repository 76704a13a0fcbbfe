/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.concurrent.TimeUnit;

/** What lives on the heap of this JVM. */
final class LiveHeap {
    private static final int LOOKS = 5;

    private LiveHeap() {}

    /** Return the bytes of what is reachable: the least of several looks, since daemons go on working meanwhile. */
    static long bytes() throws InterruptedException {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < LOOKS; i++) {
            System.gc();
            MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
            least = Math.min(least, heap.getUsed());
            // Cleaners run after a collection, and what they held goes with the next one.
            TimeUnit.MILLISECONDS.sleep(200);
        }
        return least;
    }
}
