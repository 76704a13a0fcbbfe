/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.Poller;
import io.opsswitch.datapath.nativelib.XdpRing;
import io.opsswitch.datapath.nativelib.XdpSocket;
import io.opsswitch.datapath.userspace.frame.Batch;
import io.opsswitch.datapath.userspace.frame.Offload;
import org.jspecify.annotations.Nullable;

/**
 * One queue of an {@link XdpDevice}, in both directions.
 *
 * <p>Frames stay in the memory that is shared with the kernel from {@link #receive} to {@link #release}; those to be sent are
 * copied there. The memory belongs to a socket, and a socket to one network device. When that has gone and another one has
 * come, the reading thread itself changes to the new socket, between two reads, when none of its frames is in use.
 */
final class XdpQueue implements FrameSource, AutoCloseable {

    /** Has the descriptor of the socket at hand: so {@link #fd} is the same for all of them. */
    private final Poller poller;
    /** Guards sending, and the fields that follow. */
    private final Object lock = new Object();

    /** Written by the reading thread, under the lock. */
    private @Nullable XdpSocket socket;
    /** What the reading thread is to change to. */
    private volatile @Nullable XdpSocket next;

    private long drops;

    // Of the reading thread.
    private int consumed;
    private int filled;
    private int taken;

    XdpQueue() throws NativeException {
        poller = Poller.open();
    }

    /** Have the reading thread go on with another socket. */
    void begin(XdpSocket opened) throws NativeException {
        synchronized (lock) {
            poller.add(opened.fd(), 0);
            XdpSocket unused = next;
            next = opened;
            if (unused != null) {
                unused.close();
            }
        }
    }

    /** Wait for frames no more; the socket itself goes when another one comes, or with this. */
    void detach() {
        synchronized (lock) {
            // It would be readable for ever.
            XdpSocket latest = next != null ? next : socket;
            if (latest != null) {
                poller.remove(latest.fd());
            }
        }
    }

    @Override
    public int fd() {
        return poller.fd();
    }

    @Override
    public boolean receive(Batch batch) {
        if (next != null) {
            change();
        }
        XdpSocket current = socket;
        taken = 0;
        if (current == null) {
            return false;
        }
        XdpRing ring = current.receive();
        int available = ring.produced() - consumed;
        for (; taken < available && !batch.isFull(); taken++) {
            int index = consumed + taken;
            int place = (int) ring.frame(index);
            Offload.clear(current.memory(), place);
            batch.add(current.memory(), current.address(), place, ring.length(index));
        }
        return batch.isFull();
    }

    /** Go on with another socket. */
    private void change() {
        synchronized (lock) {
            close(socket);
            socket = next;
            next = null;
            consumed = 0;
            // All chunks for receiving are with the kernel at first.
            filled = XdpSocket.RING;
        }
    }

    @Override
    public void release() {
        XdpSocket current = socket;
        if (current == null || taken == 0) {
            return;
        }
        XdpRing ring = current.receive();
        XdpRing fill = current.fill();
        for (int i = 0; i < taken; i++) {
            fill.putChunk(filled++, ring.frame(consumed++));
        }
        ring.setConsumed(consumed);
        fill.setProduced(filled);
        if (fill.needsWakeup()) {
            current.wake();
        }
    }

    @Override
    public boolean hasFrame() {
        XdpSocket current = socket;
        return next != null || current != null && current.receive().produced() != consumed;
    }

    /** Send a burst; result as of {@link Device#transmit}. */
    long transmit(long burst, int count) {
        synchronized (lock) {
            XdpSocket latest = next != null ? next : socket;
            return latest == null ? (long) NativeException.ENODEV << Integer.SIZE : latest.send(burst, count);
        }
    }

    @Override
    public boolean clearError() {
        // Of a poller there are none.
        return true;
    }

    /** Return how many frames were lost on their way in since the last call. */
    long takeDrops() {
        synchronized (lock) {
            XdpSocket current = socket;
            if (current == null) {
                return 0;
            }
            long before = drops;
            drops = current.drops();
            return Math.max(0, drops - before);
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            close(socket);
            close(next);
            socket = null;
            next = null;
        }
        poller.close();
    }

    private void close(@Nullable XdpSocket old) {
        if (old != null) {
            old.close();
            drops = 0;
        }
    }
}
