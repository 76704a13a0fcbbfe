/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;

/** A channel of the kernel in memory. All state is guarded by the kernel's lock, on which {@link #receive} waits. */
final class FakeChannel implements NetlinkChannel {
    private static final int SEQUENCE = 8;
    private static final int PID = 12;

    private final FakeKernel kernel;
    private final Protocol protocol;
    private final Consumer<FakeChannel> onClose;
    private final int pid;
    private final Set<MulticastGroup> groups = EnumSet.noneOf(MulticastGroup.class);
    private final Queue<ByteBuffer> queue = new ArrayDeque<>();
    private boolean packets;
    private boolean overflown;
    private boolean woken;
    private boolean closed;
    private int sequence;
    private final int losses;

    FakeChannel(FakeKernel kernel, Protocol protocol, Consumer<FakeChannel> onClose) {
        this.kernel = kernel;
        this.protocol = protocol;
        this.onClose = onClose;
        this.losses = kernel.losses;
        this.pid = kernel.register(this);
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        synchronized (kernel) {
            List<ByteBuffer> answers = answer(request);
            reply.clear().limit(0);
            if (answers.isEmpty()) {
                return false;
            }
            put(answers.get(0), reply);
            return true;
        }
    }

    @Override
    public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        List<ByteBuffer> answers;
        synchronized (kernel) {
            if ((NetlinkHeader.flags(request) & NetlinkHeader.DUMP) != NetlinkHeader.DUMP) {
                throw new NetlinkException(Errno.EINVAL, "a dump whose request lacks the flags 0x300");
            }
            answers = answer(request);
        }
        // Outside of the lock, so that the sink may take its time.
        for (ByteBuffer answer : answers) {
            put(answer, buffer);
            sink.accept(buffer);
        }
    }

    private List<ByteBuffer> answer(ByteBuffer request) throws NetlinkException {
        requireOpen();
        if (packets || !groups.isEmpty()) {
            throw new NetlinkException(
                    Errno.EINVAL,
                    "channel " + pid + " has subscribed to events or upcalls; open another one for requests");
        }
        requireUsable(request);
        request.putInt(request.position() + SEQUENCE, ++sequence);
        request.putInt(request.position() + PID, pid);
        return kernel.answer(this, request);
    }

    private static void requireUsable(ByteBuffer buffer) {
        if (!buffer.isDirect() || buffer.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("a buffer that is not direct and in the machine's byte order");
        }
    }

    private static void put(ByteBuffer message, ByteBuffer into) throws NetlinkException {
        requireUsable(into);
        into.clear();
        if (message.remaining() > into.capacity()) {
            into.limit(0);
            throw new NetlinkException(
                    Errno.EMSGSIZE,
                    "the answer of " + message.remaining() + " bytes does not fit the buffer, which has "
                            + into.capacity());
        }
        into.put(message.duplicate()).flip();
    }

    @Override
    public void subscribe(MulticastGroup group) throws NetlinkException {
        Protocol wanted = group == MulticastGroup.VPORT ? Protocol.GENERIC : Protocol.NETFILTER;
        synchronized (kernel) {
            requireOpen();
            if (protocol != wanted || packets) {
                throw new NetlinkException(
                        Errno.EINVAL, "group " + group + " wants a channel of protocol " + wanted + " without upcalls");
            }
            groups.add(group);
        }
    }

    @Override
    public void subscribePackets() throws NetlinkException {
        synchronized (kernel) {
            requireOpen();
            if (protocol != Protocol.GENERIC || !groups.isEmpty()) {
                throw new NetlinkException(
                        Errno.EINVAL, "upcalls want a channel of protocol GENERIC without events; open another one");
            }
            packets = true;
        }
    }

    boolean isIn(MulticastGroup group) {
        return groups.contains(group);
    }

    boolean takesPackets() {
        return packets;
    }

    Protocol protocol() {
        return protocol;
    }

    /** Queue a message; return whether there was room. */
    boolean offer(ByteBuffer message) {
        if (queue.size() >= kernel.queueLimit) {
            // Windows loses in silence.
            overflown |= !kernel.windows;
            kernel.notifyAll();
            return false;
        }
        queue.add(message);
        kernel.notifyAll();
        return true;
    }

    @Override
    public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
        synchronized (kernel) {
            requireOpen();
            if (!packets && groups.isEmpty()) {
                throw new NetlinkException(Errno.EINVAL, "channel " + pid + " has subscribed to nothing");
            }
            message.clear().limit(0);
            long end = System.nanoTime() + timeoutNanos;
            while (true) {
                requireOpen();
                if (overflown) {
                    overflown = false;
                    throw new NetlinkException(
                            Errno.ENOBUFS,
                            "messages to channel " + pid + " were lost: they came faster than they were" + " read");
                }
                ByteBuffer next = queue.poll();
                if (next != null) {
                    put(next, message);
                    return true;
                }
                long left = timeoutNanos < 0 ? Long.MAX_VALUE : end - System.nanoTime();
                if (woken || left <= 0) {
                    woken = false;
                    return false;
                }
                await(left);
            }
        }
    }

    private void await(long nanos) throws NetlinkException {
        try {
            // Rounded up: 0 would wait without limit.
            kernel.wait(Math.min(nanos / 1_000_000 + 1, Integer.MAX_VALUE));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NetlinkException(Errno.EINTR, "the thread that waits for channel " + pid + " was interrupted");
        }
    }

    private void requireOpen() throws NetlinkException {
        if (closed) {
            throw new NetlinkException(Errno.ECANCELED, "channel " + pid + " was closed");
        }
        if (!kernel.isLoaded || losses != kernel.losses) {
            throw new NetlinkException(Errno.ENODEV, "the datapaths' driver was unloaded; load it again");
        }
        if (!kernel.isEnabled) {
            throw disabled();
        }
    }

    static NetlinkException disabled() {
        return new NetlinkException(
                Errno.ENODEV,
                "the Open vSwitch extension is not enabled on a Hyper-V switch, or was disabled; enable it");
    }

    @Override
    public void wake() {
        synchronized (kernel) {
            woken = true;
            kernel.notifyAll();
        }
    }

    @Override
    public void close() {
        synchronized (kernel) {
            if (!closed) {
                closed = true;
                queue.clear();
                kernel.forget(this);
                onClose.accept(this);
                kernel.notifyAll();
            }
        }
    }
}
