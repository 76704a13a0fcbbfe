/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port.LinkModes;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.nativelib.LinkWatcher;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkDriver;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.nativelib.NetworkLinks;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The network devices of Linux. */
final class LinuxLinks implements Links {

    private static final Vlog VLOG = Vlog.module("netdev_linux");

    private @Nullable LinkWatcher watch;

    @Override
    public Map<String, String> driver(String name) {
        return NetworkDriver.status(name);
    }

    @Override
    public @Nullable Link query(String name) {
        try {
            NetworkLink link = NetworkLinks.query(name);
            PortState state = new PortState(
                    true,
                    link.adminUp(),
                    link.linkUp(),
                    link.speedMbps() * 1_000_000,
                    link.fullDuplex(),
                    link.mtu(),
                    link.ifindex(),
                    link.carrierChanges(),
                    new LinkModes(link.medium(), link.advertised(), link.supported(), link.peer()));
            return new Link(state, link.mac());
        } catch (NativeException e) {
            return null;
        }
    }

    /** Changes a device. */
    @FunctionalInterface
    private interface Change {
        void run() throws NativeException;
    }

    private static void change(Change change) throws DatapathException {
        try {
            change.run();
        } catch (NativeException e) {
            throw new DatapathException(e.getMessage());
        }
    }

    @Override
    public void setMacAddress(String name, long address) throws DatapathException {
        change(() -> NetworkLinks.setMac(name, address));
    }

    @Override
    public void setMtu(String name, int mtu) throws DatapathException {
        change(() -> NetworkLinks.setMtu(name, mtu));
    }

    @Override
    public void setAdminUp(String name, boolean isUp) throws DatapathException {
        change(() -> NetworkLinks.setUp(name, isUp));
    }

    @Override
    public synchronized void watch(Runnable listener) throws DatapathException {
        if (watch != null) {
            throw new IllegalStateException("the devices are watched already");
        }
        try {
            watch = new LinkWatcher(
                    "system-links",
                    listener::run,
                    e -> VLOG.err("changes of network devices go unnoticed from now on: %s", e.getMessage()));
        } catch (NativeException e) {
            throw new DatapathException("could not watch the network devices: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        LinkWatcher running;
        synchronized (this) {
            running = watch;
            watch = null;
        }
        if (running != null) {
            try {
                running.stop();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
