/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.userspace.device.FrameSource;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.Batch;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/** The frames that wait in a receive queue of a stand-in. Safe for use by several threads, one of which reads. */
final class DummyQueue implements FrameSource {

    private final Queue<byte[]> waiting = new ArrayDeque<>();
    private long added;
    private long done;
    private int taken;

    /** Put a frame into the queue; the result is for {@link #awaitDone}. */
    synchronized long put(byte[] frame) {
        waiting.add(frame);
        return ++added;
    }

    /** Wait until the switch is done with a frame, but not longer than so many milliseconds; return whether it is. */
    synchronized boolean awaitDone(long number, long timeoutMillis) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        while (done < number) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public int fd() {
        return NO_DESCRIPTOR;
    }

    @Override
    public synchronized boolean receive(Batch batch) {
        taken = 0;
        Arena arena = batch.arena();
        for (byte[] frame = waiting.peek();
                frame != null && !batch.isFull() && arena.hasRoom(frame.length);
                frame = waiting.peek()) {
            waiting.remove();
            int at = arena.copyPlain(ByteBuffer.wrap(frame), 0, frame.length);
            batch.add(arena.memory(), arena.address(), at, frame.length);
            taken++;
        }
        return !waiting.isEmpty();
    }

    @Override
    public synchronized void release() {
        done += taken;
        taken = 0;
        notifyAll();
    }

    @Override
    public synchronized boolean hasFrame() {
        return !waiting.isEmpty();
    }

    @Override
    public boolean clearError() {
        // Nobody reports one where there is no descriptor.
        return true;
    }
}
