/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.NetlinkSocket;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel.MessageSink;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel.Refusals;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Requests and their answers on one socket. Each request gets a sequence number; an answer with another one belongs to
 * an earlier request that failed half-way, and is skipped. The kernel confirms each request after its reply ({@code
 * NLM_F_ACK}), so the end of an answer is always seen, and the socket is ready for the next one also after errors.
 *
 * <p>Used by the channel's thread.
 */
final class Exchange {

    /** The kernel answers before sending returns; only a broken one lets us wait. */
    private static final long PATIENCE_NANOS = 10_000_000_000L;

    /** As long as the longest reply: a flow whose actions fill a message. */
    private static final int REPLY_BYTES = 1 << 17;

    private final NetlinkSocket socket;
    private final Waiter waiter;
    private final ByteBuffer answer = ByteBuffer.allocateDirect(REPLY_BYTES).order(ByteOrder.nativeOrder());
    private int sequence;

    Exchange(NetlinkSocket socket, Waiter waiter) {
        this.socket = socket;
        this.waiter = waiter;
        // Not from 0 on, the number of events.
        this.sequence = socket.pid() ^ (int) System.nanoTime();
    }

    /** Waits for the socket. */
    @FunctionalInterface
    interface Waiter {
        /** Wait at most so long. */
        void await(long nanos) throws NetlinkException;
    }

