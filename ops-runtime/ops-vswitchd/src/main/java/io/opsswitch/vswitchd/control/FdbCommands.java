/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.maclearning.MacTable;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
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
        commands.register("fdb/show", "bridge", 1, 1, here::show);
        commands.register("fdb/flush", "[bridge]", 0, 1, here::flush);
        commands.register("fdb/stats-show", "bridge", 1, 1, here::showStatistics);
        commands.register("fdb/stats-clear", "[bridge]", 0, 1, here::clearStatistics);
    }

    private String show(List<String> args) throws ControlException {
        OfBridge bridge = switches.bridge(args.get(0));
        StringBuilder text = new StringBuilder(" port  VLAN  MAC                Age\n");
        for (MacTable.Row row : bridge.macTable().rows()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%5s  %4d  %s  %3d\n",
                    number(bridge, row.port()),
                    row.vlan(),
                    MacAddresses.format(row.address()),
                    row.age()));
        }
        return text.toString();
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
                + "  Current static MAC entries in the table : 0\n"
                + "  Total number of learned MAC entries     : " + statistics.learned() + "\n"
                + "  Total number of expired MAC entries     : " + statistics.expired() + "\n"
                + "  Total number of evicted MAC entries     : " + statistics.evicted() + "\n"
                + "  Total number of port moved MAC entries  : " + statistics.moved() + "\n";
    }
}
