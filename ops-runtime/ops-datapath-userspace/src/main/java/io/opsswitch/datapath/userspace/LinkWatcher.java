/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.nativelib.LinkMonitor;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.Poller;

/**
 * A thread that acts when network devices come, go or change, and tidies up what could not be closed at once. Sleeps
 * otherwise.
 */
final class LinkWatcher {

    private static final Vlog VLOG = Vlog.module("netdev_linux");
    private static final int TIDY_INTERVAL_MILLIS = 100;

    /** What the watcher works for. */
    interface Owner {
        /** Look at the devices of all ports. */
        void refreshPorts();

        /** Close what can be closed by now; return whether something is left. */
        boolean tidy();
    }

    private final Owner owner;
    private final LinkMonitor monitor;
    private final Poller poller;
    private final Thread thread;
    private volatile boolean isStopped;

    LinkWatcher(Owner owner, String name) throws NativeException {
        this.owner = owner;
        monitor = LinkMonitor.open();
        try {
            poller = Poller.open();
        } catch (NativeException e) {
            monitor.close();
            throw e;
        }
        try {
            poller.add(monitor.fd(), 0);
        } catch (NativeException e) {
            poller.close();
            monitor.close();
            throw e;
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Let the watcher tidy until nothing is left. */
    void wake() {
        poller.wake();
    }

    void stop() throws InterruptedException {
        isStopped = true;
        poller.wake();
        thread.join();
        poller.close();
        monitor.close();
    }

    private void run() {
        try {
            while (!isStopped) {
                boolean isLeft = owner.tidy();
                if (poller.await(isLeft ? TIDY_INTERVAL_MILLIS : -1) > 0) {
                    monitor.drain();
                    owner.refreshPorts();
                }
            }
        } catch (NativeException e) {
            VLOG.err("%s stopped, changes of devices go unnoticed: %s", thread.getName(), e.getMessage());
        }
    }
}
