/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.text.DatapathFormat;
import io.opsswitch.datapath.text.PortNames;
import io.opsswitch.vswitchd.bridge.Backer;
import java.util.List;

/** Writes flows of a datapath as {@code ovs-appctl dpctl/dump-flows} does, with port names if wanted. */
final class FlowFormatter {

    private final PortNames names;
    private final boolean isVerbose;
    /** Whether flows say that they are for Ethernet frames: those of bridges in user space do. */
    private final boolean hasPacketTypes;

    private final long nowMillis;

    /**
     * Create a formatter.
     *
     * @param named the ports that are written by name; all others are numbers
     * @param isVerbose whether to write the number of each flow, and fields that it does not match
     */
    FlowFormatter(Backer backer, List<Port> named, boolean isVerbose) {
        this.names = PortNames.of(named);
        this.isVerbose = isVerbose;
        this.hasPacketTypes =
                !backer.datapath().isLasting() && !backer.snapshot().bridges().isEmpty();
        this.nowMillis = backer.nowMillis();
    }

    String format(ShownFlow flow) {
        return DatapathFormat.flow(flow, names, isVerbose, hasPacketTypes, nowMillis);
    }
}
