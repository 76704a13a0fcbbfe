/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;

/** A transport on which answers go wrong. */
final class FaultyTransport implements DatapathTransport {
    private final DatapathTransport inner;
    private final Spoiler spoiler;

    FaultyTransport(DatapathTransport inner, Spoiler spoiler) {
        this.inner = inner;
        this.spoiler = spoiler;
    }

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities();
    }

    @Override
    public int family(Family family) throws NetlinkException {
        return inner.family(family);
    }

    @Override
    public void refresh() {
        inner.refresh();
    }

    @Override
    public boolean takesSeveral() {
        return inner.takesSeveral();
    }

    @Override
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        spoiler.countCall();
        return new FaultyChannel(inner.open(protocol));
    }

    @Override
    public int openChannels() {
        return inner.openChannels();
    }

    @Override
    public void close() {
        inner.close();
    }

    private final class FaultyChannel implements NetlinkChannel {
        private final NetlinkChannel channel;

        FaultyChannel(NetlinkChannel channel) {
            this.channel = channel;
        }

        @Override
        public int pid() {
            return channel.pid();
        }

        private KernelLab.Fault nextFault() throws NetlinkException {
            KernelLab.Fault fault = spoiler.next();
            if (fault == KernelLab.Fault.LOST) {
                throw new NetlinkException(Errno.EIO, "the way to the kernel broke, by a test's will");
            }
            return fault;
        }

        @Override
        public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
            spoiler.countCall();
            boolean isThere = channel.transact(request, reply);
            KernelLab.Fault fault = nextFault();
            if (fault != null && isThere) {
                reply.limit(Spoiler.spoil(fault, reply, reply.limit()));
            }
            return isThere;
        }

        @Override
        public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
            spoiler.countCall();
            channel.dump(request, buffer, message -> {
                KernelLab.Fault fault = nextFault();
                if (fault != null) {
                    message.limit(Spoiler.spoil(fault, message, message.limit()));
                }
                sink.accept(message);
            });
        }

        @Override
        public void subscribe(MulticastGroup group) throws NetlinkException {
            channel.subscribe(group);
        }

        @Override
        public void subscribePackets() throws NetlinkException {
            channel.subscribePackets();
        }

        @Override
        public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
            spoiler.countCall();
            return channel.receive(message, timeoutNanos);
        }

        @Override
        public void wake() {
            channel.wake();
        }

        @Override
        public void close() {
            channel.close();
        }
    }
}
