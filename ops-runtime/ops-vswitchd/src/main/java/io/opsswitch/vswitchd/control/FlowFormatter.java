/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.datapath.text.FlowFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes flows of a datapath as {@code ovs-appctl dpctl/dump-flows} does, with port names if wanted. */
final class FlowFormatter {

    private final Map<Long, String> names = new HashMap<>();

    /** Create a formatter that writes the names of these ports, and numbers of all others. */
    FlowFormatter(List<Port> named) {
        for (Port port : named) {
            names.put((long) port.number(), port.name());
        }
    }

    String format(FlowEntry flow) {
        String port = "in_port(" + flow.key().get(FlowField.IN_PORT) + ")";
        String match = FlowFormat.match(flow.key(), flow.mask());
        // User space datapaths also know packets without an Ethernet header, and say that this flow is not for those.
        String named = "in_port(" + port(flow.key().get(FlowField.IN_PORT)) + "),packet_type(ns=0,id=0)";
        return "recirc_id(0)," + match.replace(port, named)
                + ", packets:" + flow.packets() + ", bytes:" + flow.bytes()
                + ", used:" + used(flow.usedMillis())
                + ", actions:" + ActionFormat.text(flow.actions(), number -> port(Integer.toUnsignedLong(number)));
    }

    private static String used(long usedMillis) {
        if (usedMillis == 0) {
            return "never";
        }
        long ago = Math.max(0, System.nanoTime() / 1_000_000 - usedMillis);
        return String.format(Locale.ROOT, "%.3fs", ago / 1000.0);
    }

    private String port(long number) {
        return names.getOrDefault(number, Long.toString(number));
    }
}
