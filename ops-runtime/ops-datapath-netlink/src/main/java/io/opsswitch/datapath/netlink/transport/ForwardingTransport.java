/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.transport;

/** Hands everything to another transport; for those that change or watch a part of it. As safe for threads as the other one. */
public abstract class ForwardingTransport implements DatapathTransport {

    private final DatapathTransport inner;

    /** Create in front of a transport, which is closed with this one. */
    protected ForwardingTransport(DatapathTransport inner) {
        this.inner = inner;
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
        return inner.open(protocol);
    }

    @Override
    public int openChannels() {
        return inner.openChannels();
    }

    @Override
    public void close() {
        inner.close();
    }
}
