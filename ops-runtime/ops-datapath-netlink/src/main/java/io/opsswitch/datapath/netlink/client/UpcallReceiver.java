/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.Upcall;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.nio.ByteBuffer;

/**
 * A channel to which a kernel sends packets. Used by one thread at a time; only {@link #wake} and {@link #close} may be
 * called by others meanwhile.
 */
public final class UpcallReceiver implements AutoCloseable {
    private final NetlinkChannel channel;
    private final ByteBuffer buffer = Exchange.direct();

    /** Open a channel and ask for upcalls; they come when ports or actions name its {@link #pid}. */
    public UpcallReceiver(DatapathTransport transport) throws NetlinkException {
        channel = transport.open(Protocol.GENERIC);
        try {
            channel.subscribePackets();
        } catch (NetlinkException e) {
            channel.close();
            throw e;
        }
    }

    /** Return the number of its channel. */
    public int pid() {
        return channel.pid();
    }

    /**
     * Wait for an upcall.
     *
     * @param into takes it; its packet lies in a buffer of the receiver until the next call
     * @param timeoutNanos 0: do not wait; negative: without limit
     * @return whether there is one
     * @throws NetlinkException with ENOBUFS if packets were lost, with EBADMSG if one cannot be read; the next ones can
     */
    public boolean receive(Upcall into, long timeoutNanos) throws NetlinkException {
        buffer.clear();
        if (!channel.receive(buffer, timeoutNanos)) {
            return false;
        }
        try {
            into.read(buffer);
        } catch (MalformedMessageException e) {
            throw e.asNetlinkException();
        }
        return true;
    }

    /** Let the thread in {@link #receive} return. */
    public void wake() {
        channel.wake();
    }

    @Override
    public void close() {
        channel.close();
    }
}
