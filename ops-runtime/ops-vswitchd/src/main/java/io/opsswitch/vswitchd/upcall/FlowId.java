/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.datapath.FlowKey;

/** What tells flows of a datapath apart: the masked key and the mask. Neither may change afterwards. */
public record FlowId(FlowKey maskedKey, FlowKey mask) {

    /** Return the identity of the flow for a key. */
    public static FlowId of(FlowKey key, FlowKey mask) {
        return new FlowId(key.masked(mask), mask.copy());
    }
}
