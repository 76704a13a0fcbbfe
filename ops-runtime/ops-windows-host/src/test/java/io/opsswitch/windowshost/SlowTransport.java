/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.ForwardingChannel;
import io.opsswitch.datapath.netlink.transport.ForwardingTransport;
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
final class SlowTransport extends ForwardingTransport {
    private static final long REQUEST_NANOS = 2_000_000_000L;

    private final Path slow;
    private final Path pending;

    SlowTransport(DatapathTransport inner, Path folder) {
        super(inner);
        this.slow = folder.resolve("slow");
        this.pending = folder.resolve("pending");
    }

    @Override
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        return new SlowChannel(super.open(protocol));
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

    private final class SlowChannel extends ForwardingChannel {
        SlowChannel(NetlinkChannel channel) {
            super(channel);
        }

        @Override
        public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
            waitAsAKernelDoes();
            return super.transact(request, reply);
        }
    }
}
