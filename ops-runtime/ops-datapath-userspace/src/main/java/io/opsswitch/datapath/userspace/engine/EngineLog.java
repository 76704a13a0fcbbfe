/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.FlowUfid;
import io.opsswitch.datapath.text.ActionFormat;
import io.opsswitch.datapath.text.FlowFormat;
import io.opsswitch.datapath.text.PortNames;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells, for those who set the log's module {@code dpif_netdev} to {@code dbg}, of packets without a flow and of flows that
 * come or change, in the form that scripts read from Open vSwitch's log. Stateless; nothing is written down otherwise.
 */
public final class EngineLog {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");
    private static final VlogRateLimit LIMIT = new VlogRateLimit(600, 600);

    private EngineLog() {}

    /** Tell of a mistake of ours, with where it was made. */
    static void failure(String what, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace));
        VLOG.err("%s: %s", what, trace.toString().stripTrailing());
    }

    /** Tell of a packet that is handed over. */
    static void upcall(String datapath, boolean isMiss, ByteBuffer packet, FlowKey key) {
        if (VLOG.enabled(LogLevel.DBG)) {
            VLOG.log(
                    LIMIT,
                    LogLevel.DBG,
                    "%s: %s upcall:\n%s\n%d bytes",
                    datapath,
                    isMiss ? "miss" : "action",
                    FlowFormat.key(key),
                    packet.remaining());
        }
    }

    /**
     * Tell of a flow that came, or got other actions.
     *
     * @param before what it did before, null if it is new
     */
    public static void flow(FlowKey key, FlowKey mask, Actions actions, @Nullable Actions before) {
        if (!VLOG.enabled(LogLevel.DBG)) {
            return;
        }
        String ufid = FlowUfid.of(key, mask);
        FlowKey shown = mask.copy().matchAll(FlowField.RECIRC_ID).matchAll(FlowField.PACKET_TYPE);
        VLOG.log(
                LIMIT,
                LogLevel.DBG,
                "%s: %s mega_%s %s%s, actions:%s",
                before == null ? "flow_add" : "flow_mod",
                ufid,
                ufid,
                FlowFormat.match(key, shown, PortNames.NONE, false),
                before == null ? "" : ", old_actions:" + ActionFormat.text(before),
                ActionFormat.text(actions));
    }
}
