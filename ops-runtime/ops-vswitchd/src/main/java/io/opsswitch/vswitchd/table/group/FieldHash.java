/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table.group;

import io.opsswitch.datapath.FlowKey;

/** A hash of the fields that a controller has chosen for a group. Immutable; safe for all threads. */
@FunctionalInterface
public interface FieldHash {

    /**
     * Hash the fields of a packet; see {@link io.opsswitch.datapath.hash.OvsHash}.
     *
     * @param looked gets the bits that were looked at
     */
    int hash(FlowKey key, FlowKey looked);
}
