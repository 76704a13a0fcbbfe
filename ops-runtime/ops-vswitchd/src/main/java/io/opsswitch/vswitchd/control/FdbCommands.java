/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommand;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The commands about MAC learning tables. */
final class FdbCommands {
    private final SwitchCommands switches;

    private FdbCommands(SwitchCommands switches) {
        this.switches = switches;
    }

    static void register(ControlCommands commands, SwitchCommands switches) {
        FdbCommands here = new FdbCommands(switches);
        commands.register("fdb/add", "bridge port vlan mac", 4, 4, here::add);
        commands.register("fdb/del", "bridge vlan mac", 3, 3, here::delete);
        commands.register(
                "fdb/show", "[bridge...]", 0, Integer.MAX_VALUE, ControlCommand.of(here::show, here::showAsJson));
        commands.register("fdb/flush", "[bridge]", 0, 1, here::flush);
        commands.register("fdb/stats-show", "bridge", 1, 1, here::showStatistics);
        commands.register("fdb/stats-clear", "[bridge]", 0, 1, here::clearStatistics);
    }

    private static long address(String text) throws ControlException {
        return MacAddresses.parse(text).orElseThrow(() -> new ControlException("bad MAC address"));
    }

    /** Return a VLAN as Open vSwitch reads it: what is no number is 0. */
    private static int vlan(String text) {
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private String add(List<String> args) throws ControlException {
        OfBridge bridge = switches.bridge(args.get(0));
        String name = args.get(1);
        int vlan = vlan(args.get(2));
        long address = address(args.get(3));
        Bundle bundle = null;
        for (Bundle each : bridge.bundles()) {
            if (each.ports().stream().anyMatch(port -> port.name().equals(name))) {
                bundle = each;
            }
        }
        if (bundle == null) {
            throw new ControlException("software error, odp port is present but no ofp port");
        }
        MacTable.Row old = bridge.macTable().row(address, vlan);
        if (!bridge.macTable().set(address, vlan, bundle.name())) {
            throw new ControlException("could not add static mac entry");
        }
        if (old == null || old.isStatic() && old.port().equals(bundle.name())) {
            return "";
        }
        return "Overriding already existing " + (old.isStatic() ? "static" : "dynamic") + " entry on "
                + number(bridge, old.port()) + "\n";
    }

    private String delete(List<String> args) throws ControlException {
        OfBridge bridge = switches.bridge(args.get(0));
        int vlan = vlan(args.get(1));
        if (!bridge.macTable().unset(address(args.get(2)), vlan)) {
            throw new ControlException("could not find static mac entry");
        }
        return "";
    }

    /** Return the bridges that are named, or all. */
    private List<OfBridge> named(List<String> names) throws ControlException {
        if (names.isEmpty()) {
            return switches.bridges();
        }
        List<OfBridge> bridges = new ArrayList<>();
        for (String name : names) {
            OfBridge found = switches.find(name);
            if (found == null) {
                throw new ControlException("no such bridge " + name);
            }
            bridges.add(found);
        }
        return bridges;
    }

    private String show(List<String> args) throws ControlException {
        List<OfBridge> bridges = named(args);
        // Several bridges are told apart by a column as wide as the longest name and a blank.
        int width = 0;
        if (bridges.size() > 1) {
            width = "Bridge".length();
            for (OfBridge bridge : bridges) {
                width = Math.max(width, bridge.name().length());
            }
            width++;
        }
        StringBuilder text = new StringBuilder(width == 0 ? "" : column("Bridge", width));
        text.append(" Port  VLAN  MAC                Age\n");
        for (OfBridge bridge : bridges) {
            show(bridge, width, text);
        }
        return text.toString();
    }

    private static String column(String name, int width) {
        return " " + name + " ".repeat(width - name.length());
    }

    private static void show(OfBridge bridge, int width, StringBuilder text) {
        List<MacTable.Row> rows = bridge.macTable().rows();
        for (int i = 0; i < rows.size(); i++) {
            MacTable.Row row = rows.get(i);
            text.append(width == 0 ? "" : column(i == 0 ? bridge.name() : "", width));
            text.append(String.format(
                    Locale.ROOT,
                    "%5s  %4d  %s  %s\n",
                    number(bridge, row.port()),
                    row.vlan(),
                    MacAddresses.format(row.address()),
                    row.isStatic() ? "static" : String.format(Locale.ROOT, "%3d", row.age())));
        }
        if (width > 0 && rows.isEmpty()) {
            text.append(' ').append(bridge.name()).append('\n');
        }
    }

    private Json showAsJson(List<String> args) throws ControlException {
        Json.Obj all = Json.object();
        for (OfBridge bridge : named(args)) {
            List<Json> rows = new ArrayList<>();
            for (MacTable.Row row : bridge.macTable().rows()) {
                Bundle bundle = bridge.bundle(row.port());
                Json.Obj each = Json.object();
                if (bundle != null && !bundle.ports().isEmpty()) {
                    each = each.with("port", Json.of(bundle.ports().get(0).number()));
                }
                each = each.with("vlan", Json.of(row.vlan())).with("mac", Json.of(MacAddresses.format(row.address())));
                rows.add(row.isStatic() ? each.with("static", Json.TRUE) : each.with("age", Json.of(row.age())));
            }
            all = all.with(bridge.name(), Json.array(rows.toArray(new Json[0])));
        }
        return all;
    }

    private static String number(OfBridge bridge, String port) {
        Bundle bundle = bridge.bundle(port);
        if (bundle == null || bundle.ports().isEmpty()) {
            return "?";
        }
        int number = bundle.ports().get(0).number();
        return number == OfPort.LOCAL ? "LOCAL" : Integer.toString(number);
    }

    private List<OfBridge> chosen(List<String> args) throws ControlException {
        return args.isEmpty() ? switches.bridges() : List.of(switches.bridge(args.get(0)));
    }

    private String flush(List<String> args) throws ControlException {
        for (OfBridge bridge : chosen(args)) {
            bridge.macTable().flush();
        }
        return "table successfully flushed";
    }

    private String clearStatistics(List<String> args) throws ControlException {
        for (OfBridge bridge : chosen(args)) {
            bridge.macTable().clearStatistics();
        }
        return "statistics successfully cleared";
    }

    private String showStatistics(List<String> args) throws ControlException {
        OfBridge bridge = switches.bridge(args.get(0));
        MacTable.Statistics statistics = bridge.macTable().statistics();
        return "Statistics for bridge \"" + bridge.name() + "\":\n"
                + "  Current/maximum MAC entries in the table: "
                + statistics.size() + "/" + statistics.maxEntries() + "\n"
                + "  Current static MAC entries in the table : " + statistics.fixed() + "\n"
                + "  Total number of learned MAC entries     : " + statistics.learned() + "\n"
                + "  Total number of expired MAC entries     : " + statistics.expired() + "\n"
                + "  Total number of evicted MAC entries     : " + statistics.evicted() + "\n"
                + "  Total number of port moved MAC entries  : " + statistics.moved() + "\n";
    }
}
