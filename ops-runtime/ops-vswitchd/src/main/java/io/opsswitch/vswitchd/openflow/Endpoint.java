/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.ActionQueries;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.FlowParts;
import io.opsswitch.vswitchd.ofproto.PacketInjector;
import io.opsswitch.vswitchd.table.FlowTable;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.group.GroupTable;
import io.opsswitch.vswitchd.table.meter.MeterTable;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;

/**
 * What all requests of a bridge work on. The connections are kept by the thread that handles messages, and read by all; the
 * tables look after themselves.
 */
final class Endpoint {

    private static final Vlog VLOG = Vlog.module("ofp_flow");
    private static final VlogRateLimit TOO_LONG = new VlogRateLimit(1, 5);

    final UUID row;
    final SwitchView view;
    final PacketInjector injector;
    final LongSupplier clock;
    final FlowTables tables;
    final GroupTable groups;
    final MeterTable meters;
    final List<Controller> controllers = new CopyOnWriteArrayList<>();
    final TlvTable options = new TlvTable();
    volatile FragmentHandling fragments = FragmentHandling.NORMAL;

    Endpoint(
            UUID row,
            SwitchView view,
            PacketInjector injector,
            LongSupplier clock,
            FlowTables tables,
            GroupTable groups,
            MeterTable meters) {
        this.row = row;
        this.view = view;
        this.injector = injector;
        this.clock = clock;
        this.tables = tables;
        this.groups = groups;
        this.meters = meters;
    }

    /** Return how matches and actions are read and written, by the table of options as it is now. */
    FlowParts parts() {
        return new FlowParts(options.layout());
    }

    /**
     * Refuse actions that this switch does not do, and those that only tests of switches use unless there are stand-ins for
     * devices.
     *
     * @throws OpenFlowException if they are refused
     */
    void checkSupported(List<OfpAct> actions) {
        if (ActionQueries.areForTests(actions) && !view.allowsTestActions()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBAC_BAD_VENDOR_TYPE,
                    "debug_recirc and debug_slow are for tests of the switch; start it with --enable-dummy for them");
        }
        if (ActionQueries.trackConnections(actions)) {
            throw new OpenFlowException(
                    OpenFlowError.NXBAC_CT_DATAPATH_SUPPORT,
                    "this switch does not track connections; use flows without ct, ct_clear and nat");
        }
        if (ActionQueries.changePacketTypes(actions)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBAC_BAD_TYPE, "this switch has no encap and decap; use ports of a tunnel's type");
        }
    }

    /** Answer a request for statistics. */
    void reply(Request request, Body body) {
        send(request.from(), request.message().reply(body));
    }

    /** Answer a request with a message of a kind. */
    void reply(Request request, MessageKind kind, Body body) {
        send(request.from(), OfMessage.of(kind, request.version(), request.transaction(), body));
    }

    void send(Controller to, OfMessage message) {
        Messages.encodeParts(message, parts(), entry -> leaveOut(to, message)).forEach(to.connection::send);
    }

    private static void leaveOut(Controller to, OfMessage message) {
        if (message.kind() == MessageKind.FLOW_STATS_REPLY) {
            // The words that scripts look for in the log of Open vSwitch.
            VLOG.log(
                    TOO_LONG,
                    LogLevel.WARN,
                    "Flow exceeded the maximum flow statistics reply size and was excluded from the response set");
            return;
        }
        VLOG.log(
                TOO_LONG,
                LogLevel.INFO,
                "%s: %s leaves out what is longer than a message of %s can be; ask in another version, or for less",
                to,
                message.form(),
                message.version());
    }

    /** Return how long ago a time of the clock was. */
    Age since(long millis) {
        return Age.ofMillis(Math.max(0, clock.getAsLong() - millis));
    }

    /** Return the tables that controllers see. */
    List<FlowTable> visibleTables() {
        List<FlowTable> visible = new ArrayList<>();
        for (int i = 0; i < FlowTables.COUNT; i++) {
            if (!tables.table(i).isHidden()) {
                visible.add(tables.table(i));
            }
        }
        return visible;
    }
}
