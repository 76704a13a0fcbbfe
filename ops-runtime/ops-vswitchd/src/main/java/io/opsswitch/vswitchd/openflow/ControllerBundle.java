/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.BundleControl;
import java.util.ArrayList;
import java.util.List;

/** Changes that a controller wants to be made together. Used by the thread that handles messages. */
final class ControllerBundle {

    /** How many messages a bundle may have, so that a controller that never commits costs a bounded amount. */
    static final int MAX_MESSAGES = 1 << 20;

    /**
     * A message of a bundle.
     *
     * @param outer the message that brought it, for errors
     * @param inner what it asks for
     */
    record Entry(Request outer, OfMessage inner) {}

    /** What it was opened by: a message to open it, or the first one in it. */
    final Request opener;

    final int flags;
    final List<Entry> entries = new ArrayList<>();
    boolean isClosed;
    /** When its controller last did something with it, in milliseconds. */
    long used;

    ControllerBundle(Request opener, int flags, long now) {
        this.opener = opener;
        this.flags = flags;
        this.used = now;
    }

    boolean isAtomic() {
        return (flags & BundleControl.ATOMIC) != 0;
    }
}
