/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.wire.Body;
import java.nio.ByteBuffer;

/**
 * A message of a controller.
 *
 * @param bytes all of it as it came; not to be changed
 */
record Request(Controller from, OfMessage message, ByteBuffer bytes) {

    OpenFlowVersion version() {
        return message.version();
    }

    int transaction() {
        return message.transaction();
    }

    <B extends Body> B body(Class<B> type) {
        return type.cast(message.body());
    }

    /** Return who asked for a change, for those who are told of it. */
    Requester requester() {
        return new Requester(from, transaction());
    }
}
