/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import io.opsswitch.datapath.FlowKey;

/** Set operations on masks. */
final class FlowKeys {

    private FlowKeys() {}

    /** Return whether a mask has all bits of another one. */
    static boolean covers(FlowKey mask, FlowKey other) {
        for (int i = 0; i < other.extent(); i++) {
            if ((other.word(i) & ~mask.word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Return whether two values are the same in all bits that both masks have. */
    static boolean agree(FlowKey value, FlowKey mask, FlowKey otherValue, FlowKey otherMask) {
        int end = Math.min(mask.extent(), otherMask.extent());
        for (int i = 0; i < end; i++) {
            if (((value.word(i) ^ otherValue.word(i)) & mask.word(i) & otherMask.word(i)) != 0) {
                return false;
            }
        }
        return true;
    }
}
