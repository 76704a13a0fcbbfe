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
     * Send several requests whose answers are no more than agreement, in their order, and wait until all are done.
     *
     * @param requests one behind the other, each filled up to a multiple of 4 bytes
     * @param reply room for an answer
     * @param refusals told of each request that the kernel refused; the others are done nevertheless
     * @throws NetlinkException if it is not known which of them the kernel has done
     */
    default void transactAll(ByteBuffer requests, ByteBuffer reply, Refusals refusals) throws NetlinkException {
        int end = requests.limit();
        int at = requests.position();
        for (int place = 0; at < end; place++) {
            int next = at + NetlinkHeader.aligned(NetlinkHeader.checkedLength(requests, at, end));
            try {
                requests.limit(next).position(at);
                reply.clear();
                transact(requests, reply);
            } catch (NetlinkException e) {
                refusals.refused(place, e);
            }
            requests.limit(end);
            at = next;
        }
    }

    /** Takes what became of requests. */
    @FunctionalInterface
    interface Refusals {
        /** Hear that the kernel refused a request, the first one having place 0. */
        void refused(int place, NetlinkException why);
    }

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
