/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.Datapath.ThreadFlows;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.text.ActionParser;
import io.opsswitch.datapath.text.DatapathFormat;
import io.opsswitch.datapath.text.FlowMatch;
import io.opsswitch.datapath.text.FlowParser;
import io.opsswitch.datapath.text.FlowTextException;
import io.opsswitch.datapath.text.PortNames;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchParser;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.control.DpctlFlowFile.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The commands of {@code dpctl/} about flows. What they change, the switch takes back when it next looks at the flows, unless
 * {@code revalidator/pause} keeps it from that.
 */
final class DpctlFlows {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");
    private static final int ANY_COUNT = Integer.MAX_VALUE;

    private final SwitchCommands switches;

    private DpctlFlows(SwitchCommands switches) {
        this.switches = switches;
    }

    static void register(ControlCommands commands, SwitchCommands switches) {
        DpctlFlows here = new DpctlFlows(switches);
        commands.register(
                "dpctl/dump-flows",
                "[-m] [--names] [dp] [filter=..] [type=..] [pmd=..]",
                0,
                ANY_COUNT,
                args -> here.dump(new Arguments(args)));
        commands.register("dpctl/get-flow", "[dp] ufid", 1, ANY_COUNT, args -> here.get(new Arguments(args)));
        commands.register(
                "dpctl/add-flow", "[dp] flow actions", 2, ANY_COUNT, args -> here.put(new Arguments(args), false));
        commands.register(
                "dpctl/mod-flow", "[dp] flow actions", 2, ANY_COUNT, args -> here.put(new Arguments(args), true));
        commands.register("dpctl/del-flow", "[dp] flow", 1, ANY_COUNT, args -> here.delete(new Arguments(args)));
        commands.register("dpctl/add-flows", "[dp] file", 1, 2, args -> here.change(new Arguments(args), Change.ADD));
        commands.register(
                "dpctl/mod-flows", "[dp] file", 1, 2, args -> here.change(new Arguments(args), Change.MODIFY));
        commands.register("dpctl/del-flows", "[dp] [file]", 0, 2, args -> here.deleteAll(new Arguments(args)));
    }

    /** What a command was given: options, and the rest. */
    private static final class Arguments {
        private final List<String> operands = new ArrayList<>();
        private boolean isVerbose;
        private @Nullable Boolean names;

        Arguments(List<String> args) throws ControlException {
            for (String arg : args) {
                switch (arg) {
                    case "-m", "--more" -> isVerbose = true;
                    case "--names" -> names = true;
                    case "--no-names" -> names = false;
                    default -> {
                        if (arg.startsWith("-")) {
                            throw new ControlException("Unrecognized option " + arg);
                        }
                        operands.add(arg);
                    }
                }
            }
        }

        boolean hasNames() {
            return names == null ? isVerbose : names;
        }
    }

    private static FlowFormatter formatter(Backer backer, Arguments args) {
        List<Port> named = args.hasNames() ? backer.datapath().ports() : List.of();
        return new FlowFormatter(backer, named, args.isVerbose);
    }

    private String dump(Arguments args) throws ControlException {
        String filter = null;
        boolean isOfHere = true;
        Integer core = null;
        for (String operand : List.copyOf(args.operands)) {
            if (operand.startsWith("filter=")) {
                filter = operand.substring("filter=".length());
            } else if (operand.startsWith("type=")) {
                isOfHere &= hasSoftwareFlows(operand.substring("type=".length()));
            } else if (operand.startsWith("pmd=")) {
                core = core(operand.substring("pmd=".length()));
            } else {
                continue;
            }
            args.operands.remove(operand);
        }
        Backer backer = only(args.operands, 0);
        Match wanted = filter == null ? Match.ANY : filter(filter, backer);
        FlowFormatter formatter = formatter(backer, args);
        StringBuilder text = new StringBuilder();
        if (!isOfHere) {
            return "";
        }
        if (backer.datapath().isLasting()) {
            append(text, "", backer.datapath().showFlows(), wanted, formatter);
            return text.toString();
        }
        for (ThreadFlows thread : backer.datapath().dumpFlowsByThread()) {
            if (core == null || thread.core() == core) {
                List<ShownFlow> flows =
                        thread.flows().stream().map(ShownFlow::of).toList();
                append(text, core == null ? title(thread.core()) : "", flows, wanted, formatter);
            }
        }
        return text.toString();
    }

    private static void append(
            StringBuilder text, String title, List<ShownFlow> flows, Match wanted, FlowFormatter formatter) {
        String first = title;
        for (ShownFlow flow : flows) {
            if (matches(wanted, flow.flow().key())) {
                text.append(first).append(formatter.format(flow)).append('\n');
                first = "";
            }
        }
    }

    private static String title(int core) {
        return core == ThreadFlows.MAIN_THREAD
                ? "flow-dump from the main thread:\n"
                : "flow-dump from pmd on cpu core: " + core + "\n";
    }

