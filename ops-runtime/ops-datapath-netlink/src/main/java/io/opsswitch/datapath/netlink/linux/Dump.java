/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel.MessageSink;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * One dump under way. It is read to its end whatever happens, since the kernel allows one dump on a socket and what
 * would be left unread would come between the next request and its answer.
 */
final class Dump {
    private final ByteBuffer buffer;
    private final ByteBuffer view;
    private final MessageSink sink;
    private final int expected;
    private boolean interrupted;
    private boolean cut;
    private @Nullable NetlinkException problem;
    private @Nullable RuntimeException failure;

    Dump(ByteBuffer buffer, MessageSink sink, int expected) {
        this.buffer = buffer;
        this.view = buffer.duplicate().order(ByteOrder.nativeOrder());
        this.sink = sink;
        this.expected = expected;
    }

    /** Take a datagram of so many bytes; return whether it ends the dump. */
    boolean take(int received) throws NetlinkException {
        int end = Math.min(received, buffer.capacity());
        if (received > end) {
            cut = true;
            note(Exchange.tooLong(received, buffer.capacity()));
        }
        for (int at = 0; at < end; ) {
            int length = received > end ? cutLength(at, end) : NetlinkHeader.checkedLength(buffer, at, end);
            if (length == 0) {
                return false;
            }
            if (NetlinkHeader.sequence(buffer, at) == expected && takeMessage(at, length)) {
                return true;
            }
            at += length + 3 & ~3;
        }
        return false;
    }

    /** Return the length of a message in a datagram that was cut, 0 if it is the one that was cut. */
    private int cutLength(int at, int end) throws NetlinkException {
        boolean whole = end - at >= NetlinkHeader.BYTES && buffer.getInt(at + NetlinkHeader.LENGTH) <= end - at;
        return whole ? NetlinkHeader.checkedLength(buffer, at, end) : 0;
    }

    /**
     * Return whether some datagram was cut. The end may have been in what was lost; the kernel queues the next part of a
     * dump while the one before is read, so an empty queue then is the end.
     */
    boolean isCut() {
        return cut;
    }

    private boolean takeMessage(int at, int length) throws NetlinkException {
        interrupted |= (NetlinkHeader.flags(buffer, at) & NetlinkHeader.DUMP_INTERRUPTED) != 0;
        switch (NetlinkHeader.type(buffer, at)) {
            case NetlinkHeader.NOOP:
                return false;
            case NetlinkHeader.ERROR:
                Exchange.requireStatus(length);
                if (buffer.getInt(at + NetlinkHeader.BYTES) != 0) {
                    note(ExtendedAck.exception(buffer, at, length));
                }
                return true;
            case NetlinkHeader.DONE:
                Exchange.requireStatus(length);
                if (buffer.getInt(at + NetlinkHeader.BYTES) != 0) {
                    note(ExtendedAck.ofDone(buffer, at, length));
                }
                return true;
            default:
                if (problem == null && failure == null) {
                    give(at, length);
                }
                return false;
        }
    }

    private void give(int at, int length) {
        try {
            view.limit(at + length).position(at);
            sink.accept(view);
        } catch (NetlinkException e) {
            note(e);
        } catch (RuntimeException e) {
            failure = e; // thrown by finish
        }
    }

    private void note(NetlinkException e) {
        problem = problem == null ? e : problem;
    }

    /** Throw what went wrong. */
    void finish() throws NetlinkException {
        if (failure != null) {
            throw failure;
        }
        if (problem != null) {
            throw problem;
        }
        if (interrupted) {
            throw new NetlinkException(
                    Errno.EINTR, "the table changed while it was dumped, so parts may be missing or double; ask again");
        }
    }
}
