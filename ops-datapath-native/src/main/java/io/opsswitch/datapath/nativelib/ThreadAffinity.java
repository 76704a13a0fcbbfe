/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

/** Which processors a thread may run on ({@code sched_setaffinity(2)}). Linux only. */
public final class ThreadAffinity {

    private ThreadAffinity() {}

    /**
     * Have the calling thread run on one processor only.
     *
     * @param core the system's number of the processor
     * @throws NativeException if there is no such processor, or this process may not use it
     */
    public static void pin(int core) throws NativeException {
        pin0(core);
    }

    private static native void pin0(int core) throws NativeException;
}