    private static int core(String text) throws ControlException {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new ControlException(
                    "ovs-vswitchd: Invalid pmd=" + text + "; use the number of a core, or -1 for the main thread");
        }
    }

    private static boolean hasSoftwareFlows(String types) throws ControlException {
        try {
            return DatapathFormat.hasSoftwareFlows(types);
        } catch (IllegalArgumentException e) {
            throw new ControlException("ovs-vswitchd: " + e.getMessage());
        }
    }

    private static Match filter(String text, Backer backer) throws ControlException {
        PortNames names = PortNames.of(backer.datapath().ports());
        List<Port> ports = backer.datapath().ports();
        try {
            return MatchParser.parse(text, new OfNames() {
                @Override
                public @Nullable String portName(int port) {
                    return names.text(port);
                }

                @Override
                public int port(String name) {
                    return ports.stream()
                            .filter(port -> port.name().equals(name))
                            .mapToInt(Port::number)
                            .findFirst()
                            .orElse(-1);
                }
            });
        } catch (OfSyntaxException e) {
            throw new ControlException("ovs-vswitchd: Failed to parse filter (" + e.getMessage() + ")");
        }
    }

    private static boolean matches(Match wanted, FlowKey key) {
        for (int word = 0; word < FlowKey.WORDS; word++) {
            if (((key.word(word) ^ wanted.value().word(word)) & wanted.mask().word(word)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Return the datapath that is named in front of as many other operands, or the only one. */
    private Backer only(List<String> operands, int others) throws ControlException {
        if (operands.size() > others + 1) {
            throw new ControlException("too many arguments");
        }
        if (operands.size() == others + 1) {
            return switches.datapath(operands.get(0));
        }
        List<Backer> all = switches.datapaths();
        if (all.size() != 1) {
            throw new ControlException(all.isEmpty() ? "no datapaths exist" : "multiple datapaths, specify one");
        }
        return all.get(0);
    }

    private String get(Arguments args) throws ControlException {
        Backer backer = only(args.operands, 1);
        String ufid = args.operands.get(args.operands.size() - 1);
        if (!ufid.startsWith("ufid:")) {
            throw new ControlException("ovs-vswitchd: parsing flow ufid");
        }
        for (ShownFlow flow : backer.datapath().showFlows()) {
            if (flow.ufid().equals(ufid)) {
                return formatter(backer, args).format(flow) + "\n";
            }
        }
        throw new ControlException("ovs-vswitchd: getting flow (No such file or directory)");
    }

    private static FlowMatch parse(Backer backer, String text) throws ControlException {
        try {
            return FlowParser.match(text, PortNames.of(backer.datapath().ports()));
        } catch (FlowTextException e) {
            throw new ControlException("ovs-vswitchd: parsing flow key (" + e.getMessage() + ") (Invalid argument)");
        }
    }

    private static @Nullable FlowEntry find(Datapath datapath, FlowMatch match) {
        FlowKey masked = match.key().masked(match.mask());
        for (FlowEntry flow : datapath.dumpFlows()) {
            if (flow.mask().equals(match.mask())
                    && flow.key().masked(flow.mask()).equals(masked)) {
                return flow;
            }
        }
        return null;
    }

    private String put(Arguments args, boolean isThere) throws ControlException {
        Backer backer = only(args.operands, 2);
        int count = args.operands.size();
        put(backer, args.operands.get(count - 2), args.operands.get(count - 1), isThere);
        return "";
    }

    private static void put(Backer backer, String flow, String text, boolean isThere) throws ControlException {
        FlowMatch match = parse(backer, flow);
        if (match.mask().get(FlowField.IN_PORT) == 0) {
            // A flow matches the whole of in_port.
            VLOG.err("failed to put[%s] flow: in_port is not an exact match", isThere ? "modify" : "create");
            throw new ControlException("ovs-vswitchd: updating flow table (Invalid argument)");
        }
        if (isThere != (find(backer.datapath(), match) != null)) {
            throw new ControlException("ovs-vswitchd: updating flow table ("
                    + (isThere ? "No such file or directory" : "File exists") + ")");
        }
        try {
            Actions actions =
                    ActionParser.actions(text, PortNames.of(backer.datapath().ports()));
            backer.datapath().putFlow(match.key(), match.mask(), actions);
        } catch (FlowTextException | IllegalArgumentException e) {
            throw new ControlException("ovs-vswitchd: parsing actions (" + e.getMessage() + ")");
        }
    }

    private String delete(Arguments args) throws ControlException {
        delete(only(args.operands, 1), args.operands.get(args.operands.size() - 1));
        return "";
    }

    private static void delete(Backer backer, String text) throws ControlException {
        FlowMatch match = parse(backer, text);
        FlowEntry flow = find(backer.datapath(), match);
        if (flow == null || !backer.datapath().removeFlow(flow.key(), flow.mask())) {
            throw new ControlException(
                    "ovs-vswitchd: deleting flow (No such file or directory)\nPerhaps you need to specify a UFID?");
        }
    }

    /** Do what the lines of a file say, all that can be done. */
    private String change(Arguments args, Change usual) throws ControlException {
        Backer backer = only(args.operands, 1);
        List<String> failures = new ArrayList<>();
        for (DpctlFlowFile.Line line : DpctlFlowFile.read(args.operands.get(args.operands.size() - 1), usual)) {
            String actions = line.actions();
            try {
                if (!line.isComplete()) {
                    failures.add("ovs-vswitchd: Failed parsing line number " + line.number() + ", skipped!");
                } else if (actions == null) {
                    delete(backer, line.flow());
                } else {
                    put(backer, line.flow(), actions, line.change() == Change.MODIFY);
                }
            } catch (ControlException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            throw new ControlException(String.join("\n", failures));
        }
        return "";
    }

    private String deleteAll(Arguments args) throws ControlException {
        boolean hasFile = args.operands.size() == 2
                || args.operands.size() == 1 && switches.findDatapath(args.operands.get(0)) == null;
        return hasFile ? change(args, Change.DELETE) : flush(args);
    }

    private String flush(Arguments args) throws ControlException {
        Backer backer = only(args.operands, 0);
        backer.purge();
        backer.datapath().flush();
        return "";
    }
}
