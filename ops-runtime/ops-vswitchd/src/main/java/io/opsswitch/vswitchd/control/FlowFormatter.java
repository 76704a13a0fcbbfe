/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.datapath.text.FlowFormat;
import io.opsswitch.datapath.text.PortNames;
import java.util.List;
import java.util.Locale;

/** Writes flows of a datapath as {@code ovs-appctl dpctl/dump-flows} does, with port names if wanted. */
final class FlowFormatter {

    private final PortNames names;
    private final long now;

    /** Create a formatter that writes the names of these ports, numbers of all others, and ages at a time. */
    FlowFormatter(List<Port> named, long now) {
        this.now = now;
        names = PortNames.of(named);
    }

    String format(FlowEntry flow) {
        // User space datapaths also know packets without an Ethernet header, and say that this flow is not for those.
        FlowKey mask = flow.mask().copy().matchAll(FlowField.RECIRC_ID).matchAll(FlowField.PACKET_TYPE);
        return FlowFormat.match(flow.key(), mask, names, false)
                + ", packets:" + flow.packets() + ", bytes:" + flow.bytes()
                + ", used:" + used(flow.usedMillis())
                + ", actions:" + ActionFormat.text(flow.actions(), names);
    }

    private String used(long usedMillis) {
        if (usedMillis == 0) {
            return "never";
        }
        long ago = Math.max(0, now - usedMillis);
        return String.format(Locale.ROOT, "%.3fs", ago / 1000.0);
    }
}
