/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.pmd;

/** A thread that has {@link PmdThreads} look at the clock, a few times a second. */
final class LoadWatch {

    private static final long PAUSE_MILLIS = 250;

    private final PmdThreads threads;
    private final Thread thread;
    private volatile boolean isStopped;

    LoadWatch(PmdThreads threads, String name) {
        this.threads = threads;
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (!isStopped) {
            try {
                Thread.sleep(PAUSE_MILLIS);
            } catch (InterruptedException e) {
                return;
            }
            threads.tick();
        }
    }

    void stop() throws InterruptedException {
        isStopped = true;
        thread.interrupt();
        thread.join();
    }
}
