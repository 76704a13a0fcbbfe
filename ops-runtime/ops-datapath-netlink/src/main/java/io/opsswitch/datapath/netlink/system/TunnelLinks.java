/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Port.LinkModes;
import io.opsswitch.datapath.Port.PortState;
import org.jspecify.annotations.Nullable;

/** The device behind a port for tunnels: who looks for its state sees one that is always up. Stateless. */
final class TunnelLinks implements Links {

    static final TunnelLinks INSTANCE = new TunnelLinks();

    private static final Link UP = new Link(new PortState(true, true, true, 0, false, 0, 0, 0, LinkModes.NONE), 0);

    private TunnelLinks() {}

    @Override
    public @Nullable Link query(String name) {
        return UP;
    }

    @Override
    public void setMacAddress(String name, long address) {
        // Tunnels of the datapath have none; each interface has one of its own.
    }

    @Override
    public void setMtu(String name, int mtu) {
        // The device that packets leave by has one.
    }

    @Override
    public void setAdminUp(String name, boolean isUp) {
        // A tunnel is never down.
    }

    @Override
    public void watch(Runnable listener) {
        // Nothing ever changes.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
