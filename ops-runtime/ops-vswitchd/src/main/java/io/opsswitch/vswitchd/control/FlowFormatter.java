/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.FlowUfid;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.datapath.text.FlowFormat;
import io.opsswitch.datapath.text.PortNames;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.upcall.DatapathLog;
import java.util.List;

/** Writes flows of a datapath as {@code ovs-appctl dpctl/dump-flows} does, with port names if wanted. */
final class FlowFormatter {

    private final PortNames names;
    private final boolean isVerbose;
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
        this.nowMillis = backer.nowMillis();
    }

    String format(FlowEntry flow) {
        // User space datapaths also know packets without an Ethernet header, and say that this flow is not for those.
        FlowKey mask = flow.mask().copy().matchAll(FlowField.RECIRC_ID).matchAll(FlowField.PACKET_TYPE);
        return (isVerbose ? FlowUfid.of(flow.key(), flow.mask()) + ", " : "")
                + FlowFormat.match(flow.key(), mask, names, isVerbose)
                + ", " + DatapathLog.statistics(flow, nowMillis)
                // Nothing is offloaded.
                + (isVerbose ? ", dp:ovs" : "")
                + ", actions:" + ActionFormat.text(flow.actions(), names);
    }
}
