/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.nativelib.LinkMonitor;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.nativelib.NetworkLinks;
import io.opsswitch.datapath.nativelib.Poller;
import org.jspecify.annotations.Nullable;

/** The network devices of Linux. */
final class LinuxLinks implements Links {

    private static final Vlog VLOG = Vlog.module("netdev_linux");

    private @Nullable Watch watch;

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
                    link.carrierChanges());
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
            watch = new Watch(listener);
        } catch (NativeException e) {
            throw new DatapathException("could not watch the network devices: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        Watch running;
        synchronized (this) {
            running = watch;
            watch = null;
        }
        if (running != null) {
            running.stop();
        }
    }

    /** A thread that sleeps until devices change. */
    private static final class Watch implements Runnable {
        private final Runnable listener;
        private final LinkMonitor monitor;
        private final Poller poller;
        private final Thread thread;
        private volatile boolean isStopped;

        Watch(Runnable listener) throws NativeException {
            this.listener = listener;
            monitor = LinkMonitor.open();
            try {
                poller = Poller.open();
                poller.add(monitor.fd(), 0);
            } catch (NativeException e) {
                monitor.close();
                throw e;
            }
            thread = new Thread(this, "system-links");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void run() {
            try {
                while (!isStopped) {
                    if (poller.await(-1) > 0) {
                        monitor.drain();
                        listener.run();
                    }
                }
            } catch (NativeException e) {
                VLOG.err("changes of network devices go unnoticed from now on: %s", e.getMessage());
            } finally {
                poller.close();
                monitor.close();
            }
        }

        void stop() {
            isStopped = true;
            poller.wake();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
