/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.Port.PortStatistics;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.db.Interface;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the state of the switch to the database. A transaction leaves out what would not change, so everything is
 * written each time. Stateless.
 */
final class StatusWriter {

    private StatusWriter() {}

    /** Write a bridge's state. */
    static void write(RunningBridge bridge, TypedTransaction transaction) {
        Bridge.edit(transaction, bridge.config().row())
                .datapathId(BridgeAddress.datapathId(bridge.config(), bridge.address()))
                .datapathVersion("<built-in>");
    }

    /** Write an interface's state. */
    static void write(RunningInterface each, TypedTransaction transaction) {
        Interface.Editor row = Interface.edit(transaction, each.config().row());
        if (!each.works()) {
            row.ofport(-1).error(each.error()).status(Map.of()).statistics(Map.of());
            row.macInUse(null).adminState(null).linkState(null).linkResets(null).ifindex(null);
            row.linkSpeed(null).duplex(null).mtu(null);
            return;
        }
        row.ofport(each.ofport()).error(null).status(each.status());
        Port port = each.port();
        if (port == null) {
            writePatch(each, row);
        } else {
            writeDevice(port, row);
        }
    }

    /** Write an interface's counters. */
    static void writeStatistics(RunningInterface each, TypedTransaction transaction) {
        if (!each.works()) {
            return;
        }
        Port port = each.port();
        Interface.edit(transaction, each.config().row())
                .statistics(port == null ? counters(each.patchCounters()) : counters(port));
    }

    private static void writePatch(RunningInterface each, Interface.Editor row) {
        row.macInUse(MacAddresses.format(BridgeAddress.madeUp(each.config().row())))
                .adminState(Interface.AdminState.UP)
                .linkState(Interface.LinkState.UP)
                .linkResets(0)
                .ifindex(0);
        row.linkSpeed(null).duplex(null).mtu(null);
    }

    private static void writeDevice(Port port, Interface.Editor row) {
        PortState state = port.state();
        long address = port.macAddress();
        row.macInUse(address == 0 ? null : MacAddresses.format(address))
                .adminState(state.adminUp() ? Interface.AdminState.UP : Interface.AdminState.DOWN)
                .linkState(state.linkUp() ? Interface.LinkState.UP : Interface.LinkState.DOWN)
                .linkSpeed(state.speed() > 0 ? (Long) state.speed() : null)
                .duplex(duplex(state))
                .linkResets(state.linkResets())
                .ifindex(state.ifindex())
                .mtu(state.mtu() > 0 ? Long.valueOf(state.mtu()) : null);
    }

    private static @Nullable String duplex(PortState state) {
        return state.speed() <= 0 ? null : state.fullDuplex() ? Interface.Duplex.FULL : Interface.Duplex.HALF;
    }

    private static Map<String, Long> counters(Port port) {
        PortStatistics s = port.statistics();
        Map<String, Long> map = new LinkedHashMap<>();
        map.put("rx_packets", s.rxPackets());
        map.put("rx_bytes", s.rxBytes());
        map.put("rx_dropped", s.rxDropped());
        map.put("rx_errors", s.rxErrors());
        map.put("tx_packets", s.txPackets());
        map.put("tx_bytes", s.txBytes());
        map.put("tx_dropped", s.txDropped());
        map.put("tx_errors", s.txErrors());
        map.putAll(port.moreStatistics());
        map.values().removeIf(counter -> counter < 0);
        return map;
    }

    private static Map<String, Long> counters(PatchCounters counters) {
        return Map.of(
                "rx_packets",
                counters.rxPackets(),
                "rx_bytes",
                counters.rxBytes(),
                "tx_packets",
                counters.txPackets(),
                "tx_bytes",
                counters.txBytes());
    }
}
