/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

import java.nio.ByteBuffer;

/**
 * One socket of Linux, one device handle of Windows. Requests, events and upcalls want channels of their own: one that
 * has subscribed to something refuses requests.
 *
 * <p>Used by one thread at a time; only {@link #wake} and {@link #close} may be called by others meanwhile. Buffers are
 * direct and in native byte order; messages lie between position and limit. A request's sequence number and sender
 * (bytes 8 to 15) are filled in by the channel.
 */
public interface NetlinkChannel extends AutoCloseable {

    /** Return the number by which the kernel knows this channel. */
    int pid();

    /**
     * Send a request and wait for the answer.
     *
     * @param reply takes the answer: flipped, and empty if the kernel agreed without saying more
     * @return whether there is a reply
     * @throws NetlinkException if the kernel refused; with EMSGSIZE if the answer does not fit, and the channel stays
     *     usable
     */
    boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException;

    /**
     * Send a request for a dump and hand on each message of the answer.
     *
     * @param buffer room for as many messages as the kernel packs together, 64 KiB as a rule
     */
    void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException;

    /** Ask for the events of a group; read them with {@link #receive}. */
    void subscribe(MulticastGroup group) throws NetlinkException;

    /** Ask for upcalls to this channel, whose {@link #pid} ports and actions name; read them with {@link #receive}. */
    void subscribePackets() throws NetlinkException;

    /**
     * Wait for the next event or upcall.
     *
     * @param message takes it, flipped
     * @param timeoutNanos 0: do not wait; negative: without limit
     * @return whether there is one; false after the timeout or {@link #wake}
     * @throws NetlinkException with ENOBUFS if messages were lost (what they told about must be read anew); with ENODEV
     *     if the datapath is gone
     */
    boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException;

    /** Let the thread in {@link #receive} return, or its next call if it is elsewhere. */
    void wake();

    /** Free the channel; the thread in {@link #receive} gets an error. Nothing happens the second time. */
    @Override
    void close();

    /** Takes one message. */
    @FunctionalInterface
    interface MessageSink {
        /** Take a message, which lies between position and limit and is valid only during the call. */
        void accept(ByteBuffer message) throws NetlinkException;
    }
}
