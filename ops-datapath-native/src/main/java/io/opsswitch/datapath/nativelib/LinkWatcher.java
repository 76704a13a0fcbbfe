/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.util.function.Consumer;

/**
 * A thread that acts when network devices come, go or change, and that tidies up what could not be closed at once. Sleeps
 * otherwise.
 */
public final class LinkWatcher {

    private static final int TIDY_INTERVAL_MILLIS = 100;

    /** What the watcher works for; called by its thread. */
    public interface Owner {
        /** Look at the devices: some have changed. */
        void onLinkChange();

        /** Close what can be closed by now; return whether something is left. */
        default boolean tidy() {
            return false;
        }
    }

    private final Owner owner;
    private final Consumer<NativeException> failed;
    private final LinkMonitor monitor;
    private final Poller poller;
    private final Thread thread;
    private volatile boolean isStopped;

    /**
     * Start a thread.
     *
     * @param failed is told when changes go unnoticed from now on, and why
     * @throws NativeException if this host does not tell of its devices
     */
    public LinkWatcher(String threadName, Owner owner, Consumer<NativeException> failed) throws NativeException {
        this.owner = owner;
        this.failed = failed;
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
        thread = new Thread(this::run, threadName);
        thread.setDaemon(true);
        thread.start();
    }

    /** Have {@link Owner#tidy} called until nothing is left. */
    public void wake() {
        poller.wake();
    }

    /** Stop; nothing is called any more when this returns. Called once, and not by the thread itself. */
    public void stop() throws InterruptedException {
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
                    owner.onLinkChange();
                }
            }
        } catch (NativeException e) {
            failed.accept(e);
        }
    }
}
