/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.vswitchd.connection.ConnectionSettings;
import java.util.UUID;

/**
 * A row of the Controller table as configured.
 *
 * @param target whom to connect to, or where to listen
 * @param isPrimary whether the bridge is this controller's: without it, a bridge that is not to be secure forwards by
 *     itself; who only comes to look is none
 * @param isInBand whether it is to be reached through the bridge itself, if the bridge lets that be
 * @param async whether it is told what it does not ask for from the start
 * @param rateLimit how many packets a second are sent to it at the most; 0 for no limit
 * @param burstLimit how many packets may be sent at once beyond that
 * @param queueSize how many packets may wait for that
 */
record ControllerConfig(
        UUID row,
        String target,
        boolean isPrimary,
        boolean isInBand,
        ConnectionSettings settings,
        boolean async,
        int rateLimit,
        int burstLimit,
        int queueSize) {

    /** Return whether connections of another configuration can be told the same by the same one. */
    boolean hasSameHandler(ControllerConfig other) {
        return isPrimary == other.isPrimary
                && async == other.async
                && rateLimit == other.rateLimit
                && burstLimit == other.burstLimit
                && queueSize == other.queueSize;
    }
}
