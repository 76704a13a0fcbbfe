/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;

/** A transport to a kernel that takes its time to answer, as one with a request that waits for something else. */
final class SlowTransport implements DatapathTransport {
    private static final long REQUEST_NANOS = 2_000_000_000L;

    private final DatapathTransport inner;
    private final Path slow;
    private final Path pending;

    SlowTransport(DatapathTransport inner, Path folder) {
        this.inner = inner;
        this.slow = folder.resolve("slow");
        this.pending = folder.resolve("pending");
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
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        return new SlowChannel(inner.open(protocol));
    }

    @Override
    public int openChannels() {
        return inner.openChannels();
    }

    @Override
    public void close() {
        inner.close();
    }

    /** A request to a driver cannot be given up, and no interrupt ends it. */
    private void waitAsAKernelDoes() {
        if (!Files.exists(slow)) {
            return;
        }
        try {
            Files.writeString(pending, "x");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        for (long end = System.nanoTime() + REQUEST_NANOS, left = REQUEST_NANOS;
                left > 0;
                left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    private final class SlowChannel implements NetlinkChannel {
        private final NetlinkChannel channel;

        SlowChannel(NetlinkChannel channel) {
            this.channel = channel;
        }

        @Override
        public int pid() {
            return channel.pid();
        }

        @Override
        public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
            waitAsAKernelDoes();
            return channel.transact(request, reply);
        }

        @Override
        public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
            channel.dump(request, buffer, sink);
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
