/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

import java.nio.ByteBuffer;

/**
 * Hands everything to another channel; for those that change or watch a part of it. Requests that are sent together come by
 * {@link #transact} one by one. As safe for threads as the other one.
 */
public abstract class ForwardingChannel implements NetlinkChannel {

    private final NetlinkChannel inner;

    /** Create in front of a channel, which is closed with this one. */
    protected ForwardingChannel(NetlinkChannel inner) {
        this.inner = inner;
    }

    @Override
    public int pid() {
        return inner.pid();
    }

    @Override
    public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        return inner.transact(request, reply);
    }

    @Override
    public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        inner.dump(request, buffer, sink);
    }

    @Override
    public void subscribe(MulticastGroup group) throws NetlinkException {
        inner.subscribe(group);
    }

    @Override
    public void subscribePackets() throws NetlinkException {
        inner.subscribePackets();
    }

    @Override
    public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
        return inner.receive(message, timeoutNanos);
    }

    @Override
    public void wake() {
        inner.wake();
    }

    @Override
    public void close() {
        inner.close();
    }
}