    /** Send a request and take its reply; see {@link io.opsswitch.datapath.netlink.transport.NetlinkChannel}. */
    boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        requireDirect(request, "request");
        reply.clear().limit(0);
        int expected = send(request, NetlinkHeader.REQUEST | NetlinkHeader.ACK);
        NetlinkException problem = null;
        boolean replied = false;
        while (true) {
            int received = receive(answer, false);
            int end = Math.min(received, answer.capacity());
            for (int at = 0; at < end; ) {
                int length = received > end ? end - at : NetlinkHeader.checkedLength(answer, at, end);
                if (NetlinkHeader.sequence(answer, at) == expected) {
                    switch (NetlinkHeader.type(answer, at)) {
                        case NetlinkHeader.NOOP -> {}
                        case NetlinkHeader.ERROR -> {
                            finish(answer, at, length, problem);
                            return replied;
                        }
                        default -> {
                            if (received > end || length > reply.capacity()) {
                                problem = tooLong(Math.max(received, length), reply.capacity());
                            } else {
                                reply.clear();
                                reply.put(0, answer, at, length).limit(length);
                                replied = true;
                            }
                        }
                    }
                }
                at += length + 3 & ~3;
            }
        }
    }

    /**
     * Send requests in one datagram: the kernel does them one after the other before sending returns. It tells of those
     * that it refuses, and agrees to the last one only, which alone asks for that.
     */
    void transactAll(ByteBuffer requests, Refusals refusals) throws NetlinkException {
        requireDirect(requests, "buffer of requests");
        int begin = requests.position();
        int end = requests.limit();
        int count = 0;
        int lastAt = begin;
        for (int at = begin; at < end; count++) {
            lastAt = at;
            at += NetlinkHeader.aligned(NetlinkHeader.checkedLength(requests, at, end));
        }
        if (count == 0) {
            return;
        }
        int first = reserve(count);
        for (int at = begin, number = first; at < end; number++) {
            int flags = requests.getShort(at + NetlinkHeader.FLAGS) & ~NetlinkHeader.ACK | NetlinkHeader.REQUEST;
            stamp(requests, at, at == lastAt ? flags | NetlinkHeader.ACK : flags, number);
            at += NetlinkHeader.aligned(requests.getInt(at + NetlinkHeader.LENGTH));
        }
        write(requests);
        boolean isDone = false;
        while (!isDone) {
            isDone = takeRefusals(receive(answer, false), first, count, refusals);
        }
    }

    /** Look at a datagram; return whether it tells of the last request. */
    private boolean takeRefusals(int received, int first, int count, Refusals refusals) throws NetlinkException {
        // Who answers with more than agreement was not asked to: what does not fit is no more than that.
        int end = Math.min(received, answer.capacity());
        boolean isDone = false;
        for (int at = 0; at < end; ) {
            int length = received > end ? end - at : NetlinkHeader.checkedLength(answer, at, end);
            int place = NetlinkHeader.sequence(answer, at) - first;
            if (place >= 0 && place < count && NetlinkHeader.type(answer, at) == NetlinkHeader.ERROR) {
                requireStatus(length);
                if (answer.getInt(at + NetlinkHeader.BYTES) != 0) {
                    refusals.refused(place, ExtendedAck.exception(answer, at, length));
                }
                isDone |= place == count - 1;
            }
            at += length + 3 & ~3;
        }
        return isDone;
    }

    /** Return the first of some sequence numbers that follow each other, none of them 0. */
    private int reserve(int count) {
        int first = sequence + 1;
        if (first <= 0 && first + count > 0) {
            first = 1;
        }
        sequence = first + count - 1;
        return first;
    }

    /** Hand on an agreement, or throw what was wrong with it. */
    private static void finish(ByteBuffer answer, int at, int length, @Nullable NetlinkException problem)
            throws NetlinkException {
        requireStatus(length);
        if (answer.getInt(at + NetlinkHeader.BYTES) != 0) {
            throw ExtendedAck.exception(answer, at, length);
        }
        if (problem != null) {
            throw problem;
        }
    }

    /** Send a request for a dump and hand on its messages; see the same place. */
    void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        requireDirect(request, "request");
        requireDirect(buffer, "buffer");
        int expected = send(request, NetlinkHeader.REQUEST | NetlinkHeader.DUMP | NetlinkHeader.ACK);
        Dump dump = new Dump(buffer, sink, expected);
        boolean done = false;
        while (!done) {
            int received = receive(buffer, dump.isCut());
            done = received == 0 || dump.take(received);
        }
        dump.finish();
    }

    private int send(ByteBuffer request, int flags) throws NetlinkException {
        int begin = request.position();
        NetlinkHeader.checkedLength(request, begin, request.limit());
        int expected = reserve(1);
        stamp(request, begin, request.getShort(begin + NetlinkHeader.FLAGS) | flags, expected);
        write(request);
        return expected;
    }

    private void stamp(ByteBuffer request, int at, int flags, int number) {
        request.putShort(at + NetlinkHeader.FLAGS, (short) flags);
        request.putInt(at + NetlinkHeader.SEQUENCE, number);
        request.putInt(at + NetlinkHeader.PID, socket.pid());
    }

    private void write(ByteBuffer request) throws NetlinkException {
        int result;
        do {
            result = socket.send(request);
        } while (result == -NetlinkSocket.EINTR);
        if (result < 0) {
            throw systemError(-result);
        }
    }

    /**
     * Take the next datagram.
     *
     * @param endIfNone whether to return 0 if there is none, instead of waiting for one
     * @return its length, more than the buffer's capacity if it was cut
     */
    private int receive(ByteBuffer into, boolean endIfNone) throws NetlinkException {
        long start = 0;
        while (true) {
            into.clear();
            int n = socket.receive(into);
            if (n > 0) {
                return n;
            }
            if (n == -NetlinkSocket.EAGAIN || n == 0) {
                if (endIfNone) {
                    return 0;
                }
                long now = System.nanoTime();
                start = start == 0 ? now : start;
                long left = PATIENCE_NANOS - (now - start);
                if (left <= 0) {
                    throw new NetlinkException(Errno.ETIMEDOUT, "the kernel did not answer within ten seconds");
                }
                waiter.await(left);
            } else if (n != -NetlinkSocket.EINTR) {
                throw systemError(-n);
            }
        }
    }

    static NetlinkException tooLong(int length, int room) {
        return new NetlinkException(
                Errno.EMSGSIZE, "the answer of " + length + " bytes does not fit the buffer, which has " + room);
    }

    /** Return the length of a message after a look at whether it has room for an error number. */
    static int requireStatus(int length) throws NetlinkException {
        if (length < NetlinkHeader.BYTES + 4) {
            throw new NetlinkException(
                    Errno.EPROTO, "the kernel sent a damaged message: " + length + " bytes without an error number");
        }
        return length;
    }

    static void requireDirect(ByteBuffer buffer, String what) {
        if (!buffer.isDirect()) {
            throw new IllegalArgumentException("the " + what + " must be a direct buffer");
        }
    }

    static NetlinkException systemError(int errno) {
        String lost = errno == Errno.ENOBUFS
                ? "messages of the kernel were lost, for they came faster than they were read; read anew what they told"
                : "the netlink socket failed";
        return new NetlinkException(errno, lost + " (" + NetlinkSocket.errorText(errno) + ", error " + errno + ")");
    }
}
