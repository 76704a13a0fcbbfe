/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Waits until one of many descriptors can be read. One thread waits; adding, removing and waking may be done by others
 * meanwhile.
 */
public final class Poller implements AutoCloseable {

    /** The largest number of descriptors reported by one wait. */
    public static final int MAX_EVENTS = 64;

    /** Event bits that tell of an error or of a descriptor whose other side is gone. */
    public static final int ERROR_EVENTS = 0x008 | 0x010;

    private static final int WAKE_ID = -1;

    private final int epoll;
    private final int event;
    private final ByteBuffer ready = ByteBuffer.allocateDirect(8 * MAX_EVENTS).order(ByteOrder.nativeOrder());
    private final long readyAddress = Descriptors.addressOf(ready);

    private Poller(int epoll, int event) {
        this.epoll = epoll;
        this.event = event;
    }

    /** Create a poller without descriptors. */
    public static Poller open() throws NativeException {
        int epoll = openEpoll();
        int event = -1;
        try {
            event = openEvent();
            add0(epoll, event, WAKE_ID);
            return new Poller(epoll, event);
        } catch (NativeException e) {
            if (event >= 0) {
                Descriptors.close(event);
            }
            Descriptors.close(epoll);
            throw e;
        }
    }

    /** Return the poller's own descriptor: it can be read while one of the others can, so that another one waits for it. */
    public int fd() {
        return epoll;
    }

    /**
     * Wait for a descriptor too.
     *
     * @param id what {@link #id} reports for it, not negative
     */
    public void add(int fd, int id) throws NativeException {
        add0(epoll, fd, id);
    }

    /** Stop waiting for a descriptor. */
    public void remove(int fd) {
        remove0(epoll, fd);
    }

    /**
     * Wait.
     *
     * @param timeoutMillis 0: do not wait; -1: without limit
     * @return number of ready descriptors, to be asked for with {@link #id} and {@link #isError}; 0 after {@link #wake}
     */
    public int await(int timeoutMillis) throws NativeException {
        int count = wait0(epoll, readyAddress, timeoutMillis);
        for (int i = 0; i < count; i++) {
            if (id(i) == WAKE_ID) {
                clear(event);
                count--;
                ready.putLong(8 * i, ready.getLong(8 * count));
                break;
            }
        }
        return count;
    }

    /** Return the id of a descriptor that the last wait reported. */
    public int id(int index) {
        return ready.getInt(8 * index);
    }

    /** Return whether the descriptor has an error pending or lost its device. */
    public boolean isError(int index) {
        return (ready.getInt(8 * index + 4) & ERROR_EVENTS) != 0;
    }

    /** Let the waiting thread return, or the next wait if none waits. */
    public void wake() {
        signal(event);
    }

    @Override
    public void close() {
        Descriptors.close(epoll);
        Descriptors.close(event);
    }

    private static native int openEpoll() throws NativeException;

    private static native int openEvent() throws NativeException;

    private static native void add0(int epoll, int fd, int id) throws NativeException;

    private static native void remove0(int epoll, int fd);

    private static native int wait0(int epoll, long ready, int timeoutMillis) throws NativeException;

    private static native void signal(int event);

    private static native void clear(int event);
}
