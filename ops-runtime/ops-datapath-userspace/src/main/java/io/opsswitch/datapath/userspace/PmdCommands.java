/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.userspace.pmd.PmdReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** The control commands about poll threads: {@code ovs-vswitchd(8)}, section PMD. */
final class PmdCommands {

    private static final String PREFIX = "dpif-netdev/";
    private static final String LOG_USAGE = "[on|off] [-b before] [-a after] [-e|-ne] [-us usec] [-q qlen]";

    /** Options of {@code pmd-perf-show} about figures that are collected with {@code pmd-perf-metrics} elsewhere. */
    private static final Set<String> HISTORY = Set.of("-it", "-ms");

    private final Supplier<? extends List<Datapath>> datapaths;

    private PmdCommands(Supplier<? extends List<Datapath>> datapaths) {
        this.datapaths = datapaths;
    }

    static void register(ControlCommands commands, Supplier<? extends List<Datapath>> datapaths) {
        PmdCommands here = new PmdCommands(datapaths);
        commands.register(PREFIX + "pmd-stats-clear", "[-pmd core] [dp]", 0, 3, here::clear);
        commands.register(PREFIX + "pmd-rxq-show", "[-pmd core] [-secs secs] [dp]", 0, 5, here::queues);
        commands.register(
                PREFIX + "pmd-sleep-show",
                "[dp]",
                0,
                1,
                args -> here.report(here.parse(args)).sleep());
        commands.register(
                PREFIX + "pmd-perf-show",
                "[-nh] [-it iter-history-len] [-ms ms-history-len] [-pmd core] [dp]",
                0,
                8,
                here::performance);
        commands.register(PREFIX + "pmd-stats-show", "[-pmd core] [dp]", 0, 8, here::performance);
        commands.register(PREFIX + "pmd-rxq-rebalance", "[dp]", 0, 1, here::rebalance);
        commands.register(PREFIX + "pmd-perf-log-set", LOG_USAGE, 0, 10, PmdCommands::setLog);
        commands.register(PREFIX + "bond-show", "[dp]", 0, 1, here::bonds);
    }

    /** What a command was given: numbers of options, and the rest. */
    private record Arguments(Map<String, Long> options, List<String> names) {
        long option(String name) {
            return options.getOrDefault(name, -1L);
        }
    }

    private Arguments parse(List<String> args) {
        Map<String, Long> options = new HashMap<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            boolean takesNumber = arg.equals("-pmd") || arg.equals("-secs") || HISTORY.contains(arg);
            if (takesNumber && i + 1 < args.size()) {
                String number = args.get(++i);
                if (number.matches("\\d{1,9}")) {
                    options.put(arg, Long.parseLong(number));
                }
            } else if (!arg.equals("-nh")) {
                names.add(arg);
            }
        }
        return new Arguments(options, names);
    }

    /** Return the report of the datapath that is named, or of the only one. */
    private PmdReport report(Arguments args) throws ControlException {
        List<UserspaceDatapath> all = new ArrayList<>();
        for (Datapath datapath : datapaths.get()) {
            if (datapath instanceof UserspaceDatapath here) {
                all.add(here);
            }
        }
        for (UserspaceDatapath datapath : all) {
            if (args.names().contains(datapath.name())) {
                return datapath.pmdReport();
            }
        }
        if (all.size() == 1) {
            return all.get(0).pmdReport();
        }
        throw new ControlException("please specify an existing datapath");
    }

    private String queues(List<String> args) throws ControlException {
        Arguments parsed = parse(args);
        return report(parsed).queues(parsed.option("-pmd"), parsed.option("-secs"));
    }

    private String performance(List<String> args) throws ControlException {
        Arguments parsed = parse(args);
        for (String option : HISTORY) {
            if (parsed.option(option) > 0) {
                throw new ControlException(option + ": this switch keeps no history of iterations; leave it out");
            }
        }
        return report(parsed).performance(parsed.option("-pmd"));
    }

    private String clear(List<String> args) throws ControlException {
        Arguments parsed = parse(args);
        report(parsed).clear(parsed.option("-pmd"));
        return "";
    }

    private String rebalance(List<String> args) throws ControlException {
        report(parse(args)).rebalance();
        return "pmd rxq rebalance requested.\n";
    }

    /** Bonds are done by the flows of the bridge: the datapath has none of its own to show. */
    private String bonds(List<String> args) throws ControlException {
        report(parse(args));
        return "";
    }

    private static String setLog(List<String> args) throws ControlException {
        for (int i = 0; i < args.size(); i++) {
            switch (args.get(i)) {
                case "off", "-e", "-ne" -> {
                    // As it is.
                }
                case "on" ->
                    throw new ControlException("this switch does not look for suspicious iterations; use pmd-perf-show"
                            + " to see how long packets take");
                case "-a", "-b", "-q", "-us" -> {
                    if (++i >= args.size() || !args.get(i).matches("\\d{1,9}")) {
                        throw logUsage();
                    }
                }
                default -> throw logUsage();
            }
        }
        return "";
    }

    private static ControlException logUsage() {
        return new ControlException("Usage: ovs-appctl " + PREFIX + "pmd-perf-log-set " + LOG_USAGE);
    }
}
