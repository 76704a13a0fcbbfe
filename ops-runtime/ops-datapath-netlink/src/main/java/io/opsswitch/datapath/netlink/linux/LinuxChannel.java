/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetlinkSocket;
import io.opsswitch.datapath.nativelib.Poller;
import io.opsswitch.datapath.nativelib.UseGuard;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;

/**
 * One netlink socket with its poller. Waits for events and upcalls, and passes requests on to {@link Exchange}.
 *
 * <p>The socket is freed by whoever leaves last ({@link UseGuard}): no thread ever uses the number of a descriptor that
 * may belong to another file already.
 */
final class LinuxChannel implements NetlinkChannel {

    /** Bytes of messages that wait: some thousand upcalls of usual size. */
    private static final int RECEIVE_BUFFER = 4 << 20;

    private static final int MILLION = 1_000_000;

    private final LinuxTransport transport;
    private final Protocol protocol;
    private final NetlinkSocket socket;
    private final Poller poller;
    private final UseGuard guard;
    private final Exchange exchange;

    /** Set by any thread, taken by the one that receives. */
    private volatile boolean woken;

    private boolean subscribed;

    private LinuxChannel(LinuxTransport transport, Protocol protocol, NetlinkSocket socket, Poller poller) {
        this.transport = transport;
        this.protocol = protocol;
        this.socket = socket;
        this.poller = poller;
        this.guard = new UseGuard("netlink socket " + Integer.toUnsignedString(socket.pid()), this::free);
        this.exchange = new Exchange(socket, this::await);
    }

    static LinuxChannel open(LinuxTransport transport, Protocol protocol) throws NativeException {
        NetlinkSocket socket = NetlinkSocket.open(protocol.number(), RECEIVE_BUFFER);
        Poller poller = null;
        try {
            poller = Poller.open();
            poller.add(socket.fd(), 0);
            return new LinuxChannel(transport, protocol, socket, poller);
        } catch (NativeException e) {
            if (poller != null) {
                poller.close();
            }
            socket.close();
            throw e;
        }
    }

    @Override
    public int pid() {
        return socket.pid();
    }

    @Override
    public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        enter();
        try {
            refuseIfSubscribed();
            return exchange.transact(request, reply);
        } finally {
            guard.leave();
        }
    }

    @Override
    public void transactAll(ByteBuffer requests, ByteBuffer reply, Refusals refusals) throws NetlinkException {
        enter();
        try {
            refuseIfSubscribed();
            exchange.transactAll(requests, refusals);
        } finally {
            guard.leave();
        }
    }

    @Override
    public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        enter();
        try {
            refuseIfSubscribed();
            exchange.dump(request, buffer, sink);
        } finally {
            guard.leave();
        }
    }

    @Override
    public void subscribe(MulticastGroup group) throws NetlinkException {
        Protocol wanted = group == MulticastGroup.VPORT ? Protocol.GENERIC : Protocol.NETFILTER;
        if (protocol != wanted) {
            throw new NetlinkException(
                    Errno.EINVAL, "group " + group + " wants a channel of protocol " + wanted + ", not " + protocol);
        }
        enter();
        try {
            socket.join(transport.group(group));
            subscribed = true;
        } catch (NativeException e) {
            throw new NetlinkException(e.errno(), e.getMessage());
        } finally {
            guard.leave();
        }
    }

    /** {@inheritDoc} Nothing to ask for on Linux: an upcall goes to the socket whose number a port or action names. */
    @Override
    public void subscribePackets() throws NetlinkException {
        enter();
        subscribed = true;
        guard.leave();
    }

    @Override
    public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
        Exchange.requireDirect(message, "message");
        enter();
        try {
            if (!subscribed) {
                throw new NetlinkException(
                        Errno.EINVAL, "channel " + Integer.toUnsignedString(pid()) + " has subscribed to nothing");
            }
            return receiveUntil(message, timeoutNanos < 0 ? Long.MAX_VALUE : timeoutNanos);
        } finally {
            guard.leave();
        }
    }

    private boolean receiveUntil(ByteBuffer message, long timeout) throws NetlinkException {
        long start = System.nanoTime();
        while (true) {
            message.clear();
            int n = socket.receive(message);
            if (n >= 0) {
                if (takeEvent(message, n)) {
                    return true;
                }
            } else if (n == -NetlinkSocket.EAGAIN) {
                long left = timeout == Long.MAX_VALUE ? timeout : timeout - (System.nanoTime() - start);
                if (woken || left <= 0) {
                    woken = false;
                    message.limit(0);
                    return false;
                }
                await(left);
            } else if (n != -NetlinkSocket.EINTR) {
                message.limit(0);
                throw Exchange.systemError(-n);
            }
        }
    }

    /** Look at what came; return whether it is a message for the caller. */
    private static boolean takeEvent(ByteBuffer message, int n) throws NetlinkException {
        if (n > message.capacity()) {
            message.limit(0);
            throw new NetlinkException(
                    Errno.EMSGSIZE,
                    "a message of " + n + " bytes was cut: the buffer has room for " + message.capacity());
        }
        message.limit(n);
        int length = NetlinkHeader.checkedLength(message, 0, n);
        switch (NetlinkHeader.type(message, 0)) {
            case NetlinkHeader.NOOP, NetlinkHeader.DONE:
                return false;
            case NetlinkHeader.OVERRUN:
                throw Exchange.systemError(Errno.ENOBUFS);
            case NetlinkHeader.ERROR:
                throw ExtendedAck.exception(message, 0, Exchange.requireStatus(length));
            default:
                // The kernel puts one event into a datagram; if that changes, nothing may get lost silently.
                if (n - length >= NetlinkHeader.BYTES) {
                    throw new NetlinkException(Errno.EPROTO, "the kernel sent several events at once");
                }
                message.limit(length);
                return true;
        }
    }

    /**
     * Wait for a datagram or a wake-up, as long as the channel is open. A wake-up while a request is under way is kept
     * for {@link #receive} by {@link #woken}.
     */
    private void await(long nanos) throws NetlinkException {
        if (guard.isClosed()) {
            throw closed();
        }
        long millis = nanos == Long.MAX_VALUE ? -1 : Math.min((nanos + MILLION - 1) / MILLION, Integer.MAX_VALUE);
        try {
            poller.await((int) millis);
        } catch (NativeException e) {
            throw new NetlinkException(e.errno(), e.getMessage());
        }
        if (guard.isClosed()) {
            throw closed();
        }
    }

    @Override
    public void wake() {
        woken = true;
        guard.whileOpen(poller::wake);
    }

    @Override
    public void close() {
        guard.close(poller::wake);
        transport.closed(this);
    }

    private void free() {
        poller.close();
        socket.close();
    }

    private void enter() throws NetlinkException {
        if (!guard.enter()) {
            throw closed();
        }
    }

    private NetlinkException closed() {
        return new NetlinkException(
                Errno.ECANCELED, "channel " + Integer.toUnsignedString(socket.pid()) + " was closed");
    }

    private void refuseIfSubscribed() throws NetlinkException {
        if (subscribed) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    "channel " + Integer.toUnsignedString(pid())
                            + " has subscribed to events or upcalls; open another one for requests");
        }
    }
}
