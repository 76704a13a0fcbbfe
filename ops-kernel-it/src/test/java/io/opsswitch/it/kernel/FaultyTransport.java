/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.ForwardingChannel;
import io.opsswitch.datapath.netlink.transport.ForwardingTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;

/** A transport on which answers go wrong. */
final class FaultyTransport extends ForwardingTransport {
    private final Spoiler spoiler;

    FaultyTransport(DatapathTransport inner, Spoiler spoiler) {
        super(inner);
        this.spoiler = spoiler;
    }

    @Override
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        spoiler.countCall();
        return new FaultyChannel(super.open(protocol));
    }

    private final class FaultyChannel extends ForwardingChannel {
        FaultyChannel(NetlinkChannel channel) {
            super(channel);
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
            boolean isThere = super.transact(request, reply);
            KernelLab.Fault fault = nextFault();
            if (fault != null && isThere) {
                reply.limit(Spoiler.spoil(fault, reply, reply.limit()));
            }
            return isThere;
        }

        @Override
        public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
            spoiler.countCall();
            super.dump(request, buffer, message -> {
                KernelLab.Fault fault = nextFault();
                if (fault != null) {
                    message.limit(Spoiler.spoil(fault, message, message.limit()));
                }
                sink.accept(message);
            });
        }

        @Override
        public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
            spoiler.countCall();
            return super.receive(message, timeoutNanos);
        }
    }
}
