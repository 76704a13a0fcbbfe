/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.DatapathStatistics;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.text.DatapathFormat;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.ofproto.Bundle;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The commands about datapaths: their ports and flows. */
final class DpifCommands {
    private final SwitchCommands switches;

    private DpifCommands(SwitchCommands switches) {
        this.switches = switches;
    }

    static void register(ControlCommands commands, SwitchCommands switches) {
        DpifCommands here = new DpifCommands(switches);
        commands.register("dpif/show", "", 0, 0, args -> here.show());
        commands.register("dpif/dump-dps", "", 0, 0, args -> list(switches.backers()));
        commands.register(
                "dpif/dump-flows", "[-m] [--names | --no-names] bridge", 1, Integer.MAX_VALUE, here::dumpBridge);
        commands.register("dpctl/dump-dps", "", 0, 0, args -> list(switches.datapaths()));
        commands.register("dpctl/show", "[-s] [dp...]", 0, Integer.MAX_VALUE, here::showDatapaths);
    }

    static String name(Backer backer) {
        return backer.datapath().type() + "@" + backer.datapath().name();
    }

    private static String list(List<Backer> backers) {
        StringBuilder text = new StringBuilder();
        backers.forEach(backer -> text.append(name(backer)).append('\n'));
        return text.toString();
    }

    private String show() {
        StringBuilder text = new StringBuilder();
        for (Backer backer : switches.backers()) {
            text.append(name(backer)).append(": hit:").append(backer.hitCount());
            text.append(" missed:").append(backer.upcallCount()).append('\n');
            List<OfBridge> bridges = new ArrayList<>(backer.snapshot().bridges());
            bridges.sort(Comparator.comparing(OfBridge::name));
            for (OfBridge bridge : bridges) {
                text.append("  ").append(bridge.name()).append(":\n");
                showPorts(backer, bridge, text);
            }
        }
        return text.toString();
    }

    private static void showPorts(Backer backer, OfBridge bridge, StringBuilder text) {
        Map<String, OfPort> ports = new TreeMap<>();
        for (Bundle bundle : bridge.bundles()) {
            bundle.ports().forEach(port -> ports.put(port.name(), port));
        }
        for (OfPort port : ports.values()) {
            text.append("    ")
                    .append(port.name())
                    .append(' ')
                    .append(port.number())
                    .append('/');
            if (port.virtual() != null) {
                text.append(port.datapathPort()).append(": (").append(port.type());
                String options = port.virtual().description();
                text.append(options.isEmpty() ? "" : ": " + options).append(")\n");
            } else if (port.peer() == null) {
                text.append(port.datapathPort());
                text.append(": (").append(deviceType(backer, port)).append(")\n");
            } else {
                text.append("none: (")
                        .append(port.type())
                        .append(": peer=")
                        .append(port.peer())
                        .append(")\n");
            }
        }
    }

    /** Return what kind of device a port of a bridge is, and how it is configured. */
    private static String deviceType(Backer backer, OfPort port) {
        for (Port each : backer.datapath().ports()) {
            if (each.number() == port.datapathPort()) {
                String type = deviceType(backer, each.type());
                return each.description().isEmpty() ? type : type + ": " + each.description();
            }
        }
        return port.type();
    }

    /** Return what kind of device an interface of a type is: an internal one is a tap device in user space. */
    private static String deviceType(Backer backer, String type) {
        return type.equals("internal") && backer.datapath().type().equals("netdev") ? "tap" : type;
    }

    private String showDatapaths(List<String> args) throws ControlException {
        List<String> operands = new ArrayList<>(args);
        boolean hasStatistics = operands.removeAll(Set.of("-s", "--statistics"));
        List<Backer> wanted = new ArrayList<>();
        for (String name : operands) {
            wanted.add(named(name));
        }
        StringBuilder text = new StringBuilder();
        for (Backer backer : operands.isEmpty() ? switches.datapaths() : wanted) {
            Datapath datapath = backer.datapath();
            DatapathStatistics own = datapath.statistics();
            DatapathStatistics statistics = own != null
                    ? own
                    : new DatapathStatistics(
                            backer.hitCount(),
                            backer.upcallCount(),
                            0,
                            datapath.dumpFlows().size(),
                            -1,
                            0,
                            -1,
                            -1);
            text.append(DatapathFormat.show(
                    name(backer),
                    statistics,
                    datapath.showPorts(),
                    port -> deviceType(backer, port.type()),
                    hasStatistics));
        }
        return text.toString();
    }

    private Backer named(String name) throws ControlException {
        Backer found = switches.findDatapath(name);
        if (found == null) {
            throw new ControlException("ovs-vswitchd: opening datapath " + name + " failed (No such device)");
        }
        return found;
    }

    private String dumpBridge(List<String> args) throws ControlException {
        List<String> operands = new ArrayList<>(args);
        boolean isVerbose = operands.contains("-m");
        boolean names = operands.contains("--names") || isVerbose && !operands.contains("--no-names");
        operands.removeAll(Set.of("-m", "--names", "--no-names"));
        if (operands.size() != 1) {
            throw new ControlException("no such bridge");
        }
        OfBridge bridge = switches.bridge(operands.get(0));
        StringBuilder text = new StringBuilder();
        for (Backer backer : switches.backers()) {
            if (!backer.snapshot().bridges().contains(bridge)) {
                continue;
            }
            FlowFormatter formatter =
                    new FlowFormatter(backer, names ? backer.datapath().ports() : List.of(), isVerbose);
            for (ShownFlow flow : backer.datapath().showFlows()) {
                Place place = backer.snapshot().arrivalOf(flow.flow().key());
                if (place != null && place.bridge().equals(bridge)) {
                    text.append(formatter.format(flow)).append('\n');
                }
            }
        }
        return text.toString();
    }
}
