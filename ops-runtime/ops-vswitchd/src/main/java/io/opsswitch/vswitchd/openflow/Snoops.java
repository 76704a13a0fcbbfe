/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.vswitchd.connection.ControllerConnection;
import java.util.HashMap;
import java.util.Map;

/**
 * Who looks on, and at which controller: it stays the same one when that connects again. Owned by the thread that handles
 * messages.
 */
final class Snoops {

    /** The controller's name is empty as long as none has connected. */
    private final Map<ControllerConnection, String> targets = new HashMap<>();

    /** Have a connection look on at the next controller that comes. */
    void await(ControllerConnection snooper) {
        targets.put(snooper, "");
    }

    /** Have a connection look on at a controller, also when that comes back. */
    void follow(ControllerConnection snooper, ControllerConnection controller) {
        targets.put(snooper, controller.name());
        controller.addMonitor(snooper);
    }

    /** Hear that a controller that the database names has connected. */
    void connected(ControllerConnection controller) {
        targets.forEach((snooper, target) -> {
            if (target.isEmpty() || target.equals(controller.name())) {
                follow(snooper, controller);
            }
        });
    }

    /** Hear that nobody looks on there any more. */
    void ended(ControllerConnection snooper) {
        targets.remove(snooper);
    }
}
