/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.dpctl;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The commands of ovs-dpctl: how many arguments each takes, and what does it. Stateless. */
final class Commands {

    private static final int ANY = Integer.MAX_VALUE;

    /** Commands of Open vSwitch that are not here. */
    private static final Set<String> OTHERS = Set.of(
            "add-flows",
            "mod-flows",
            "offload-stats-show",
            "dump-conntrack",
            "flush-conntrack",
            "cache-get-size",
            "cache-set-size",
            "ct-stats-show",
            "ct-bkts",
            "ct-set-maxconns",
            "ct-get-maxconns",
            "ct-get-nconns",
            "ct-enable-tcp-seq-chk",
            "ct-disable-tcp-seq-chk",
            "ct-get-tcp-seq-chk",
            "ct-set-limits",
            "ct-del-limits",
            "ct-get-limits",
            "ct-get-sweep-interval",
            "ct-set-sweep-interval",
            "ipf-set-enabled",
            "ipf-set-disabled",
            "ipf-set-min-frag",
            "ipf-set-max-nfrags",
            "ipf-get-status",
            "parse-actions",
            "normalize-actions");

    /** Does a command. */
    @FunctionalInterface
    private interface Body {
        /** Return whether all went well; what did not has been told. */
        boolean run(Dpctl dpctl, List<String> arguments) throws ExitException, NetlinkException;
    }

    private record Command(int least, int most, boolean changes, Body body) {}

    private static final Map<String, Command> ALL = Map.ofEntries(
            Map.entry("add-dp", new Command(1, ANY, true, Dpctl::addDatapath)),
            Map.entry("del-dp", new Command(1, 1, true, Dpctl::deleteDatapath)),
            Map.entry("add-if", new Command(2, ANY, true, Dpctl::addPorts)),
            Map.entry("set-if", new Command(2, ANY, true, Dpctl::setPorts)),
            Map.entry("del-if", new Command(2, ANY, true, Dpctl::deletePorts)),
            Map.entry("dump-dps", new Command(0, 0, false, Dpctl::dumpDatapaths)),
            Map.entry("show", new Command(0, ANY, false, Dpctl::show)),
            Map.entry("dump-flows", new Command(0, 6, false, Dpctl::dumpFlows)),
            Map.entry("add-flow", new Command(2, 3, true, Dpctl::addFlow)),
            Map.entry("mod-flow", new Command(2, 3, true, Dpctl::modifyFlow)),
            Map.entry("get-flow", new Command(1, 2, false, Dpctl::getFlow)),
            Map.entry("del-flow", new Command(1, 2, true, Dpctl::deleteFlow)),
            Map.entry("del-flows", new Command(0, 1, true, Dpctl::deleteFlows)));

    private Commands() {}

    /**
     * Run a command.
     *
     * @return the exit status
     */
    static int run(
            Dpctl dpctl, Settings settings, String name, List<String> arguments, PrintStream out, PrintStream err)
            throws ExitException {
        if (OTHERS.contains(name)) {
            throw new ExitException("'" + name + "' is not among the commands of this program; use --help for those");
        }
        Command command = ALL.get(name);
        if (command == null) {
            throw new ExitException("unknown command '" + name + "'; use --help for help");
        }
        if (arguments.size() < command.least()) {
            throw new ExitException("'" + name + "' command requires at least " + command.least() + " arguments");
        }
        if (arguments.size() > command.most()) {
            throw new ExitException("'" + name + "' command takes at most " + command.most() + " arguments");
        }
        if (settings.isReadOnly && command.changes()) {
            throw new ExitException("'" + name + "' command does not work in read only mode");
        }
        dpctl.printTo(out, err);
        try {
            return command.body().run(dpctl, arguments) ? 0 : 1;
        } catch (NetlinkException e) {
            throw new ExitException(name + ": " + e.getMessage());
        }
    }
}
