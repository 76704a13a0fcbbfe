/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

/** Holds up the main thread while a control command has it closed. Safe for use by several threads. */
final class Gate {

    private boolean closed;

    /** Open or close; returns whether that was a change. */
    synchronized boolean set(boolean newClosed) {
        boolean changed = closed != newClosed;
        closed = newClosed;
        notifyAll();
        return changed;
    }

    /** Wait until it is open. */
    synchronized void pass() {
        while (closed) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
