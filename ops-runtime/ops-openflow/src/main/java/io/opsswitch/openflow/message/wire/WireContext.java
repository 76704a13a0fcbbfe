/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import io.opsswitch.openflow.OpenFlowVersion;

/**
 * What codecs have to know beside the bytes.
 *
 * @param version the version of the message
 * @param loose whether properties and values that are not known are passed over, as a controller does that learns what
 *     a switch can do, instead of being refused, as a switch does that is told what to do
 * @param parts reads and writes matches and actions
 */
public record WireContext(OpenFlowVersion version, boolean loose, FlowParts parts) {

    /** Return whether the message is of a version or of a later one. */
    public boolean atLeast(OpenFlowVersion other) {
        return version.atLeast(other);
    }
}
