/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.mirror;

import io.opsswitch.vswitchd.ofproto.Bundle;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One mirror as configured.
 *
 * @param row its row in the MirrorConfig table
 * @param selectAll whether packets of all ports are selected, in both directions
 * @param sources rows of the ports whose arriving packets are selected
 * @param destinations rows of the ports whose departing packets are selected
 * @param vlans the VLANs that are selected; empty = all
 * @param outputPort row of the port that gets the copies; null if a VLAN gets them
 * @param outputVlan the VLAN that gets the copies, where no port does
 */
record MirrorConfig(
        UUID row,
        boolean selectAll,
        Set<UUID> sources,
        Set<UUID> destinations,
        Set<Long> vlans,
        @Nullable UUID outputPort,
        int outputVlan,
        MirrorCounters counters) {

    MirrorConfig {
        sources = Set.copyOf(sources);
        destinations = Set.copyOf(destinations);
        vlans = Set.copyOf(vlans);
    }

    boolean selectsFrom(Bundle bundle) {
        return selectAll || sources.contains(bundle.row());
    }

    boolean selectsTo(Bundle bundle) {
        return selectAll || destinations.contains(bundle.row());
    }

    boolean selects(int vlan) {
        return vlans.isEmpty() || vlans.contains((long) vlan);
    }

    /** Return whether both send their copies to the same place. */
    boolean sharesOutput(MirrorConfig other) {
        return outputPort == null
                ? other.outputPort == null && outputVlan == other.outputVlan
                : outputPort.equals(other.outputPort);
    }
}
