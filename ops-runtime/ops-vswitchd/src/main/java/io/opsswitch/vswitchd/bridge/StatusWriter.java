/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.Port.PortStatistics;
import io.opsswitch.ovsdb.client.ReplicaTransaction;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the state of the switch to the database. A transaction leaves out what would not change, so everything is
 * written each time. Stateless.
 */
final class StatusWriter {

    private static final List<Object> EMPTY = List.of();

    private StatusWriter() {}

    /** Write a bridge's state. */
    static void write(RunningBridge bridge, ReplicaTransaction transaction) {
        transaction.update(
                "Bridge",
                bridge.config().row(),
                Map.of(
                        "datapath_id",
                        BridgeAddress.datapathId(bridge.config(), bridge.address()),
                        "datapath_version",
                        "<built-in>"));
    }

    /** Write an interface's state. */
    static void write(RunningInterface each, ReplicaTransaction transaction) {
        Map<String, Object> columns = new LinkedHashMap<>();
        Port port = each.port();
        if (!each.works()) {
            columns.put("ofport", -1L);
            columns.put("error", each.error() == null ? EMPTY : each.error());
            for (String column : List.of(
                    "mac_in_use",
                    "admin_state",
                    "link_state",
                    "link_speed",
                    "duplex",
                    "link_resets",
                    "ifindex",
                    "mtu")) {
                columns.put(column, EMPTY);
            }
            columns.put("status", Map.of());
            columns.put("statistics", Map.of());
        } else {
            columns.put("ofport", (long) each.ofport());
            columns.put("error", EMPTY);
            columns.put("status", each.status());
            if (port == null) {
                putPatch(each, columns);
            } else {
                putDevice(port, columns);
            }
        }
        transaction.update("Interface", each.config().row(), columns);
    }

    /** Write an interface's counters. */
    static void writeStatistics(RunningInterface each, ReplicaTransaction transaction) {
        if (!each.works()) {
            return;
        }
        Port port = each.port();
        Map<String, Long> statistics = port == null ? counters(each.patchCounters()) : counters(port.statistics());
        transaction.update("Interface", each.config().row(), Map.of("statistics", statistics));
    }

    private static void putPatch(RunningInterface each, Map<String, Object> columns) {
        columns.put(
                "mac_in_use",
                MacAddresses.format(BridgeAddress.madeUp(each.config().row())));
        columns.put("admin_state", "up");
        columns.put("link_state", "up");
        columns.put("link_resets", 0L);
        columns.put("ifindex", 0L);
        for (String column : List.of("link_speed", "duplex", "mtu")) {
            columns.put(column, EMPTY);
        }
    }

    private static void putDevice(Port port, Map<String, Object> columns) {
        PortState state = port.state();
        long address = port.macAddress();
        columns.put("mac_in_use", address == 0 ? EMPTY : MacAddresses.format(address));
        columns.put("admin_state", state.adminUp() ? "up" : "down");
        columns.put("link_state", state.linkUp() ? "up" : "down");
        columns.put("link_speed", state.speed() > 0 ? state.speed() : EMPTY);
        columns.put("duplex", state.speed() <= 0 ? EMPTY : state.fullDuplex() ? "full" : "half");
        columns.put("link_resets", state.linkResets());
        columns.put("ifindex", (long) state.ifindex());
        columns.put("mtu", state.mtu() > 0 ? (long) state.mtu() : EMPTY);
    }

    private static Map<String, Long> counters(PortStatistics s) {
        Map<String, Long> map = new LinkedHashMap<>();
        map.put("rx_packets", s.rxPackets());
        map.put("rx_bytes", s.rxBytes());
        map.put("rx_dropped", s.rxDropped());
        map.put("rx_errors", s.rxErrors());
        map.put("tx_packets", s.txPackets());
        map.put("tx_bytes", s.txBytes());
        map.put("tx_dropped", s.txDropped());
        map.put("tx_errors", s.txErrors());
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
