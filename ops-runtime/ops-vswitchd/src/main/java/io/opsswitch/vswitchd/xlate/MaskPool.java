/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowKey;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The masks of late: many flows have few masks, and with one object for all that have the same they take less room, and are
 * compared at once. Safe for use by several threads; what it forgets is only another object.
 */
final class MaskPool {

    private static final int BITS = 8;

    private final AtomicReferenceArray<FlowKey> masks = new AtomicReferenceArray<>(1 << BITS);

    /** Return a mask equal to this one, which nobody changes any more. */
    FlowKey share(FlowKey mask) {
        int place = (int) (mask.hash(0) >>> Long.SIZE - BITS);
        FlowKey known = masks.get(place);
        if (known != null && known.equals(mask)) {
            return known;
        }
        FlowKey copy = mask.copy();
        masks.set(place, copy);
        return copy;
    }
}
