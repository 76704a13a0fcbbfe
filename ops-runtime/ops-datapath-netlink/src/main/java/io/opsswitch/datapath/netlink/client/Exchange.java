/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.AttributeTable;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.Tables;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests and answers over one channel, with the buffers for them. Each exchange holds the lock from the first byte of
 * the request until the answer is read.
 */
final class Exchange implements AutoCloseable {
    private static final int BUFFER = 65536;

    private final DatapathTransport transport;
    private final NetlinkChannel channel;
    private final ReentrantLock lock = new ReentrantLock();
    private final ByteBuffer request = direct();
    private final ByteBuffer reply = direct();
    private final MessageWriter writer = new MessageWriter();
    private final MessageReader reader = new MessageReader();

    Exchange(DatapathTransport transport, Protocol protocol) throws NetlinkException {
        this.transport = transport;
        this.channel = transport.open(protocol);
    }

    static ByteBuffer direct() {
        return ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.nativeOrder());
    }

    /** Writes the attributes of a request. */
    @FunctionalInterface
    interface Body {
        void write(MessageWriter writer) throws NetlinkException;

        /** Has no attributes. */
        static void none(MessageWriter writer) {}
    }

    /** Reads an answer. */
    @FunctionalInterface
    interface Answer<T> {
        T read(MessageReader reader, ByteBuffer message) throws MalformedMessageException, NetlinkException;
    }

    /** Takes one message of a dump. */
    @FunctionalInterface
    interface Item {
        void take(MessageReader reader, ByteBuffer message) throws MalformedMessageException, NetlinkException;
    }

    void lock() throws NetlinkException {
        if (lock.isHeldByCurrentThread()) {
            throw new NetlinkException(
                    Errno.EBUSY, "a dump is under way in this thread; ask for something else when it has ended");
        }
        lock.lock();
    }

    void unlock() {
        lock.unlock();
    }

    /** Begin a request; the lock is held. */
    MessageWriter begin(Family family, int flags, int command, int datapath) throws NetlinkException {
        AttributeTable table = Tables.of(family);
        writer.begin(
                request,
                transport.family(family),
                NetlinkHeader.REQUEST | flags,
                command,
                family.version(),
                datapath,
                table);
        return writer;
    }

    /** Send what was begun; return the answer, or an empty buffer. */
    ByteBuffer send() throws NetlinkException {
        writer.end();
        reply.clear();
        if (!channel.transact(request, reply)) {
            reply.limit(reply.position());
        }
        return reply;
    }

    MessageReader reader() {
        return reader;
    }

    /** Make a request that is answered with no more than success. */
    void run(Family family, int flags, int command, int datapath, Body body) throws NetlinkException {
        lock();
        try {
            body.write(begin(family, NetlinkHeader.ACK | flags, command, datapath));
            send();
        } finally {
            unlock();
        }
    }

    /** Make a request and read its answer, which must be there. */
    <T> T ask(Family family, int flags, int command, int datapath, Body body, Answer<T> answer)
            throws NetlinkException {
        lock();
        try {
            body.write(begin(family, NetlinkHeader.ECHO | flags, command, datapath));
            ByteBuffer message = send();
            if (!message.hasRemaining()) {
                throw new NetlinkException(
                        Errno.EPROTO,
                        "the datapath agreed to command " + command + " of " + family.title()
                                + " without the answer that belongs to it");
            }
            return answer.read(reader, message);
        } catch (MalformedMessageException e) {
            throw e.asNetlinkException();
        } finally {
            unlock();
        }
    }

    /** Dump what a family has. */
    void dump(Family family, int command, int datapath, Body body, Item item) throws NetlinkException {
        lock();
        try {
            body.write(begin(family, NetlinkHeader.DUMP | NetlinkHeader.ACK, command, datapath));
            writer.end();
            dump(item);
        } finally {
            unlock();
        }
    }

    /** Make a request of connection tracking; the answer is no more than success. */
    void runConntrack(int type, int addressFamily, Body body) throws NetlinkException {
        lock();
        try {
            writer.beginConntrack(request, type, NetlinkHeader.REQUEST | NetlinkHeader.ACK, addressFamily);
            body.write(writer);
            send();
        } finally {
            unlock();
        }
    }

    /** Dump connections. */
    void dumpConntrack(int type, Body body, Item item) throws NetlinkException {
        lock();
        try {
            writer.beginConntrack(request, type, NetlinkHeader.REQUEST | NetlinkHeader.DUMP | NetlinkHeader.ACK, 0);
            body.write(writer);
            writer.end();
            dump(item);
        } finally {
            unlock();
        }
    }

    private void dump(Item item) throws NetlinkException {
        reply.clear();
        channel.dump(request, reply, message -> {
            try {
                item.take(reader, message);
            } catch (MalformedMessageException e) {
                throw e.asNetlinkException();
            }
        });
    }

    @Override
    public void close() {
        channel.close();
    }
}
