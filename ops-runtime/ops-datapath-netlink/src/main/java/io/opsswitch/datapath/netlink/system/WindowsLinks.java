/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port.LinkModes;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.netlink.client.WindowsNetdevs;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import org.jspecify.annotations.Nullable;

/**
 * The network devices of Windows: ports of the Hyper-V switch, of which the extension tells. The adapters of internal ports
 * are made and set by {@link WindowsPorts}.
 */
public final class WindowsLinks implements Links {

    private static final Vlog VLOG = Vlog.module("netdev_windows");

    private final DatapathTransport transport;
    private final WindowsPorts ports;
    private volatile WindowsNetdevs netdevs;

    /** Create for the datapath behind a transport. */
    public WindowsLinks(DatapathTransport transport, WindowsPorts ports) throws NetlinkException {
        this.transport = transport;
        this.netdevs = new WindowsNetdevs(transport);
        this.ports = ports;
    }

    @Override
    public @Nullable Link query(String name) {
        try {
            WindowsNetdevs.Netdev netdev = netdevs.get(name);
            PortState state =
                    new PortState(true, netdev.isUp(), netdev.isUp(), 0, false, netdev.mtu(), 0, 0, LinkModes.NONE);
            return new Link(state, netdev.macAddress());
        } catch (NetlinkException e) {
            if (e.errno() != Errno.ENODEV) {
                VLOG.dbg("%s: %s", name, e.getMessage());
            }
            return null;
        }
    }

    @Override
    public void refresh() throws NetlinkException {
        WindowsNetdevs old = netdevs;
        netdevs = new WindowsNetdevs(transport);
        old.close();
    }

    @Override
    public void setMacAddress(String name, long address) throws DatapathException {
        ports.setMacAddress(name, address);
    }

    @Override
    public void setMtu(String name, int mtu) throws DatapathException {
        ports.setMtu(name, mtu);
    }

    @Override
    public void setAdminUp(String name, boolean isUp) throws DatapathException {
        ports.setUp(name, isUp);
    }

    @Override
    public boolean makeInternal(String name) throws DatapathException {
        return ports.makeInternal(name);
    }

    @Override
    public void removeInternal(String name) throws DatapathException {
        ports.removeInternal(name);
    }

    @Override
    public void watch(Runnable listener) {
        // No event tells of the devices; the datapath looks at its ports now and then.
    }

    @Override
    public void close() {
        netdevs.close();
    }
}
