/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.vswitchd.ofproto.Place;

/**
 * The log of what goes wrong in the translation of packets that are there, in the words of Open vSwitch; who asks for a
 * trace finds it there instead. Thread-safe.
 */
final class ErrorLog {

    private static final Vlog VLOG = Vlog.module("ofproto_dpif_xlate");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(1, 5);

    private ErrorLog() {}

    static void report(Journey journey, String text) {
        if (journey.purpose != Purpose.PACKET && journey.purpose != Purpose.STAGED || !VLOG.enabled(LogLevel.WARN)) {
            return;
        }
        VLOG.log(LIMIT, LogLevel.WARN, "%s%s", text, new Circumstances(journey));
    }

    /** Where it happened; written only if the message is. */
    private record Circumstances(Journey journey) {

        @Override
        public String toString() {
            if (!journey.isInBridge()) {
                return "";
            }
            FlowKey packet = journey.base.copy();
            Place arrival = journey.snapshot.arrivalOf(journey.original());
            packet.set(
                    FlowField.IN_PORT,
                    arrival == null
                            ? journey.flow.get(FlowField.IN_PORT)
                            : arrival.port().number());
            TlvLayout options = journey.pipelineSettings().tunnelOptions();
            return " on bridge " + journey.bridge().name() + " while processing "
                    + TraceText.flow(packet, options, OfNames.NONE);
        }
    }
}
