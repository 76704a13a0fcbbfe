/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.FlowUfid;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.datapath.text.DatapathFormat;
import io.opsswitch.datapath.text.FlowFormat;
import io.opsswitch.datapath.text.PortNames;

/**
 * Tells, for those who set the log's module {@code dpif} to {@code dbg}, what this switch does to the flows of a datapath,
 * in the form that scripts read from Open vSwitch's log. Stateless; nothing is written down otherwise.
 */
public final class DatapathLog {

    private static final Vlog VLOG = Vlog.module("dpif");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(600, 600);

    private DatapathLog() {}

    /** Return whether anybody wants to be told. */
    private static boolean isOn() {
        return VLOG.enabled(LogLevel.DBG);
    }

    private static void log(Datapath datapath, String what, FlowKey key, FlowKey mask, String rest) {
        FlowKey shown = mask.copy().matchAll(FlowField.RECIRC_ID).matchAll(FlowField.PACKET_TYPE);
        VLOG.log(
                LIMIT,
                LogLevel.DBG,
                "%s@%s: %s %s %s%s",
                datapath.type(),
                datapath.name(),
                what,
                FlowUfid.of(key, mask),
                FlowFormat.match(key, shown, PortNames.NONE, true),
                rest);
    }

    static void created(Datapath datapath, FlowKey key, FlowKey mask, Actions actions) {
        if (isOn()) {
            log(datapath, "put[create]", key, mask, ", actions:" + ActionFormat.text(actions));
        }
    }

    static void modified(Datapath datapath, FlowKey key, FlowKey mask, Actions actions) {
        if (isOn()) {
            log(datapath, "put[modify]", key, mask, ", actions:" + ActionFormat.text(actions));
        }
    }

    static void deleted(Datapath datapath, FlowKey key, FlowKey mask) {
        if (isOn()) {
            log(datapath, "flow_del", key, mask, "");
        }
    }

    /** Tell of a flow that was looked at; the time is that of the clock of the datapath. */
    public static void dumped(Datapath datapath, FlowEntry flow, long nowMillis) {
        if (isOn()) {
            log(
                    datapath,
                    "flow_dump",
                    flow.key(),
                    flow.mask(),
                    ", " + DatapathFormat.statistics(flow, nowMillis) + ", actions:"
                            + ActionFormat.text(flow.actions()));
        }
    }
}
